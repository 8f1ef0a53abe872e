import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  type Page,
  type ReadConsistency,
  readPage,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import { formatSitePartition, type ParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { buildParticipantKey } from '../assessment/assessment-keys.ts'
import { type Participant, participantSchema } from './participant.ts'

/*
 * Study table: participants (keys: assessment-keys.ts).
 *
 * | access              | request                                                                               |
 * |---------------------|---------------------------------------------------------------------------------------|
 * | one                 | Get PARTICIPANT#<participant>                                                          |
 * | a page of a site's  | Query PARTICIPANT#, after the page's last one, over their treatments and scores too:    |
 * |                     | about 1.5 read units each with six scored assessments                                  |
 */

export const PARTICIPANT_NEW = 'participant: must be new'
export const PLAN_UNCHANGED = 'participant: the plan is as it was read'

export type ParticipantListPage = {
  readonly participants: readonly Participant[]
  readonly next: string | undefined
}

export type ParticipantStore = {
  find(scope: ParticipantScope, consistency?: ReadConsistency): Promise<Participant | undefined>
  /** Ordered by study id. `after` is a participant's id; `next` is the one to go on after, when there are more. */
  readPage(scope: SiteScope, after: string | undefined, limit: number): Promise<ParticipantListPage>
}

export function createParticipantStore(deps: { dynamo: DynamoDBClient; table: string }): ParticipantStore {
  const { dynamo, table } = deps
  return {
    find: (scope, consistency) =>
      getItem(dynamo, table, buildParticipantKey(scope), participantSchema, consistency),
    async readPage(scope, after, limit) {
      const range = buildPrefixRange(formatSitePartition(scope), 'PARTICIPANT#')
      const found: Participant[] = []
      // Behind everything of the last one.
      let position: string | null = after === undefined ? null : `PARTICIPANT#${after}#\uffff`
      do {
        const page: Page<Participant> = await readPage(dynamo, table, range, participantSchema, position, {
          isWanted: isParticipantKey,
          limit: (limit + 1) * ITEMS_PER_PARTICIPANT,
        })
        found.push(...page.found.map(({ value }) => value))
        position = page.next
        // One more than asked for tells whether there is a next page.
      } while (position !== null && found.length <= limit)
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
        Item: toItem({ ...buildParticipantKey(scope), ...participant }),
        ConditionExpression: 'attribute_not_exists(pk)',
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
        Item: toItem({ ...buildParticipantKey(scope), ...changed, planRevision: planRevision + 1 }),
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

/** Behind each participant lie their treatments and scores: whoever wants participants alone passes over them. */
const ITEMS_PER_PARTICIPANT = 12

export function isParticipantKey(sk: string): boolean {
  return sk.split('#').length === 2
}
