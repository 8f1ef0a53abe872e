import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { drawRandomBytes } from '../core/random-bytes.ts'
import type { Key } from '../core/scope.ts'
import { countTries } from './dynamodb-retry.ts'

export type StoredItem = Record<string, AttributeValue>

export function toItem(value: object): StoredItem {
  return marshall(value, { removeUndefinedValues: true })
}

/** A stored item is read through its schema: what an older release wrote is understood or refused here, never half-read. */
export function parseItem<Schema extends z.core.$ZodType>(
  schema: Schema,
  item: StoredItem,
): z.output<Schema> {
  return z.parse(schema, unmarshall(item))
}

/** An item of a range that holds several kinds, not yet read as what it is of: nothing of it is copied. */
export type KeyedItem = Readonly<Record<string, unknown>> & { readonly sk: string }

export const keyedItemSchema = z.custom<KeyedItem>(
  (item) => typeof item === 'object' && item !== null && 'sk' in item && typeof item.sk === 'string',
)

/** `eventual` costs half, and may be some milliseconds behind the last write. */
export type ReadConsistency = 'consistent' | 'eventual'

export async function getItem<Schema extends z.core.$ZodType>(
  dynamo: DynamoDBClient,
  table: string,
  key: Key,
  schema: Schema,
  consistency: ReadConsistency = 'consistent',
): Promise<z.output<Schema> | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: consistency === 'consistent' }),
  )
  return Item && parseItem(schema, Item)
}

export type KeyRange = { readonly pk: string; readonly from: string; readonly to: string }

/** All sort keys that start with the prefix. */
export function buildPrefixRange(pk: string, prefix: string): KeyRange {
  return { pk, from: prefix, to: `${prefix}\uffff` }
}

export type ReadOptions = {
  readonly consistency?: ReadConsistency
  /** Which items of the range are read through the schema, by their sort key; by default all. */
  readonly isWanted?: (sk: string) => boolean
  /** Items of the range at most, wanted or not; by default as many as DynamoDB gives at once. */
  readonly limit?: number
}

/** Every item of the range, in key order, page by page. */
export async function readAll<Schema extends z.core.$ZodType>(
  dynamo: DynamoDBClient,
  table: string,
  range: KeyRange,
  schema: Schema,
  options: Omit<ReadOptions, 'limit'> = {},
): Promise<z.output<Schema>[]> {
  const found: z.output<Schema>[] = []
  let after: string | null = null
  do {
    const page: Page<z.output<Schema>> = await readPage(dynamo, table, range, schema, after, options)
    for (const { value } of page.found) found.push(value)
    after = page.next
  } while (after !== null)
  return found
}

export type Page<Value> = {
  readonly found: readonly { readonly sk: string; readonly value: Value }[]
  /** The `after` of the page behind it; `null` behind the last. */
  readonly next: string | null
}

/** As many items of the range as DynamoDB gives at once (1 MB), in key order, behind the sort key `after`. */
export async function readPage<Schema extends z.core.$ZodType>(
  dynamo: DynamoDBClient,
  table: string,
  range: KeyRange,
  schema: Schema,
  after: string | null,
  { consistency = 'consistent', isWanted = () => true, limit }: ReadOptions = {},
): Promise<Page<z.output<Schema>>> {
  const page = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({ ':pk': range.pk, ':from': range.from, ':to': range.to }),
      ConsistentRead: consistency === 'consistent',
      ...(limit !== undefined && { Limit: limit }),
      ...(after !== null && { ExclusiveStartKey: toItem({ pk: range.pk, sk: after }) }),
    }),
  )
  return {
    found: (page.Items ?? [])
      .map((item) => ({ sk: item.sk?.S ?? '', item }))
      .filter(({ sk }) => isWanted(sk))
      .map(({ sk, item }) => ({ sk, value: parseItem(schema, item) })),
    next: page.LastEvaluatedKey?.sk?.S ?? null,
  }
}

/**
 * A write of a transaction. `condition` names its condition, so that a refusal is known by what it means, and the compiler
 * knows which refusals there can be.
 */
export type ConditionalWrite<Condition extends string> = {
  readonly condition: Condition
  readonly write: TransactWriteItem
  /**
   * Of a Put: the item is marked with a number that only this call of `writeTransaction` knows, by which the call knows its
   * own transaction after a lost reply.
   */
  readonly provesTransaction?: boolean
}

export type TransactionResult<Condition extends string> =
  | { readonly kind: 'written' }
  /** The condition of the named write did not hold. `existing` is the item as it stands, when there is one. */
  | { readonly kind: 'refused'; readonly condition: Condition; readonly existing: StoredItem | undefined }

/**
 * Writes all or nothing, exactly once. The client repeats what was throttled, met another transaction or lost its reply:
 *
 *     first try written, reply lost → second try refused by its own conditions → the proof is ours        → written
 *     first try never arrived       → second try refused by somebody else's    → the proof is not, or absent → refused
 *
 * @throws ProblemError `busy` when that did not end; whether it was written is then not known
 * @throws unknown what DynamoDB does not take at all
 */
export async function writeTransaction<Condition extends string>(
  dynamo: DynamoDBClient,
  writes: readonly ConditionalWrite<Condition>[],
): Promise<TransactionResult<Condition>> {
  const marked = markProofs(writes, drawRandomBytes(9).toString('base64url'))
  try {
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: marked }))
    return { kind: 'written' }
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error
    const reasons = error.CancellationReasons ?? []
    const at = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
    const refused = writes[at]
    if (!refused) throw error
    if (countTries(error) > 1 && (await wasWritten(dynamo, marked))) return { kind: 'written' }
    return { kind: 'refused', condition: refused.condition, existing: reasons[at]?.Item }
  }
}

/** Beside what the item says of itself: its schema does not know it, and no hash covers it. */
const WRITER = 'writer'

function markProofs(writes: readonly ConditionalWrite<string>[], writer: string): TransactWriteItem[] {
  return writes.map(({ write, provesTransaction }) =>
    provesTransaction && write.Put
      ? { Put: { ...write.Put, Item: { ...write.Put.Item, [WRITER]: { S: writer } } } }
      : write,
  )
}

async function wasWritten(dynamo: DynamoDBClient, marked: readonly TransactWriteItem[]): Promise<boolean> {
  const proof = marked.find(({ Put }) => Put?.Item?.[WRITER])?.Put
  if (!proof?.Item) return false
  const { pk, sk } = proof.Item
  const { Item } = await dynamo.send(
    new GetItemCommand({
      TableName: proof.TableName,
      Key: { ...(pk && { pk }), ...(sk && { sk }) },
      ConsistentRead: true,
    }),
  )
  return Item?.[WRITER]?.S === proof.Item[WRITER]?.S
}

/** The item that made a conditional write fail, `undefined` when there was none, or the error thrown on when it is another one. */
export function requireExistingItem(error: unknown): StoredItem | undefined {
  if (error instanceof ConditionalCheckFailedException) return error.Item
  throw error
}
