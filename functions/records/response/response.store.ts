import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import {
  beginsWith,
  existingOnRefusal,
  fromItem,
  getItem,
  type Item,
  type NamedWrite,
  queryPage,
  toItem,
} from '../../platform/aws/dynamodb.ts'
import {
  type AssignmentScope,
  assignmentOf,
  participantIn,
  type SiteScope,
  siteKey,
  sitePartition,
} from '../../platform/core/scope.ts'
import { type BatteryAnswers, type Response, responseSchema } from './response.ts'

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
export const RESPONSE_AS_READ = 'response: unchanged since it was read'
export const RESPONSE_DRAFT = 'response: a draft'

export type SavedDraft = { kind: 'saved' } | { kind: 'absent' } | { kind: 'submitted' }

export type ResponsePosition = { readonly participant: string; readonly timepoint: string }

export type ResponsePage = {
  readonly responses: readonly Response[]
  /** The last of this page, when there are more. */
  readonly next: ResponsePosition | null
}

export type ResponseStore = {
  find(scope: AssignmentScope): Promise<Response | undefined>
  /** Drafts and submitted ones, by participant and timepoint, as many as one read gives (1 MB). */
  page(scope: SiteScope, after: ResponsePosition | null): Promise<ResponsePage>
  /** One plain conditional write. `absent` when there is no draft yet: begin one, with its audit entry. */
  saveAnswer(
    scope: AssignmentScope,
    key: string,
    code: string | null,
    at: string,
    /** See `wayOf`. */
    way: string,
    claimedAt?: string,
  ): Promise<SavedDraft>
}

export function createResponseStore(deps: { dynamo: DynamoDBClient; table: string }): ResponseStore {
  const { dynamo, table } = deps
  return {
    find: (scope) => getItem(dynamo, table, keyOf(scope), responseSchema),
    async page(scope, after) {
      const range = beginsWith(sitePartition(scope), 'RESPONSE#')
      const from = after && keyOf(assignmentOf(participantIn(scope, after.participant), after.timepoint)).sk
      const { found, next } = await queryPage(dynamo, table, range, responseSchema, from)
      const last = found.at(-1)?.value
      return {
        responses: found.map(({ value }) => value),
        next: next !== null && last ? { participant: last.participant, timepoint: last.timepoint } : null,
      }
    },
    async saveAnswer(scope, key, code, at, way, claimedAt) {
      try {
        await dynamo.send(new UpdateItemCommand(answerUpdate(table, scope, key, code, at, way, claimedAt)))
        return { kind: 'saved' }
      } catch (error) {
        return existingOnRefusal(error) ? { kind: 'submitted' } : { kind: 'absent' }
      }
    },
  }
}

function answerUpdate(
  table: string,
  scope: AssignmentScope,
  key: string,
  code: string | null,
  at: string,
  way: string,
  claimedAt: string | undefined,
) {
  return {
    TableName: table,
    Key: toItem(keyOf(scope)),
    UpdateExpression: `SET answers.#key = :code, revision = revision + :one, savedAt = :at${
      claimedAt === undefined ? '' : ', claimed.#key = :claimed'
    } ADD ways :way`,
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
export function saveAnswerWrite(
  table: string,
  scope: AssignmentScope,
  key: string,
  code: string | null,
  at: string,
  way: string,
  claimedAt?: string,
): NamedWrite {
  return {
    clause: RESPONSE_DRAFT,
    write: { Update: answerUpdate(table, scope, key, code, at, way, claimedAt) },
  }
}

/** Begins a draft. */
export function beginResponse(table: string, scope: AssignmentScope, response: Response): NamedWrite {
  return {
    clause: RESPONSE_ABSENT,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(scope), ...response }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }
}

/** Replaces the draft that was read (or nothing) by the submitted response. */
export function submitResponse(
  table: string,
  scope: AssignmentScope,
  read: Response | undefined,
  submitted: Response & { answers: BatteryAnswers },
): NamedWrite {
  return {
    clause: RESPONSE_AS_READ,
    write: {
      Put: {
        TableName: table,
        Item: toItem({ ...keyOf(scope), ...submitted }),
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

export function readResponse(item: Item): Response {
  return fromItem(responseSchema, item)
}

function keyOf(scope: AssignmentScope) {
  return siteKey(scope, 'RESPONSE', scope.participant, scope.timepoint)
}
