import { type ConditionalWrite, toItem } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { packHash } from '../audit/packed-hash.ts'
import type { QuestionnaireResponse } from '../response/response.ts'
import { buildAssessmentKey } from './assessment-keys.ts'
import type { LateAnswer } from './late-answer.ts'
import { packAnswers, packInstant, packWords } from './packed-fields.ts'
import { type Audited, buildChainAttributes, buildLinkCondition, SURVEY_UNCHANGED } from './survey.store.ts'
import type { StoredSurvey } from './survey.ts'

/*
 * Study table: answers that arrive after the window, on the item of their survey (survey.store.ts). Loaded with the first of
 * them.
 *
 * | access            | request                                             |
 * |-------------------|-----------------------------------------------------|
 * | keep one, decide  | Update, in a transaction with its audit entry       |
 */

/** Appends an answer that came after the window: of the very revision that was read, by a link that holds, and only once the window is closed. */
export function keepLateAnswerItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  answer: LateAnswer,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({ ...buildChainAttributes(read, audited), revision: read.revision + 1 })
  const link = buildLinkCondition(read.linkGeneration)
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}, lateAnswers = list_append(if_not_exists(lateAnswers, :none), :late)`,
        ConditionExpression: `revision = :read AND closesAt <= :now AND ${link.condition}`,
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ...{ ...link.values, ':read': read.revision, ':now': packInstant(answer.receivedAt) },
          ...{ ':none': [], ':late': [answer] },
        }),
      },
    },
  }
}

/** What a decision on late answers makes of the survey: the whole list with the decision, and the response that they are laid over. */
export type LateDecision = {
  readonly at: string
  readonly lateAnswers: readonly LateAnswer[]
  /** Left out where they are left out. */
  readonly response?: Pick<
    QuestionnaireResponse,
    'answers' | 'claimed' | 'provenances' | 'savedAt' | 'startedAt' | 'definitionsHash'
  >
}

/** Of the very revision that was read; they are laid over the response only while the window is closed and nothing was submitted. */
export function decideLateAnswersItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  { at, lateAnswers, response }: LateDecision,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const set = Object.entries({
    ...buildChainAttributes(read, audited),
    ...{ revision: read.revision + 1, lateAnswers },
    ...(response && {
      ...{ progress: 'started', startedAt: packInstant(response.startedAt), claimed: response.claimed },
      ...{ answers: packAnswers(response.answers), provenances: packWords(response.provenances) },
      ...{ savedAt: packInstant(response.savedAt), definitionsHash: packHash(response.definitionsHash) },
    }),
  })
  const isClosed = response && ' AND closesAt <= :now AND progress IN (:untouched, :started)'
  return {
    condition: SURVEY_UNCHANGED,
    write: {
      Update: {
        TableName: table,
        Key: toItem(buildAssessmentKey(scope)),
        UpdateExpression: `SET ${set.map(([path], n) => `${path} = :s${n}`).join(', ')}`,
        ConditionExpression: `revision = :read${isClosed ?? ''}`,
        ExpressionAttributeValues: toItem({
          ...Object.fromEntries(set.map(([, value], n) => [`:s${n}`, value])),
          ':read': read.revision,
          ...(response && { ':now': packInstant(at), ':untouched': 'untouched', ':started': 'started' }),
        }),
      },
    },
  }
}
