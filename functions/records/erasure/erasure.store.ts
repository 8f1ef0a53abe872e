import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { buildDueKeys } from '../due/due-shard.ts'
import { type Erasure, erasureSchema } from './erasure.ts'

/*
 * Study table: erasures.
 *
 * | access                     | key                                                     |
 * |----------------------------|---------------------------------------------------------|
 * | of a participant           | pk SITE#<study>#<site>, sk ERASURE#<participant>        |
 * | of a site                  | sk begins ERASURE#                                      |
 * | begin, change              | Put the same, must be the revision that was read        |
 * | never erased, with enrolment | ConditionCheck of the same, must be absent            |
 * | data not stopped, with an event | ConditionCheck of the same                          |
 * | whose steps are to be made | index `due`, see due.store.ts                           |
 *
 * What was confirmed stands in the audit table too, where no restore of this one reaches it: see replay-erasures.ts.
 */

export const ERASURE_UNCHANGED = 'erasure: as it was read'
/** Whoever had their data stopped or erased has nothing more recorded of them. */
export const DATA_NOT_STOPPED = 'erasure: data are not stopped'
export const NEVER_ERASED = 'erasure: none was asked for'

export type ErasureStore = {
  find(scope: ParticipantScope): Promise<Erasure | undefined>
  listBySite(scope: SiteScope): Promise<readonly Erasure[]>
  /** One plain write. False when it is not as it was read. */
  change(scope: ParticipantScope, read: Erasure, to: Erasure): Promise<boolean>
}

export function createErasureStore(deps: { dynamo: DynamoDBClient; table: string }): ErasureStore {
  const { dynamo, table } = deps
  return {
    find: (scope) => getItem(dynamo, table, buildKey(scope), erasureSchema),
    listBySite: (scope) =>
      readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'ERASURE#'), erasureSchema),
    async change(scope, read, to) {
      try {
        await dynamo.send(new PutItemCommand(buildPut(table, scope, read, to)))
        return true
      } catch (error) {
        requireExistingItem(error)
        return false
      }
    },
  }
}

/** A first one, or a change of one: only as long as it stands as it was read. */
export function putErasure(
  table: string,
  scope: ParticipantScope,
  read: Erasure | undefined,
  erasure: Erasure,
): ConditionalWrite<typeof ERASURE_UNCHANGED> {
  return { condition: ERASURE_UNCHANGED, write: { Put: buildPut(table, scope, read, erasure) } }
}

/** With an enrolment: a request that is sent again after an erasure brings nobody back. */
export function requireNeverErased(
  table: string,
  scope: ParticipantScope,
): ConditionalWrite<typeof NEVER_ERASED> {
  return {
    condition: NEVER_ERASED,
    write: {
      ConditionCheck: {
        TableName: table,
        Key: toItem(buildKey(scope)),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

function buildPut(table: string, scope: ParticipantScope, read: Erasure | undefined, erasure: Erasure) {
  const due = erasure.state === 'confirmed' ? erasure.nextTryAt : undefined
  return {
    TableName: table,
    Item: toItem({
      ...buildKey(scope),
      ...{ ...erasure, nextTryAt: due, revision: (read?.revision ?? 0) + 1 },
      ...buildDueKeys(scope.participant, due),
    }),
    ...(read === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: toItem({ ':read': read.revision }),
        }),
  }
}

function buildKey(scope: ParticipantScope) {
  return buildSiteKey(scope, 'ERASURE', scope.participant)
}

/** Fails where an erasure that stops data, or erases them, was confirmed. */
export function requireDataNotStopped(
  table: string,
  scope: ParticipantScope,
): ConditionalWrite<typeof DATA_NOT_STOPPED> {
  return {
    condition: DATA_NOT_STOPPED,
    write: {
      ConditionCheck: {
        TableName: table,
        Key: toItem(buildKey(scope)),
        ConditionExpression:
          'attribute_not_exists(pk) OR grade = :contact OR NOT #state IN (:confirmed, :done)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toItem({
          ...{ ':contact': 'stop-contact', ':confirmed': 'confirmed', ':done': 'done' },
        }),
      },
    },
  }
}
