import { fileURLToPath } from 'node:url'
import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { runInstrumentCommand } from './run-instrument-command.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** `npm run instrument -- …`: imports, checks, compares, exports and scores instrument definitions in this checkout. */
const root = new URL('../../', import.meta.url)
const { exitCode, out, err } = runInstrumentCommand(process.argv.slice(2), {
  instruments: fileURLToPath(new URL('surveys/instruments', root)),
  calibrations: fileURLToPath(new URL('surveys/calibrations', root)),
  hashes: fileURLToPath(new URL('surveys/library/published-hashes.json', root)),
})
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = exitCode
