import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod/mini'
import { parseItem, type StoredItem, toItem } from '../../platform/aws/dynamodb.ts'
import type { Due } from './due.ts'

/*
 * Study table, index `due` (keys only, sparse): what is due by when.
 *
 * | access                     | key                                    |
 * |----------------------------|----------------------------------------|
 * | what is due in a shard     | duePk DUE#<shard>, dueSk <= now        |
 * | when the next thing is due | dueSk > now, the first one             |
 *
 * Text plans (the next text), assessments that were begun (the end of their window), safety alerts (when they are sent to people),
 * urgent messages (when they are tried next) and erasures that are confirmed put themselves into it.
 */

export type DuePage = { readonly due: readonly Due[]; readonly next: StoredItem | undefined }

export type DueStore = {
  /** A page of what was due at `until` or before, oldest first. */
  readPage(shard: number, until: string, after: StoredItem | undefined): Promise<DuePage>
  /** When the shard's first thing after `after` is due, if ever. */
  findNextDue(shard: number, after: string): Promise<string | undefined>
}

/** Keys are short: a page of them stays far below the megabyte that a query gives. */
const PAGE_SIZE = 1000

const keysSchema = z.object({ pk: z.string(), sk: z.string(), dueSk: z.string() })

export function createDueStore({ dynamo, table }: { dynamo: DynamoDBClient; table: string }): DueStore {
  const queryDue = (shard: number, condition: string, time: string, limit: number, after?: StoredItem) =>
    dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'due',
        KeyConditionExpression: `duePk = :shard AND ${condition}`,
        ExpressionAttributeValues: toItem({ ':shard': `DUE#${shard}`, ':time': time }),
        Limit: limit,
        ...(after && { ExclusiveStartKey: after }),
      }),
    )
  return {
    async readPage(shard, until, after) {
      const { Items, LastEvaluatedKey } = await queryDue(shard, 'dueSk <= :time', until, PAGE_SIZE, after)
      return { due: (Items ?? []).map(parseDueItem), next: LastEvaluatedKey }
    },
    async findNextDue(shard, after) {
      const { Items } = await queryDue(shard, 'dueSk > :time', after, 1)
      const [first] = Items ?? []
      return first && parseItem(keysSchema, first).dueSk
    },
  }
}

/** What an item with `dueSk` stands for, of the table or of its index. */
export function parseDueItem(item: StoredItem): Due {
  const { pk, sk, dueSk: dueAt } = parseItem(keysSchema, item)
  const [, study = '', site = ''] = pk.split('#')
  const [entity, participant = '', which = '', part] = sk.split('#')
  const owned = { study, site, participant, dueAt }
  if (entity === 'ALERT') return { kind: 'alert', ...owned, alert: which }
  if (entity === 'NOTICE') return { kind: 'notice', ...owned, notice: which }
  if (entity === 'ERASURE') return { kind: 'erasure', ...owned }
  // An assessment's text plan lies behind it.
  return { kind: part === undefined ? 'closing' : 'text', ...owned, timepoint: which }
}
