import { setTimeout as wait } from 'node:timers/promises'
import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import {
  type ConditionalWrite,
  parseItem,
  readAll,
  type TransactionResult,
  toItem,
  writeTransaction,
} from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { type AuditEntry, type AuditEvent, buildChainEntry } from './audit.ts'
import { AUDIT_ACTIONS } from './audit-actions.ts'

/*
 * Audit table: append-only, one hash chain per participant (and one per study for memberships).
 *
 * | access                              | key                                      |
 * |-------------------------------------|------------------------------------------|
 * | head of a chain                     | Query pk = scope, newest first, limit 1   |
 * | whole chain                         | Query pk = scope                          |
 * | append, with the write it records   | Put (pk, sk = next number), must be absent |
 *
 * Two writers that read the same head make the same sort key; one transaction fails whole, reads the new
 * head and tries again. So the chain cannot fork, and no write stands without its entry.
 */

const entrySchema = z.object({
  scope: z.string(),
  sequence: z.number(),
  at: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  actor: z.union([
    z.strictObject({ kind: z.enum(['participant', 'operator', 'system']) }),
    z.strictObject({ kind: z.literal('coordinator'), sub: z.string() }),
  ]),
  about: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  previous: z.string(),
  hash: z.string(),
})

const NEXT_ENTRY = 'audit: the next entry is not yet written'
const MAX_ATTEMPTS = 12

export type AuditStore = {
  /**
   * Writes all of `writes` together with the audit entry of `event`, or nothing.
   * A condition that does not hold comes back as `refused` with its condition; a lost race for the chain is
   * tried again. @throws ProblemError `busy` when the races do not end.
   */
  write<Condition extends string>(
    scope: string,
    event: AuditEvent,
    writes: readonly ConditionalWrite<Condition>[],
  ): Promise<Exclude<TransactionResult<Condition>, { kind: 'conflict' }>>
  listChain(scope: string): Promise<readonly AuditEntry[]>
}

export function formatParticipantChain(scope: { study: string; participant: string }): string {
  return `${scope.study}#${scope.participant}`
}

/** Before the next attempt: longer each time, and by chance, so that those who collided part. */
const pauseRandomly = async (attempt: number): Promise<void> => {
  await wait(Math.random() * Math.min(20 * 2 ** attempt, 400))
}

export function createAuditStore(deps: {
  dynamo: DynamoDBClient
  table: string
  clock: Clock
  pause?: (attempt: number) => Promise<void>
}): AuditStore {
  const { dynamo, table, clock, pause = pauseRandomly } = deps

  async function readHead(scope: string): Promise<AuditEntry | undefined> {
    const { Items } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': scope }),
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    )
    const [newest] = Items ?? []
    return newest && (parseItem(entrySchema, newest) as AuditEntry)
  }

  function buildAppend(entry: AuditEntry): ConditionalWrite<typeof NEXT_ENTRY> {
    return {
      condition: NEXT_ENTRY,
      write: {
        Put: {
          TableName: table,
          Item: toItem({ pk: entry.scope, sk: String(entry.sequence).padStart(10, '0'), ...entry }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    }
  }

  return {
    write: <Condition extends string>(
      scope: string,
      event: AuditEvent,
      writes: readonly ConditionalWrite<Condition>[],
    ) =>
      retryOnConflict(
        async () => {
          const entry = buildChainEntry(scope, await readHead(scope), event, formatIso(clock.now()))
          // The entry comes last: when both fail, the refusal of the write is the one that means something.
          const result = await writeTransaction<Condition | typeof NEXT_ENTRY>(dynamo, [
            ...writes,
            buildAppend(entry),
          ])
          if (result.kind === 'written') return result
          if (result.kind === 'refused' && result.condition !== NEXT_ENTRY)
            return { ...result, condition: result.condition as Condition }
          return CONFLICT
        },
        { maxAttempts: MAX_ATTEMPTS, pause },
      ),
    listChain: (scope) =>
      readAll(dynamo, table, { pk: scope, from: '0', to: '9' }, entrySchema) as Promise<AuditEntry[]>,
  }
}
