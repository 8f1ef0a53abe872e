import { installedCalibrations } from '../calibrations/installed.ts'
import { shippedInstruments } from '../instruments/shipped.ts'
import { shippedResponderDefinitions } from '../responder/shipped.ts'
import { shippedStudies } from '../studies/shipped.ts'
import type { DefinitionFiles } from './require-published-content.ts'

/** Every definition of this checkout, as its file says it. */
export const shippedDefinitions: DefinitionFiles = {
  instruments: shippedInstruments,
  studies: shippedStudies,
  calibrations: installedCalibrations,
  responderDefinitions: shippedResponderDefinitions,
}
