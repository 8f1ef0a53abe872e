import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { signInFromCommandLine } from './sign-in-from-command-line.ts'

/*
 * npm run --silent sign-in -- --url https://pro.example.org
 *
 * Prints an access token of the API, and nothing else, on standard output. What to do is said on standard error.
 */
const { values } = parseArgs({ options: { url: { type: 'string' }, 'no-browser': { type: 'boolean' } } })
if (!values.url || !URL.canParse(values.url)) {
  say('Say where: npm run --silent sign-in -- --url https://pro.example.org')
  process.exit(2)
}

try {
  const token = await signInFromCommandLine({
    url: values.url,
    showAddress(address) {
      say(`Sign in with your browser: ${address}`)
      if (!values['no-browser']) openBrowser(address)
    },
  })
  process.stdout.write(`${token}\n`)
} catch (error) {
  say(error instanceof Error ? error.message : 'The sign-in failed.')
  process.exit(1)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Where there is none, the address that was printed is enough. */
function openBrowser(address: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
