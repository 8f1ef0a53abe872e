import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { buildDueKeys } from '../due/due-shard.ts'
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

export const ALERT_UNCHANGED = 'alert: as it was read'

export type AlertStore = {
  find(scope: ParticipantScope, id: string): Promise<SafetyAlert | undefined>
  listBySite(scope: SiteScope): Promise<readonly SafetyAlert[]>
  listByParticipant(scope: ParticipantScope): Promise<readonly SafetyAlert[]>
}

export function createAlertStore(deps: { dynamo: DynamoDBClient; table: string }): AlertStore {
  const { dynamo, table } = deps
  return {
    find: (scope, id) => getItem(dynamo, table, buildKey(scope, id), alertSchema),
    listBySite: (scope) =>
      readAll(dynamo, table, buildPrefixRange(formatSitePartition(scope), 'ALERT#'), alertSchema),
    listByParticipant: (scope) =>
      readAll(
        dynamo,
        table,
        buildPrefixRange(formatSitePartition(scope), `ALERT#${scope.participant}#`),
        alertSchema,
      ),
  }
}

/** A new alert, or one that is changed: only as long as it stands as it was read. It waits in the due index while nobody has taken it on. */
export function putAlert(
  table: string,
  scope: ParticipantScope,
  read: SafetyAlert | undefined,
  alert: SafetyAlert,
): ConditionalWrite<typeof ALERT_UNCHANGED> {
  return {
    condition: ALERT_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...buildKey(scope, alert.id),
          ...alert,
          ...buildDueKeys(scope.participant, alert.state === 'open' ? alert.escalateAt : undefined),
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

function buildKey(scope: ParticipantScope, id: string) {
  return buildSiteKey(scope, 'ALERT', scope.participant, id)
}
