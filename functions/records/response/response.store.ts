import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  buildPrefixRange,
  type ConditionalWrite,
  getItem,
  parseItem,
  readPage,
  requireExistingItem,
  type StoredItem,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssessmentScope,
  buildAssessmentScope,
  buildParticipantScope,
  buildSiteKey,
  formatSitePartition,
  type SiteScope,
} from '../../platform/core/scope.ts'
import { type BatteryAnswers, type QuestionnaireResponse, responseSchema } from './response.ts'

/*
 * Study table: responses.
 *
 * | access                     | key                                                             |
 * |----------------------------|-----------------------------------------------------------------|
 * | one                        | pk SITE#<study>#<site>, sk RESPONSE#<participant>#<timepoint>   |
 * | a page of a site's         | sk begins RESPONSE#, after the page's last one                  |
 *
 *   (absent) ──first answer──▶ draft ──answer, answer …──▶ draft ──submit──▶ submitted
 *       └───────────────── submit with all answers ─────────────────────────────▲
 *
 * An answer is saved into a draft only; a submission is of the very revision that was read. A submitted
 * response is never written again.
 */

export const RESPONSE_ABSENT = 'response: not yet begun'
export const RESPONSE_UNCHANGED = 'response: unchanged since it was read'
export const RESPONSE_DRAFT = 'response: a draft'

export type DraftResult = { kind: 'saved' } | { kind: 'absent' } | { kind: 'submitted' }

export type ResponsePosition = { readonly participant: string; readonly timepoint: string }

export type ResponsePage = {
  readonly responses: readonly QuestionnaireResponse[]
  /** The last of this page, when there are more. */
  readonly next: ResponsePosition | null
}

export type ResponseStore = {
  find(scope: AssessmentScope): Promise<QuestionnaireResponse | undefined>
  /** Drafts and submitted ones, by participant and timepoint, as many as one read gives (1 MB). */
  readPage(scope: SiteScope, after: ResponsePosition | null): Promise<ResponsePage>
  /** One plain conditional write. `absent` when there is no draft yet: begin one, with its audit entry. */
  saveAnswer(
    scope: AssessmentScope,
    key: string,
    code: string | null,
    at: string,
    /** See `formatMode`. */
    way: string,
    claimedAt?: string,
  ): Promise<DraftResult>
}

export function createResponseStore(deps: { dynamo: DynamoDBClient; table: string }): ResponseStore {
  const { dynamo, table } = deps
  return {
    find: (scope) => getItem(dynamo, table, buildKey(scope), responseSchema),
    async readPage(scope, after) {
      const range = buildPrefixRange(formatSitePartition(scope), 'RESPONSE#')
      const from =
        after &&
        buildKey(buildAssessmentScope(buildParticipantScope(scope, after.participant), after.timepoint)).sk
      const { found, next } = await readPage(dynamo, table, range, responseSchema, from)
      const last = found.at(-1)?.value
      return {
        responses: found.map(({ value }) => value),
        next: next !== null && last ? { participant: last.participant, timepoint: last.timepoint } : null,
      }
    },
    async saveAnswer(scope, key, code, at, way, claimedAt) {
      try {
        await dynamo.send(
          new UpdateItemCommand(buildAnswerUpdate(table, scope, key, code, at, way, claimedAt)),
        )
        return { kind: 'saved' }
      } catch (error) {
        return requireExistingItem(error) ? { kind: 'submitted' } : { kind: 'absent' }
      }
    },
  }
}

function buildAnswerUpdate(
  table: string,
  scope: AssessmentScope,
  key: string,
  code: string | null,
  at: string,
  way: string,
  claimedAt: string | undefined,
) {
  return {
    TableName: table,
    Key: toItem(buildKey(scope)),
    UpdateExpression: `SET answers.#key = :code, revision = revision + :one, savedAt = :at${
      claimedAt === undefined ? '' : ', claimed.#key = :claimed'
    } ADD provenances :way`,
    ConditionExpression: '#state = :draft',
    ExpressionAttributeNames: { '#key': key, '#state': 'state' },
    ExpressionAttributeValues: toItem({
      ...{ ':code': code, ':one': 1, ':at': at, ':draft': 'draft', ':way': new Set([way]) },
      ...(claimedAt !== undefined && { ':claimed': claimedAt }),
    }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

/** The same write as part of a transaction: for an answer that also raises an alert. */
export function buildSaveAnswer(
  table: string,
  scope: AssessmentScope,
  key: string,
  code: string | null,
  at: string,
  way: string,
  claimedAt?: string,
): ConditionalWrite<typeof RESPONSE_DRAFT> {
  return {
    condition: RESPONSE_DRAFT,
    write: { Update: buildAnswerUpdate(table, scope, key, code, at, way, claimedAt) },
  }
}

/** Begins a draft. */
export function beginResponse(
  table: string,
  scope: AssessmentScope,
  response: QuestionnaireResponse,
): ConditionalWrite<typeof RESPONSE_ABSENT> {
  return {
    condition: RESPONSE_ABSENT,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(scope), ...response }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** Replaces the draft that was read (or nothing) by the submitted response. */
export function submitResponse(
  table: string,
  scope: AssessmentScope,
  read: QuestionnaireResponse | undefined,
  submitted: QuestionnaireResponse & { answers: BatteryAnswers },
): ConditionalWrite<typeof RESPONSE_UNCHANGED> {
  return {
    condition: RESPONSE_UNCHANGED,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...buildKey(scope), ...submitted }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(read
          ? {
              ConditionExpression: '#state = :draft AND revision = :revision',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: toItem({ ':draft': 'draft', ':revision': read.revision }),
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
  }
}

export function readResponse(item: StoredItem): QuestionnaireResponse {
  return parseItem(responseSchema, item)
}

function buildKey(scope: AssessmentScope) {
  return buildSiteKey(scope, 'RESPONSE', scope.participant, scope.timepoint)
}
