import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type NamedWrite, queryAll, toItem } from '../platform/dynamodb.ts'
import {
  type AssignmentScope,
  type ParticipantScope,
  type SiteScope,
  siteKey,
  sitePartition,
} from '../platform/scope.ts'
import { alertSchema, type SafetyAlert } from './alert.ts'

/*
 * Study table: safety alerts.
 *
 * | access                    | key                                                                          |
 * |---------------------------|------------------------------------------------------------------------------|
 * | of a site                 | pk SITE#<study>#<site>, sk begins ALERT#                                     |
 * | of a participant          | sk begins ALERT#<participant>#                                               |
 * | raise, once per rule      | Update ALERT#<participant>#<timepoint>#<instrument>#<rule>, keeps what stands |
 */

export type AlertStore = {
  ofSite(scope: SiteScope): Promise<readonly SafetyAlert[]>
  ofParticipant(scope: ParticipantScope): Promise<readonly SafetyAlert[]>
}

export function createAlertStore(deps: { dynamo: DynamoDBClient; table: string }): AlertStore {
  const { dynamo, table } = deps
  return {
    ofSite: (scope) => queryAll(dynamo, table, beginsWith(sitePartition(scope), 'ALERT#'), alertSchema),
    ofParticipant: (scope) =>
      queryAll(dynamo, table, beginsWith(sitePartition(scope), `ALERT#${scope.participant}#`), alertSchema),
  }
}

/** Raises an alert; one that stands already is left as it is, with the time at which it was first raised. */
export function raiseAlert(
  table: string,
  scope: AssignmentScope,
  signal: { instrument: string; rule: string },
  at: string,
): NamedWrite {
  const { study, site, participant, timepoint } = scope
  const alert: SafetyAlert = {
    study,
    site,
    participant,
    timepoint,
    ...pick(signal),
    raisedAt: at,
    state: 'open',
  }
  const fields = Object.entries(alert)
  return {
    clause: 'alert: kept when it stands',
    write: {
      Update: {
        TableName: table,
        Key: toItem(siteKey(scope, 'ALERT', participant, timepoint, signal.instrument, signal.rule)),
        UpdateExpression: `SET ${fields.map((_, at) => `#f${at} = if_not_exists(#f${at}, :f${at})`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name], at) => [`#f${at}`, name])),
        ExpressionAttributeValues: toItem(
          Object.fromEntries(fields.map(([, value], at) => [`:f${at}`, value])),
        ),
      },
    },
  }
}

function pick({ instrument, rule }: { instrument: string; rule: string }) {
  return { instrument, rule }
}
