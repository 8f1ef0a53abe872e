import { createHash } from 'node:crypto'
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import type { StoredItem } from '../../platform/aws/dynamodb.ts'

/*
 * A table of the stack taken back to what a restored copy of it holds: by an operator’s own credentials, while nobody else
 * reaches it.
 *
 * | access                          | request                                                          |
 * |---------------------------------|------------------------------------------------------------------|
 * | what both hold                  | Scan of each: half a read unit for 4 kB                             |
 * | what differs                    | BatchWriteItem of 25: one write unit for each kB put or item deleted |
 *
 * Kept in memory: the key and 16 bytes for each item of the table, some 250 MB a million.
 */

export type CopyCounts = { readonly put: number; readonly deleted: number; readonly same: number }

const BATCH = 25

/**
 * Makes `to` hold exactly what `from` holds; what is the same in both is not written. Stopped anywhere, it may run again, and
 * writes what is left.
 *
 * @param wait before what DynamoDB has not taken is sent again, in milliseconds
 */
export async function copyTableBack(
  dynamo: DynamoDBClient,
  { from, to }: { readonly from: string; readonly to: string },
  wait: (milliseconds: number) => Promise<void> = waitFor,
): Promise<CopyCounts> {
  const held = new Map<string, string>()
  for await (const item of scan(dynamo, to)) held.set(formatKey(item), digestItem(item))
  let [put, same] = [0, 0]
  const batch: WriteRequest[] = []
  const add = async (request: WriteRequest) => {
    batch.push(request)
    if (batch.length === BATCH) await writeBatch(dynamo, to, batch.splice(0), wait)
  }
  for await (const item of scan(dynamo, from)) {
    const key = formatKey(item)
    const isSame = held.get(key) === digestItem(item)
    held.delete(key)
    if (isSame) same += 1
    else {
      put += 1
      await add({ PutRequest: { Item: item } })
    }
  }
  for (const key of held.keys()) await add({ DeleteRequest: { Key: parseKey(key) } })
  await writeBatch(dynamo, to, batch, wait)
  return { put, deleted: held.size, same }
}

async function writeBatch(
  dynamo: DynamoDBClient,
  table: string,
  requests: readonly WriteRequest[],
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  let left = [...requests]
  for (let made = 0; left.length > 0; made += 1) {
    if (made > 0) await wait(Math.min(50 * 2 ** made, 5_000))
    const reply = await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }))
    left = reply.UnprocessedItems?.[table] ?? []
  }
}

async function* scan(dynamo: DynamoDBClient, table: string): AsyncGenerator<StoredItem> {
  let after: StoredItem | undefined
  do {
    const page = await dynamo.send(
      new ScanCommand({
        ...{ TableName: table, ConsistentRead: true },
        ...(after !== undefined && { ExclusiveStartKey: after }),
      }),
    )
    yield* page.Items ?? []
    after = page.LastEvaluatedKey
  } while (after !== undefined)
}

function formatKey({ pk, sk }: StoredItem): string {
  return JSON.stringify([pk?.S, sk?.S])
}

function parseKey(key: string): StoredItem {
  const [pk, sk] = JSON.parse(key) as [string, string]
  return { pk: { S: pk }, sk: { S: sk } }
}

/** Whatever the order of attributes, and of the members of a set. */
function digestItem(item: StoredItem): string {
  return createHash('sha256')
    .update(JSON.stringify(sortParts(item)))
    .digest('base64')
}

function sortParts(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(sortParts)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([key, part]) => [
      key,
      key === 'SS' || key === 'NS' ? [...(part as string[])].sort() : sortParts(part),
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
