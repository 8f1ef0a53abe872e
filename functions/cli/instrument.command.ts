import { fileURLToPath } from 'node:url'
import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { publishInstrumentFile } from './publish-file.ts'
import { runInstrumentCommand } from './run-instrument-command.ts'
import { signInFromCommandLine } from './sign-in-from-command-line.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** `npm run instrument -- …`: imports, checks, compares, exports and scores instrument definitions in this checkout, and publishes one to a deployment. */
const root = new URL('../../', import.meta.url)
const [command, ...rest] = process.argv.slice(2)
const { exitCode, out, err } =
  command === 'publish'
    ? await publishInstrumentFile(rest, { fetch, signIn: signInAloud })
    : runInstrumentCommand(process.argv.slice(2), {
        instruments: fileURLToPath(new URL('surveys/instruments', root)),
        calibrations: fileURLToPath(new URL('surveys/calibrations', root)),
        hashes: fileURLToPath(new URL('surveys/library/published-hashes.json', root)),
      })
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = exitCode

function signInAloud(url: string): Promise<string> {
  return signInFromCommandLine({
    url,
    showAddress: (address) => void process.stderr.write(`Sign in with your browser: ${address}\n`),
  })
}
