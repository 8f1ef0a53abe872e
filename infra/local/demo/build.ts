/**
 * The demo builder, a process of its own so that the server stays quick: a second local stack in memory, on a standing
 * clock, in which the cohort lives. What is in its tables and phones at the end goes into two files.
 * Started by run.ts, which sends the order; tells its progress over the same channel.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { connect } from '../runtime/tables.ts'
import { startLocalStack } from '../server/stack.ts'
import { COHORT_MS, simulateCohort } from './cohort.ts'
import { dumpTables, readKeys } from './dump.ts'

const order = z.object({
  assembly: z.string(),
  logFolder: z.string(),
  /** Folder for `items.jsonl` and `texts.json`. */
  output: z.string(),
  publicUrl: z.string(),
  secrets: z.record(z.string(), z.string()),
  endsAt: z.number(),
  databaseEndpoint: z.string().optional(),
  tablePrefix: z.string(),
  perSite: z.number().optional(),
})

export type BuildOrder = z.infer<typeof order>
export type BuildMessage =
  | { readonly kind: 'progress'; readonly weeks: number; readonly surveys: number }
  | { readonly kind: 'built'; readonly surveys: number }
  | { readonly kind: 'failed'; readonly reason: string }

const sendMessage = (message: BuildMessage): void => void process.send?.(message)

async function build(given: BuildOrder): Promise<void> {
  // The server and whoever tries it out come first.
  setPriority(10)
  const startsAt = given.endsAt - COHORT_MS
  const stack = await startLocalStack({
    ...given,
    port: 0,
    clock: { kind: 'standing', at: new Date(startsAt) },
    ticking: false,
  })
  try {
    const client = connect(stack.databaseEndpoint, stack.region)
    const tables = stack.resources.tables.map(({ name }) => name)
    const before = await readKeys(client, tables)
    let reported = 0
    let surveys = 0
    await simulateCohort(
      stack,
      startsAt,
      (progress) => {
        surveys = progress.surveys
        if (Date.now() - reported < 250) return
        reported = Date.now()
        sendMessage({ kind: 'progress', ...progress })
      },
      given.perSite,
    )
    const texts = join(given.output, 'texts.json')
    writeFileSync(`${texts}.new`, JSON.stringify(stack.phones.all()), { mode: 0o600 })
    renameSync(`${texts}.new`, texts)
    // Last, since its presence says that the cohort is complete.
    await dumpTables(client, tables, given.tablePrefix, before, join(given.output, 'items.jsonl'))
    sendMessage({ kind: 'built', surveys })
  } finally {
    await stack.close()
  }
}

// Ends with the server, however that ended; its database is a child of this process and goes with it.
process.on('disconnect', () => process.exit(1))
process.on('SIGINT', () => {})
process.on('SIGTERM', () => process.exit(1))

process.once('message', (given) => {
  void build(order.parse(given))
    .catch((error: unknown) =>
      sendMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.disconnect?.())
})
