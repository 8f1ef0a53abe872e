import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { packHash } from '../audit/packed-hash.ts'
import type { QuestionnaireResponse } from '../response/response.ts'
import type { LateAnswer } from './late-answer.ts'
import { packAnswers, packInstant, packWords } from './packed-fields.ts'
import type { StoredSurvey } from './survey.ts'
import {
  type Audited,
  buildChainAttributes,
  buildLinkCondition,
  changeSurvey,
  type SURVEY_UNCHANGED,
} from './survey-update.ts'

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
  const link = buildLinkCondition(read.linkGeneration)
  return changeSurvey(table, scope, read, {
    sets: buildChainAttributes(read, audited),
    append: { list: 'lateAnswers', entry: answer },
    condition: `closesAt <= :now AND ${link.condition}`,
    values: { ...link.values, ':now': packInstant(answer.receivedAt) },
  })
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
  return changeSurvey(table, scope, read, {
    sets: {
      ...{ ...buildChainAttributes(read, audited), lateAnswers },
      ...(response && {
        ...{ progress: 'started', startedAt: packInstant(response.startedAt), claimed: response.claimed },
        ...{ answers: packAnswers(response.answers), provenances: packWords(response.provenances) },
        ...{ savedAt: packInstant(response.savedAt), definitionsHash: packHash(response.definitionsHash) },
      }),
    },
    ...(response && {
      condition: 'closesAt <= :now AND progress IN (:untouched, :started)',
      values: { ':now': packInstant(at), ':untouched': 'untouched', ':started': 'started' },
    }),
  })
}
