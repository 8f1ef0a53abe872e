import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beginsWith, type NamedWrite, queryAll, toItem } from '../platform/dynamodb.ts'
import { type AssignmentScope, siteKey, sitePartition } from '../platform/scope.ts'
import { type Invitation, invitationSchema } from './invitation.ts'

/*
 * Study table: invitations.
 *
 * | access                  | key                                                                          |
 * |-------------------------|------------------------------------------------------------------------------|
 * | of an assignment        | pk SITE#<study>#<site>, sk begins INVITATION#<participant>#<timepoint>#      |
 * | claim                   | Put INVITATION#<participant>#<timepoint>#<attempt>, must be absent            |
 * | record                  | Update the same, must be claimed                                             |
 *
 *   (absent) ──claim──▶ claimed ──▶ sent | failed          a crash after the claim leaves it claimed
 */

export const INVITATION_NEW = 'invitation: must be new'
export const INVITATION_CLAIMED = 'invitation: claimed'

export function invitationsOf(
  deps: { dynamo: DynamoDBClient; table: string },
  scope: AssignmentScope,
): Promise<readonly Invitation[]> {
  const prefix = `INVITATION#${scope.participant}#${scope.timepoint}#`
  return queryAll(deps.dynamo, deps.table, beginsWith(sitePartition(scope), prefix), invitationSchema)
}

export function claimInvitation(table: string, scope: AssignmentScope, invitation: Invitation): NamedWrite {
  return {
    clause: INVITATION_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(scope, invitation.attempt), ...invitation }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

export function recordInvitation(
  table: string,
  scope: AssignmentScope,
  attempt: number,
  outcome: { state: 'sent'; sentAt: string; messageId: string } | { state: 'failed'; failure: string },
): NamedWrite {
  const values =
    outcome.state === 'sent'
      ? { ':sentAt': outcome.sentAt, ':id': outcome.messageId }
      : { ':failure': outcome.failure }
  return {
    clause: INVITATION_CLAIMED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(keyOf(scope, attempt)),
        UpdateExpression:
          outcome.state === 'sent'
            ? 'SET #state = :state, sentAt = :sentAt, messageId = :id'
            : 'SET #state = :state, failure = :failure',
        ConditionExpression: '#state = :claimed',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toItem({ ':state': outcome.state, ':claimed': 'claimed', ...values }),
      },
    },
  }
}

function keyOf(scope: AssignmentScope, attempt: number) {
  return siteKey(scope, 'INVITATION', scope.participant, scope.timepoint, String(attempt).padStart(3, '0'))
}
