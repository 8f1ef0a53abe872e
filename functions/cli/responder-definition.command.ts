import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { runResponderDefinitionCommand } from './run-responder-definition-command.ts'
import { signInFromCommandLine } from './sign-in-from-command-line.ts'

// What is wrong with a file is said in words; by itself zod/mini says only that it is.
config(en())

/** `npm run responder-definition -- …`: checks responder definitions in files, and publishes one to a deployment. */
const { exitCode, out, err } = await runResponderDefinitionCommand(process.argv.slice(2), {
  fetch,
  signIn: (url) =>
    signInFromCommandLine({
      url,
      showAddress: (address) => void process.stderr.write(`Sign in with your browser: ${address}\n`),
    }),
})
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = exitCode
