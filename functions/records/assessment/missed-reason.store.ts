import type { MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import { type ConditionalWrite, toItem } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { Assessment } from './assessment.ts'
import { buildAssessmentKey } from './assessment-keys.ts'

/*
 * Study table: reasons stand on the assessment itself, oldest first, and are only ever appended to.
 *
 * | access | key                                                                          |
 * |--------|------------------------------------------------------------------------------|
 * | append | Update ASSESSMENT#<participant>#<timepoint>, its window and reasons as read   |
 */

export const MISSED_REASON_UNCHANGED = 'missed reason: the assessment is as it was read'

export function appendMissedReason(
  table: string,
  scope: AssessmentScope,
  read: Assessment,
  entry: MissedReasonEntry,
): ConditionalWrite<typeof MISSED_REASON_UNCHANGED> {
  const asRead = [
    { name: 'missedReasons', count: read.missedReasons?.length },
    // The window changes with them.
    { name: 'earlierPlans', count: read.earlierPlans?.length },
  ]
  return {
    condition: MISSED_REASON_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: 'SET missedReasons = list_append(if_not_exists(missedReasons, :none), :entry)',
        ConditionExpression: [
          'progress = :progress',
          ...asRead.map(({ name, count }) =>
            count === undefined ? `attribute_not_exists(${name})` : `size(${name}) = :${name}`,
          ),
        ].join(' AND '),
        ExpressionAttributeValues: toItem({
          ...{ ':none': [], ':entry': [entry], ':progress': read.progress },
          ...Object.fromEntries(
            asRead.flatMap(({ name, count }) => (count === undefined ? [] : [[`:${name}`, count]])),
          ),
        }),
      },
    },
  }
}
