import { connectAsOperator } from '../platform/aws/operator-clients.ts'
import { runRestoreCommand } from './run-restore-command.ts'
import { takeRestoreStep } from './wire-restore.command.ts'

/** `npm run restore`: takes the tables of a deployed service back to an instant. */
process.exitCode = await runRestoreCommand(process.argv.slice(2), {
  take: (step, { stage, region }) =>
    takeRestoreStep(step, {
      ...{ dynamo: connectAsOperator(region), stage, region },
      out: (line) => void process.stdout.write(`${line}\n`),
    }),
  err: (line) => void process.stderr.write(`${line}\n`),
})
