import type { MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import { type NamedWrite, toItem } from '../../platform/aws/dynamodb.ts'
import type { AssignmentScope } from '../../platform/core/scope.ts'
import { assignmentKey } from './assessment.store.ts'
import type { Assignment } from './assessment.ts'

/*
 * Study table: reasons stand on the assignment itself, oldest first, and are only ever appended to.
 *
 * | access | key                                                                          |
 * |--------|------------------------------------------------------------------------------|
 * | append | Update ASSIGNMENT#<participant>#<timepoint>, its window and reasons as read   |
 */

export const MISSED_REASON_AS_READ = 'missed reason: the assignment is as it was read'

export function appendMissedReason(
  table: string,
  scope: AssignmentScope,
  read: Assignment,
  entry: MissedReasonEntry,
): NamedWrite {
  const asRead = [
    { name: 'missedReasons', count: read.missedReasons?.length },
    // The window changes with them.
    { name: 'earlierPlans', count: read.earlierPlans?.length },
  ]
  return {
    clause: MISSED_REASON_AS_READ,
    write: {
      Update: {
        TableName: table,
        Key: toItem(assignmentKey(scope)),
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
