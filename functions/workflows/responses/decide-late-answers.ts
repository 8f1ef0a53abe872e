import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import type { RoleWith } from '../../../web/api/members/member-roles.ts'
import { lateAnswerProblems } from '../../../web/api/problems/late-answer-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { isOver } from '../../records/assessment/assessment.ts'
import { type LateAnswer, listPendingLateAnswers } from '../../records/assessment/late-answer.ts'
import { decideLateAnswersItem, type LateDecision } from '../../records/assessment/late-answers.store.ts'
import type { StoredSurvey } from '../../records/assessment/survey.ts'
import { formatAssessmentChain } from '../../records/audit/audit.store.ts'
import { hashDefinitions } from '../../records/response/response.ts'
import { putScores } from '../../records/score/score.store.ts'
import { scoreBattery } from '../../records/score/score.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { buildSurvey, type Survey } from './load-survey.ts'
import { buildAnswered } from './read-alert-signals.ts'
import { readForSubmission } from './read-for-submission.ts'
import type { ResponseDeps } from './response.deps.ts'
import { listNewAlerts } from './save-answer.ts'
import { listNewSignals } from './submit-response.ts'

/**
 * Decides on the answers that arrived after an assessment had closed. Taken in, they are laid over the answers in the order
 * in which the phone says that they were given, each with that time, and the scores are made anew; what was never sent stays
 * marked as not submitted. Left out, they stay where they are. In one transaction with the audit entry.
 *
 * @returns how many were decided on; 0 where none waits, or `nobody` for an assessment that there is not
 * @throws ProblemError 409 for taking them in where the window is open again or answers were submitted
 */
export async function decideLateAnswers(
  deps: ResponseDeps,
  scope: AssessmentScope,
  decision: NonNullable<LateAnswer['decision']>,
  by: { readonly kind: RoleWith<'settle'>; readonly sub: string },
): Promise<number | 'nobody'> {
  return retryOnConflict(async () => {
    const stored = await deps.surveys.find(scope)
    if (!stored) return 'nobody'
    const pending = listPendingLateAnswers(stored.assessment)
    if (pending.length === 0) return 0
    const survey = await buildSurvey(deps, scope, stored)
    const isTaken = decision === 'taken-in'
    if (isTaken && !isOver(survey.state)) throw new ProblemError(lateAnswerProblems.notClosed)
    const at = formatIso(deps.clock.now())
    const response = isTaken ? layOver(stored, survey, pending, at) : undefined
    const scored = response && (await buildScoreWrites(deps, survey, response, pending, at))
    const lateAnswers = (stored.assessment.lateAnswers ?? []).map((one) => ({
      ...one,
      decision: one.decision ?? decision,
    }))
    const result = await deps.audit.extend<string>(
      { scope: formatAssessmentChain(scope), head: survey.head },
      {
        action: isTaken ? 'late-answers.taken-in' : 'late-answers.left-out',
        actor: by,
        about: { timepoint: scope.timepoint, answers: pending.length },
      },
      ({ sequence, hash }) => [
        decideLateAnswersItem(
          deps.studyTable,
          scope,
          stored,
          { at, lateAnswers, ...(response && { response }) },
          { head: { sequence, hash }, raises: scored?.raises ?? [] },
        ),
        ...(scored?.writes ?? []),
      ],
    )
    return result.kind === 'written' ? pending.length : CONFLICT
  }, buildContendedRetry(deps))
}

type LaidOver = NonNullable<LateDecision['response']>

function layOver(
  { response, assessment }: StoredSurvey,
  { battery }: Survey,
  pending: readonly LateAnswer[],
  at: string,
): LaidOver {
  return {
    answers: { ...response?.answers, ...Object.fromEntries(pending.map(({ key, code }) => [key, code])) },
    claimed: {
      ...response?.claimed,
      ...Object.fromEntries(pending.map(({ key, claimedAt }) => [key, claimedAt])),
    },
    provenances: new Set([...(response?.provenances ?? []), ...pending.map(({ mode }) => mode)]),
    savedAt: [response?.savedAt ?? '', ...pending.map(({ claimedAt }) => claimedAt)].sort().at(-1) ?? at,
    startedAt: assessment.startedAt ?? at,
    definitionsHash: response?.definitionsHash ?? hashDefinitions(battery.instruments),
  }
}

async function buildScoreWrites(
  deps: ResponseDeps,
  survey: Survey,
  { answers, savedAt }: LaidOver,
  pending: readonly LateAnswer[],
  at: string,
) {
  const { scope, battery, assessment } = survey
  const { study, site, participant, timepoint } = scope
  const { history } = await readForSubmission(deps, scope)
  const scores = scoreBattery(battery, answers)
  const given = Object.fromEntries(pending.map(({ key }) => [key, answers[key] ?? null]))
  const signals = listNewSignals(
    { survey, history },
    { ...buildAnswered(survey, answers, given, at), scores, isFinal: true },
  ).filter(({ instrument }) => instrument === null)
  const alerts = await buildAlertWrites(
    deps,
    findSiteSafety(survey.study, scope.site),
    scope,
    signals,
    at,
    (id) => survey.raised.includes(id),
  )
  const sheet = {
    ...{ study, site, participant, timepoint, answeredAt: savedAt, scores },
    notSubmitted: { at, closesAt: assessment.closesAt, withLate: true as const },
  }
  return {
    raises: listNewAlerts(survey, signals),
    writes: [putScores(deps.studyTable, scope, sheet), ...alerts],
  }
}
