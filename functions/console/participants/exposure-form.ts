import { type Exposure, exposureSchema } from '../../../web/api/treatments/treatment-exposures.ts'
import type { Typed } from '../../../web/console/index.ts'
import { parseDecimal } from './form-fields.ts'

/** Dose and route as a form says them, each only where something was said; `undefined` for what is no dose or route. */
export function parseExposure({ dose = '', unit, route = '' }: Typed): Exposure | undefined {
  return exposureSchema.safeParse({
    // What is no number is none for the schema either.
    ...(dose !== '' && { dose: { value: parseDecimal(dose), unit } }),
    ...(route !== '' && { route }),
  }).data
}

/** The same again as fields, for the form that confirms. */
export function formatExposureFields({ dose = '', unit = '', route = '' }: Typed): Typed {
  return { dose, unit, route }
}

/** As a form that corrects it shows it. */
export function listTypedExposure({ dose, route }: Exposure): Typed {
  return {
    ...(dose && { dose: String(dose.value), unit: dose.unit }),
    ...(route && { route }),
  }
}
