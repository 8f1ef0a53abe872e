import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { ChainHead } from '../audit/audit.ts'
import { packHead } from '../audit/packed-hash.ts'
import type { BatteryAnswers } from '../response/response.ts'
import type { LateAnswer } from './late-answer.ts'
import { packAnswers, packInstant } from './packed-fields.ts'
import type { StoredSurvey } from './survey.ts'
import {
  type Audited,
  buildChainAttributes,
  changeSurvey,
  DUE_KEYS,
  type SURVEY_UNCHANGED,
} from './survey-update.ts'

/*
 * Study table: what becomes of answers after their window, on the item of their survey (survey.store.ts).
 *
 * | access                         | request                                                            |
 * |--------------------------------|--------------------------------------------------------------------|
 * | close what was never sent      | Update, in a transaction with its score sheet and audit entry       |
 * | erase words                    | Update, in a transaction with its audit entry                       |
 */

/**
 * The window has closed on answers that were never sent: they stay as they are, and the survey leaves the index of what is due.
 * Only while it is as it was read, and closed for good.
 */
export function closeSurveyItem(
  table: string,
  scope: AssessmentScope,
  read: StoredSurvey,
  audited: Audited,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  return changeSurvey(table, scope, read, {
    sets: buildChainAttributes(read, audited),
    removes: DUE_KEYS,
    condition: 'progress = :started AND closesAt = :closesAt',
    values: { ':started': 'started', ':closesAt': packInstant(read.assessment.closesAt) },
  })
}

/** What is left when the words a participant wrote are erased; what holds none of them is left out. */
export type WithoutWords = {
  readonly answers?: BatteryAnswers
  readonly lateAnswers?: readonly LateAnswer[]
}

/** The hash of what was submitted stays as it was. */
export function eraseAnswers(
  table: string,
  scope: AssessmentScope,
  read: Pick<StoredSurvey, 'revision'>,
  { answers, lateAnswers }: WithoutWords,
  head: ChainHead,
): ConditionalWrite<typeof SURVEY_UNCHANGED> {
  const isNoneLeft = lateAnswers?.length === 0
  return changeSurvey(table, scope, read, {
    sets: {
      head: packHead(head),
      ...(answers && { answers: packAnswers(answers) }),
      ...(lateAnswers && !isNoneLeft && { lateAnswers }),
    },
    removes: isNoneLeft ? ['lateAnswers'] : [],
  })
}
