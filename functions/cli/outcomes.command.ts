import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { runOutcomesCommand } from './run-outcomes-command.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** `npm run outcomes -- …`: a study's outcomes from exported data. */
const { exitCode, out, err } = runOutcomesCommand(process.argv.slice(2), openShippedLibrary())
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = exitCode
