import { isValidAnswer } from '../../../surveys/instrument/item.ts'
import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import { responseProblems } from '../../../web/api/problems/response-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { isOver } from '../../records/assessment/assessment.ts'
import type { LateAnswer } from '../../records/assessment/late-answer.ts'
import { keepLateAnswerItem } from '../../records/assessment/late-answers.store.ts'
import { formatAssessmentChain } from '../../records/audit/audit.store.ts'
import { formatMode, type Provenance } from '../../records/response/provenance.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { buildSurvey, listAnswers } from './load-survey.ts'
import { readAlertSignals } from './read-alert-signals.ts'
import type { ResponseDeps } from './response.deps.ts'
import { listNewAlerts, type SavedAnswer } from './save-answer.ts'

/** More than any survey has questions and changes of mind: a link is not a way to fill a table. */
export const MAX_LATE_ANSWERS = 200

/**
 * Keeps an answer that waited on the phone until its window had closed, apart from the response, with its audit entry. It is
 * there by what the phone says, so that somebody at the site decides on it; a safety rule that it sets off raises its alert
 * at once. The same answer sent again is kept once.
 *
 * @returns whether it set off a rule of its instrument
 * @throws ProblemError `assessment-window-closed` where the phone says that it was given outside the window, and the usual
 * refusals of an answer
 */
export async function keepLateAnswer(
  deps: ResponseDeps,
  scope: AssessmentScope,
  { key, code, claimedAt = '', linkGeneration }: SavedAnswer,
  how: Provenance,
): Promise<{ readonly safety: boolean }> {
  return retryOnConflict(async () => {
    const stored = await deps.surveys.find(scope)
    if (!stored || (linkGeneration !== undefined && stored.linkGeneration !== linkGeneration))
      throw new ProblemError(responseProblems.unknownLink)
    const survey = await buildSurvey(deps, scope, stored)
    const { opensAt, closesAt, lateAnswers = [] } = stored.assessment
    const given = claimedAt && new Date(claimedAt).toISOString()
    if (!isOver(survey.state) || given < opensAt || given >= closesAt)
      throw new ProblemError(responseProblems.windowClosed)
    const found = survey.battery.items.find((candidate) => candidate.key === key)
    if (!found) throw new ProblemError(responseProblems.unknownItem)
    if (code !== null && !isValidAnswer(found.instrument, found.item, code))
      throw new ProblemError(responseProblems.notAnOption)
    const at = formatIso(deps.clock.now())
    const late: LateAnswer = { key, code, claimedAt: given, receivedAt: at, mode: formatMode(how) }
    const answered = { [key]: code }
    const signals = await readAlertSignals(
      deps,
      survey,
      { ...listAnswers(survey), ...answered },
      answered,
      at,
    )
    const safety = signals.some(({ instrument }) => instrument !== null)
    if (lateAnswers.some((one) => isSame(one, late))) return { safety }
    if (lateAnswers.length >= MAX_LATE_ANSWERS) throw new ProblemError(responseProblems.windowClosed)
    const alerts = await buildAlertWrites(
      deps,
      findSiteSafety(survey.study, scope.site),
      scope,
      signals,
      at,
      (id) => survey.raised.includes(id),
    )
    const result = await deps.audit.extend<string>(
      { scope: formatAssessmentChain(scope), head: survey.head },
      { action: 'answer.received-late', actor: how.actor, about: { timepoint: scope.timepoint, item: key } },
      ({ sequence, hash }) => [
        keepLateAnswerItem(deps.studyTable, scope, stored, late, {
          ...{ head: { sequence, hash }, raises: listNewAlerts(survey, signals) },
        }),
        ...alerts,
      ],
    )
    return result.kind === 'written' ? { safety } : CONFLICT
  }, buildContendedRetry(deps))
}

function isSame(a: LateAnswer, b: LateAnswer): boolean {
  return a.key === b.key && a.code === b.code && a.claimedAt === b.claimedAt
}
