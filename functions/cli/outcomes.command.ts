import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { UnpublishedContentError } from '../../surveys/library/require-published-content.ts'
import { runOutcomesCommand } from './run-outcomes-command.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** `npm run outcomes -- …`: a study's outcomes from exported data. */
try {
  const { exitCode, out, err } = runOutcomesCommand(process.argv.slice(2), openShippedLibrary())
  process.stdout.write(out)
  process.stderr.write(err)
  process.exitCode = exitCode
} catch (error) {
  if (!(error instanceof UnpublishedContentError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
