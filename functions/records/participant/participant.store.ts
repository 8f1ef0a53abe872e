import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import {
  type ConditionalWrite,
  getItem,
  parseItem,
  type StoredItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  buildParticipantScope,
  buildSiteKey,
  formatSitePartition,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { type Participant, participantSchema } from './participant.ts'

/*
 * Study table: participants.
 *
 * | access              | key                                                  |
 * |---------------------|------------------------------------------------------|
 * | one                 | pk SITE#<study>#<site>, sk PARTICIPANT#<participant> |
 * | a page of a site's  | sk begins PARTICIPANT#, after the page's last one     |
 */

export const PARTICIPANT_NEW = 'participant: must be new'
export const PLAN_UNCHANGED = 'participant: the plan is as it was read'

export type ParticipantListPage = {
  readonly participants: readonly Participant[]
  readonly next: string | undefined
}

export type ParticipantStore = {
  find(scope: ParticipantScope): Promise<Participant | undefined>
  /** Ordered by study id. `after` is a participant's id; `next` is the one to go on after, when there are more. */
  readPage(scope: SiteScope, after: string | undefined, limit: number): Promise<ParticipantListPage>
}

export function createParticipantStore(deps: { dynamo: DynamoDBClient; table: string }): ParticipantStore {
  const { dynamo, table } = deps
  return {
    find: (scope) => getItem(dynamo, table, buildKey(scope), participantSchema),
    async readPage(scope, after, limit) {
      // One more than asked for tells whether there is a next page.
      const { Items } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: toItem({ ':pk': formatSitePartition(scope), ':prefix': 'PARTICIPANT#' }),
          ConsistentRead: true,
          Limit: limit + 1,
          ...(after && { ExclusiveStartKey: toItem(buildKey(buildParticipantScope(scope, after))) }),
        }),
      )
      const found = (Items ?? []).map((item) => parseItem(participantSchema, item))
      const participants = found.slice(0, limit)
      return { participants, next: found.length > limit ? participants.at(-1)?.participant : undefined }
    },
  }
}

export function putParticipant(
  table: string,
  participant: Participant,
  scope: ParticipantScope,
): ConditionalWrite<typeof PARTICIPANT_NEW> {
  return {
    condition: PARTICIPANT_NEW,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(scope), ...participant }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  }
}

/** With every change to the schedule. */
export function putChangedParticipant(
  table: string,
  scope: ParticipantScope,
  read: Participant,
  changed: Participant,
): ConditionalWrite<typeof PLAN_UNCHANGED> {
  const { planRevision } = read
  return {
    condition: PLAN_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(scope), ...changed, planRevision: planRevision + 1 }),
        // Those who were enrolled before there was a revision have none.
        ConditionExpression:
          planRevision === 0
            ? 'attribute_exists(pk) AND (attribute_not_exists(planRevision) OR planRevision = :read)'
            : 'planRevision = :read',
        ExpressionAttributeValues: toItem({ ':read': planRevision }),
      },
    },
  }
}

export function readParticipant(item: StoredItem): Participant {
  return parseItem(participantSchema, item)
}

function buildKey(scope: ParticipantScope) {
  return buildSiteKey(scope, 'PARTICIPANT', scope.participant)
}
