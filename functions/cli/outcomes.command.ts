import { openShippedLibrary } from '../../surveys/library/library.ts'
import { runOutcomesCommand } from './run-outcomes-command.ts'

/** `npm run outcomes -- …`: a study's outcomes from exported data. */
const { exitCode, out, err } = runOutcomesCommand(process.argv.slice(2), openShippedLibrary())
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = exitCode
