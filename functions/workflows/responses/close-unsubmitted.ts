import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { buildContendedRetry, CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { buildAssessmentScope, buildVerifiedParticipantScope } from '../../platform/core/scope.ts'
import { closeSurveyItem } from '../../records/assessment/survey-ending.store.ts'
import { formatAssessmentChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { DueClosing } from '../../records/due/due.ts'
import { hashAnswers } from '../../records/response/response.ts'
import { putScores, SCORES_NEW } from '../../records/score/score.store.ts'
import { type ScoreSheet, scoreBattery } from '../../records/score/score.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { buildSurvey } from './load-survey.ts'
import { buildAnswered } from './read-alert-signals.ts'
import { readForSubmission } from './read-for-submission.ts'
import type { ResponseDeps } from './response.deps.ts'
import { listNewAlerts } from './save-answer.ts'
import { listNewSignals } from './submit-response.ts'

/** `nothing-due`: it was submitted, cancelled or closed before. `put-off`: its window closes later than was planned. */
export type ClosingResult = 'closed' | 'put-off' | 'nothing-due'

/**
 * Closes an assessment that was answered and never sent, once its window has ended: the answers stay, their scores are
 * stored as not submitted, and what the study's rules find in these scores raises its alert, all in one transaction with
 * the audit entry. A closing that is asked for twice, late, or by two at once is one.
 */
export async function closeUnsubmitted(deps: ResponseDeps, due: DueClosing): Promise<ClosingResult> {
  const scope = buildAssessmentScope(buildVerifiedParticipantScope(due), due.timepoint)
  const attempt = async (): Promise<ClosingResult | typeof CONFLICT> => {
    const stored = await deps.surveys.find(scope, 'consistent')
    if (!stored?.response || stored.assessment.progress === 'completed') return 'nothing-due'
    const { closesAt, progress } = stored.assessment
    const now = formatIso(deps.clock.now())
    if (progress === 'cancelled')
      return (await deps.surveys.planClosing(scope, stored, undefined)) ? 'nothing-due' : CONFLICT
    if (closesAt > now)
      return (await deps.surveys.planClosing(scope, stored, closesAt)) ? 'put-off' : CONFLICT
    const { history } = await readForSubmission(deps, scope)
    const survey = await buildSurvey(deps, scope, stored)
    const { answers, savedAt, startedAt } = stored.response
    const scores = scoreBattery(survey.battery, answers)
    const { study, site, participant, timepoint } = scope
    const sheet: ScoreSheet = {
      ...{ study, site, participant, timepoint, answeredAt: savedAt, scores },
      notSubmitted: { at: now, closesAt },
    }
    const signals = listNewSignals(
      { survey, history },
      { ...buildAnswered(survey, answers, {}, now), scores, isFinal: true },
    )
    const alerts = await buildAlertWrites(
      deps,
      findSiteSafety(survey.study, scope.site),
      scope,
      signals,
      now,
      (id) => survey.raised.includes(id),
    )
    const event: AuditEvent = {
      action: 'response.closed-unsubmitted',
      actor: { kind: 'system' },
      about: { timepoint, startedAt, answersHash: hashAnswers(answers) },
    }
    const result = await deps.audit.extend<string>(
      { scope: formatAssessmentChain(scope), head: survey.head },
      event,
      (head) => [
        closeSurveyItem(deps.studyTable, scope, stored, {
          head: { sequence: head.sequence, hash: head.hash },
          raises: listNewAlerts(survey, signals),
        }),
        putScores(deps.studyTable, scope, sheet),
        ...alerts,
      ],
    )
    if (result.kind === 'written') return 'closed'
    if (result.kind === 'refused' && result.condition === SCORES_NEW) {
      // This window closed once already, and was opened and shut again without an answer: it leaves the index.
      return (await deps.surveys.planClosing(scope, stored, undefined)) ? 'nothing-due' : CONFLICT
    }
    return CONFLICT
  }
  return retryOnConflict(attempt, buildContendedRetry(deps))
}
