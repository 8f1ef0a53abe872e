import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  readAll,
  requireExistingItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import { type Invitation, invitationSchema } from './invitation.ts'

/*
 * Study table: invitations.
 *
 * | access                  | key                                                                          |
 * |-------------------------|------------------------------------------------------------------------------|
 * | of a participant        | pk SITE#<study>#<site>, sk begins INVITATION#<participant>#                  |
 * | claim                   | Put INVITATION#<participant>#<timepoint>#<attempt>, must be absent            |
 * | record                  | Update the same, must be claimed                                             |
 *
 * | reconcile               | Update the same, by what a delivery event says                               |
 *
 *   (absent) ──claim──▶ claimed ──▶ sent | failed          a crash after the claim leaves it claimed
 *                          └──────────┴──▶ delivered | undelivered; one that was delivered stays so
 */

export const INVITATION_NEW = 'invitation: must be new'
export const INVITATION_CLAIMED = 'invitation: claimed'

export const INVITATION_UNDELIVERED = 'invitation: not known to be delivered'

export type InvitationStore = {
  find(scope: AssessmentScope, attempt: number): Promise<Invitation | undefined>
  /** Of every assessment of the participant. */
  listByParticipant(scope: ParticipantScope): Promise<readonly Invitation[]>
  /** False when it is known already, or there is none. */
  recordDelivery(scope: AssessmentScope, attempt: number, messageId: string, at: string): Promise<boolean>
}

export function createInvitationStore(deps: { dynamo: DynamoDBClient; table: string }): InvitationStore {
  const { dynamo, table } = deps
  return {
    find: (scope, attempt) => getItem(dynamo, table, buildKey(scope, attempt), invitationSchema),
    listByParticipant: (scope) =>
      readAll(
        dynamo,
        table,
        buildPrefixRange(formatSitePartition(scope), `INVITATION#${scope.participant}#`),
        invitationSchema,
      ),
    async recordDelivery(scope, attempt, messageId, at) {
      try {
        await dynamo.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toItem(buildKey(scope, attempt)),
            UpdateExpression: 'SET #state = :delivered, deliveredAt = :at, messageId = :id',
            ConditionExpression: 'attribute_exists(pk) AND #state <> :delivered',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: toItem({ ':delivered': 'delivered', ':at': at, ':id': messageId }),
          }),
        )
        return true
      } catch (error) {
        requireExistingItem(error)
        return false
      }
    },
  }
}

/** The service could not deliver it, and will not try again. */
export function recordDeliveryFailure(
  table: string,
  scope: AssessmentScope,
  attempt: number,
  messageId: string,
  failure: string,
): ConditionalWrite<typeof INVITATION_UNDELIVERED> {
  return {
    condition: INVITATION_UNDELIVERED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, attempt)),
        UpdateExpression: 'SET #state = :undelivered, failure = :failure, messageId = :id',
        ConditionExpression: '#state IN (:claimed, :sent)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toItem({
          ':undelivered': 'undelivered',
          ':claimed': 'claimed',
          ':sent': 'sent',
          ':failure': failure,
          ':id': messageId,
        }),
      },
    },
  }
}

export function claimInvitation(
  table: string,
  scope: AssessmentScope,
  invitation: Invitation,
): ConditionalWrite<typeof INVITATION_NEW> {
  return {
    condition: INVITATION_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(scope, invitation.attempt), ...invitation }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

export function recordInvitation(
  table: string,
  scope: AssessmentScope,
  attempt: number,
  outcome: { state: 'sent'; sentAt: string; messageId: string } | { state: 'failed'; failure: string },
): ConditionalWrite<typeof INVITATION_CLAIMED> {
  const values =
    outcome.state === 'sent'
      ? { ':sentAt': outcome.sentAt, ':id': outcome.messageId }
      : { ':failure': outcome.failure }
  return {
    condition: INVITATION_CLAIMED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildKey(scope, attempt)),
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

function buildKey(scope: AssessmentScope, attempt: number) {
  return buildSiteKey(
    scope,
    'INVITATION',
    scope.participant,
    scope.timepoint,
    String(attempt).padStart(3, '0'),
  )
}
