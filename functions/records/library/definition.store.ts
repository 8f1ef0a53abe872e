import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import type { DefinitionKind } from '../../../surveys/library/published-definition.ts'
import { computeContentHash, formatCanonicalJson } from '../../../surveys/values/canonical.ts'
import {
  type ConditionalWrite,
  parseItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { type CatalogueEntry, catalogueEntrySchema } from './catalogue.ts'

/*
 * Library table: definitions. Which studies are in force stands in study-head.store.ts.
 *
 * | access                        | request                                                                    |
 * |-------------------------------|----------------------------------------------------------------------------|
 * | definitions by their hash     | BatchGet pk DEFINITION#<hash>, sk FINISHED: as functions use them            |
 * | as they were published        | BatchGet pk DEFINITION#<hash>, sk SOURCE                                    |
 * | every version of a kind       | Query pk CATALOGUE#<kind>: <id>@<version>                                   |
 * | put content, before it all    | Put of both, under the hash of the source: the same again changes nothing    |
 * | publish                       | Put of the catalogue's entry, must be absent, with its audit entry           |
 * | retire                        | Put of the entry with the reason, must not be retired, with its audit entry  |
 *
 * A source is what somebody wrote, and what the hash is of. What functions use is completed by the schema of the program that
 * is deployed, and is written anew by the deployment of one whose schema gives it another form (seed-library.ts). Both are
 * compressed, and carry the SHA-256 of their text.
 */

export const VERSION_FREE = 'catalogue: this version is free'
export const NOT_RETIRED = 'catalogue: this version is in use'

/** DynamoDB gives at most so many items at once. */
const BATCH = 100
/** Requests of a batch that DynamoDB did not get to are made again so often at most. */
const MAX_ROUNDS = 10

const contentSchema = z.object({ pk: z.string(), zipped: z.string(), digest: z.string() })

export type DefinitionStore = {
  /**
   * As functions use them, read by the schema when they were published.
   * @returns in the order of the hashes
   * @throws Error where one is gone, or is not what was written
   */
  readFinished(hashes: readonly string[]): Promise<readonly unknown[]>
  /** As they were published. @throws Error where one is gone, or does not have its hash */
  readSources(hashes: readonly string[]): Promise<readonly unknown[]>
  /** Every version of every definition of a kind, by name and version. */
  listEntries(kind: DefinitionKind): Promise<readonly CatalogueEntry[]>
  /** Where it is not there already. @returns whether anything was written */
  putContent(content: { readonly source: unknown; readonly finished: unknown }): Promise<boolean>
}

export function createDefinitionStore(deps: { dynamo: DynamoDBClient; table: string }): DefinitionStore {
  const { dynamo, table } = deps
  return {
    readFinished: (hashes) => readContents(deps, hashes, 'FINISHED'),
    readSources: (hashes) => readContents(deps, hashes, 'SOURCE'),
    listEntries: (kind) =>
      readAll(dynamo, table, { pk: formatCatalogue(kind), from: ' ', to: '\uffff' }, catalogueEntrySchema),
    async putContent({ source, finished }) {
      const pk = formatPartition(computeContentHash(source))
      // A source that is there has content that functions can use.
      // In the order of its schema, in which changes are read.
      const isChanged = await putText(deps, { pk, sk: 'FINISHED' }, JSON.stringify(finished))
      return (await putText(deps, { pk, sk: 'SOURCE' }, formatCanonicalJson(source))) || isChanged
    },
  }
}

type Part = 'FINISHED' | 'SOURCE'
type Table = { readonly dynamo: DynamoDBClient; readonly table: string }

async function readContents(deps: Table, hashes: readonly string[], part: Part): Promise<readonly unknown[]> {
  const wanted = [...new Set(hashes)]
  const found = new Map<string, unknown>()
  for (let start = 0; start < wanted.length; start += BATCH)
    for (const item of await readBatch(deps, wanted.slice(start, start + BATCH), part)) {
      const { pk, zipped, digest } = parseItem(contentSchema, item)
      const text = brotliDecompressSync(Buffer.from(zipped, 'base64'))
      if (computeDigest(text) !== digest || (part === 'SOURCE' && pk !== formatPartition(digest)))
        throw new Error(`the library has other content at ${pk} than was put there`)
      found.set(pk, JSON.parse(text.toString()))
    }
  return hashes.map((hash) => {
    const pk = formatPartition(hash)
    if (!found.has(pk)) throw new Error(`the library has no definition of the hash ${hash}`)
    return found.get(pk)
  })
}

/** One request, unless DynamoDB leaves some for another. */
async function readBatch(
  { dynamo, table }: Table,
  hashes: readonly string[],
  sk: Part,
): Promise<Record<string, AttributeValue>[]> {
  const found: Record<string, AttributeValue>[] = []
  let Keys = hashes.map((hash) => toItem({ pk: formatPartition(hash), sk }))
  for (let round = 0; Keys.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error('the library could not be read')
    const { Responses, UnprocessedKeys } = await dynamo.send(
      // What is asked for by its hash was put before whatever named it.
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    )
    found.push(...(Responses?.[table] ?? []))
    Keys = UnprocessedKeys?.[table]?.Keys ?? []
  }
  return found
}

/** Unless exactly this is there. */
async function putText(
  { dynamo, table }: Table,
  key: { readonly pk: string; readonly sk: Part },
  content: string,
): Promise<boolean> {
  const text = Buffer.from(content)
  const digest = computeDigest(text)
  const zipped = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  }).toString('base64')
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: table,
        Item: toItem({ ...key, zipped, digest }),
        ConditionExpression: 'attribute_not_exists(pk) OR digest <> :digest',
        ExpressionAttributeValues: toItem({ ':digest': digest }),
      }),
    )
    return true
  } catch (error) {
    requireExistingItem(error)
    return false
  }
}

/** A version that was never published before. */
export function putEntry(table: string, entry: CatalogueEntry): ConditionalWrite<typeof VERSION_FREE> {
  return {
    condition: VERSION_FREE,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildEntryKey(entry), ...entry }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** A version that nobody has retired. Its content stays as it is, and whoever names it already goes on. */
export function retireEntry(
  table: string,
  entry: CatalogueEntry,
  retired: NonNullable<CatalogueEntry['retired']>,
): ConditionalWrite<typeof NOT_RETIRED> {
  return {
    condition: NOT_RETIRED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildEntryKey(entry), ...entry, retired }),
        ConditionExpression: 'attribute_not_exists(retired) AND #hash = :hash',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: toItem({ ':hash': entry.hash }),
      },
    },
  }
}

function buildEntryKey({ kind, id, version }: CatalogueEntry) {
  return { pk: formatCatalogue(kind), sk: `${id}@${version}` }
}

/** Of a source, its hash: what is put is canonical JSON. */
function computeDigest(text: Buffer): string {
  return createHash('sha256').update(text).digest('hex')
}

function formatPartition(hash: string): string {
  return `DEFINITION#${hash}`
}

function formatCatalogue(kind: DefinitionKind): string {
  return `CATALOGUE#${kind}`
}
