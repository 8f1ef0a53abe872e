import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { installedCalibrations } from '../../surveys/calibrations/installed.ts'
import { shippedInstruments } from '../../surveys/instruments/shipped.ts'
import { finishLibrary } from '../../surveys/library/finish-library.ts'
import publishedHashes from '../../surveys/library/published-hashes.json' with { type: 'json' }
import { shippedResponderDefinitions } from '../../surveys/responder/shipped.ts'
import { shippedStudies } from '../../surveys/studies/shipped.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** Prints what ships as finished text, for the function bundles (infra/constructs/finished-library.ts). */
try {
  const finished = finishLibrary(
    {
      instruments: shippedInstruments,
      studies: shippedStudies,
      calibrations: installedCalibrations,
      responderDefinitions: shippedResponderDefinitions,
    },
    publishedHashes,
  )
  process.stdout.write(JSON.stringify(finished))
} catch (error) {
  // Which definition it is, and not where in the program that was found.
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
