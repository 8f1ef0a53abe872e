/** `npm run doctor`: looks at a deployed service, and says what is not as it should be. It changes nothing. */
import './node-version.js'
import { createClients } from './doctor/clients.ts'
import { runDoctor } from './run-doctor.ts'

process.exitCode = await runDoctor(process.argv.slice(2), {
  createClients,
  now: () => new Date(),
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  columns: process.stdout.columns,
})
