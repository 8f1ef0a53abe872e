import { once } from 'node:events'
import { createReadStream, createWriteStream, renameSync } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import * as z from 'zod'

type Item = Record<string, AttributeValue>

const line = z.object({ table: z.string(), item: z.record(z.string(), z.custom<AttributeValue>()) })
/** BatchWriteItem takes at most 25. */
const BATCH_SIZE = 25
const MAX_CONCURRENCY = 4

/** Keys of everything in the tables: what was there before the cohort is not part of it. */
export async function readKeys(client: DynamoDBClient, tables: readonly string[]): Promise<Set<string>> {
  const keys = new Set<string>()
  for (const table of tables)
    for await (const item of scanTable(client, table)) keys.add(formatKey(table, item))
  return keys
}

/**
 * Writes all items but those in `before` to a file of JSON lines. The file is there only once it is whole.
 *
 * @param prefix what the tables' names begin with here and not where the items will go
 */
export async function dumpTables(
  client: DynamoDBClient,
  tables: readonly string[],
  prefix: string,
  before: ReadonlySet<string>,
  file: string,
): Promise<number> {
  const unfinished = `${file}.new`
  const output = createWriteStream(unfinished, { mode: 0o600 })
  let count = 0
  for (const table of tables) {
    for await (const item of scanTable(client, table)) {
      if (before.has(formatKey(table, item))) continue
      count++
      if (!output.write(`${JSON.stringify({ table: table.slice(prefix.length), item })}\n`))
        await once(output, 'drain')
    }
  }
  output.end()
  await once(output, 'close')
  renameSync(unfinished, file)
  return count
}

/** Puts a dumped file's items into tables. Doing it twice is the same as once. */
export async function loadDump(client: DynamoDBClient, file: string): Promise<void> {
  const writing = new Set<Promise<void>>()
  let batch: { table: string; item: Item }[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const write = putItems(client, batch).finally(() => writing.delete(write))
    writing.add(write)
    batch = []
    if (writing.size >= MAX_CONCURRENCY) await Promise.race(writing)
  }
  for await (const text of createInterface({ input: createReadStream(file) })) {
    batch.push(line.parse(JSON.parse(text, reviveBytes)))
    if (batch.length === BATCH_SIZE) await flush()
  }
  await flush()
  await Promise.all(writing)
}

async function putItems(
  client: DynamoDBClient,
  items: readonly { table: string; item: Item }[],
): Promise<void> {
  const byTable = Object.groupBy(items, ({ table }) => table)
  let requests = Object.fromEntries(
    Object.entries(byTable).map(([table, rows = []]) => [
      table,
      rows.map(({ item }) => ({ PutRequest: { Item: item } })),
    ]),
  )
  while (Object.keys(requests).length > 0) {
    const answer = await client.send(new BatchWriteItemCommand({ RequestItems: requests }))
    requests = (answer.UnprocessedItems ?? {}) as typeof requests
  }
}

async function* scanTable(client: DynamoDBClient, table: string): AsyncGenerator<Item> {
  let from: Item | undefined
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }))
    yield* page.Items ?? []
    from = page.LastEvaluatedKey
  } while (from !== undefined)
}

function formatKey(table: string, item: Item): string {
  return JSON.stringify([table, item.pk, item.sk])
}

/** Binary attributes become `{"0":1,"1":2,…}` in JSON, as every byte array does. */
function reviveBytes(key: string, value: unknown): unknown {
  if (key !== 'B' || typeof value !== 'object' || value === null) return value
  return Uint8Array.from(Object.values(value))
}
