import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, getItem, type NamedWrite, queryAll, toItem } from '../../platform/aws/dynamodb.ts'
import { type ParticipantScope, type SiteScope, siteKey, sitePartition } from '../../platform/core/scope.ts'
import { dueKeys } from '../due/due-shard.ts'
import { alertSchema, type SafetyAlert } from './alert.ts'

/*
 * Study table: safety alerts.
 *
 * | access                         | key                                                                |
 * |--------------------------------|--------------------------------------------------------------------|
 * | of a site                      | pk SITE#<study>#<site>, sk begins ALERT#                           |
 * | of a participant               | sk begins ALERT#<participant>#                                     |
 * | raise                          | Put ALERT#<participant>#<id>, must be absent                       |
 * | change                         | Put the same, must be the revision that was read                   |
 * | that have waited too long      | index `due`, see functions/due/due.store.ts                        |
 */

export const ALERT_AS_READ = 'alert: as it was read'

export type AlertStore = {
  find(scope: ParticipantScope, id: string): Promise<SafetyAlert | undefined>
  ofSite(scope: SiteScope): Promise<readonly SafetyAlert[]>
  ofParticipant(scope: ParticipantScope): Promise<readonly SafetyAlert[]>
}

export function createAlertStore(deps: { dynamo: DynamoDBClient; table: string }): AlertStore {
  const { dynamo, table } = deps
  return {
    find: (scope, id) => getItem(dynamo, table, keyOf(scope, id), alertSchema),
    ofSite: (scope) => queryAll(dynamo, table, beginsWith(sitePartition(scope), 'ALERT#'), alertSchema),
    ofParticipant: (scope) =>
      queryAll(dynamo, table, beginsWith(sitePartition(scope), `ALERT#${scope.participant}#`), alertSchema),
  }
}

/** A new alert, or one that is changed: only as long as it stands as it was read. It waits in the due index while nobody has taken it on. */
export function putAlert(
  table: string,
  scope: ParticipantScope,
  read: SafetyAlert | undefined,
  alert: SafetyAlert,
): NamedWrite {
  return {
    clause: ALERT_AS_READ,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...keyOf(scope, alert.id),
          ...alert,
          ...dueKeys(scope.participant, alert.state === 'open' ? alert.escalateAt : undefined),
        }),
        ...(read === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :read',
              ExpressionAttributeValues: toItem({ ':read': read.revision }),
            }),
      },
    },
  }
}

function keyOf(scope: ParticipantScope, id: string) {
  return siteKey(scope, 'ALERT', scope.participant, id)
}
