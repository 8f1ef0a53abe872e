import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { checkDefinitions } from '../../surveys/library/check-definitions.ts'
import publishedHashes from '../../surveys/library/published-hashes.json' with { type: 'json' }
import { shippedDefinitions } from '../../surveys/library/shipped.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** Checks what ships, before it is deployed (infra/constructs/require-definitions.ts). */
try {
  checkDefinitions(shippedDefinitions, publishedHashes)
} catch (error) {
  // Which definition it is, and not where in the program that was found.
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
