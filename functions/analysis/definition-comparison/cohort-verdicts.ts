import type { AssessmentState } from '../../../web/api/participants/assessment-progress.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import type { ResponderEvaluator } from '../responder/responder-evaluator.ts'
import type { SiteCounts } from '../responder/site-counts.ts'

/** How one definition judges one participant at a timepoint. `not-assigned`: their window has not opened, or never will. */
export type ParticipantResult = 'met' | 'not-met' | 'not-assessable' | 'not-assigned'

export type EvaluatedParticipant = {
  readonly of: CohortParticipant
  readonly site: string
  readonly result: ParticipantResult
  readonly isCompleted: boolean
  /** Why it cannot be told: the first reason. */
  readonly reason: VerdictReason | null
}

/** Everybody of a cohort under one definition at one timepoint, in the cohort's order. */
export function evaluateCohort(
  cohort: Cohort,
  timepoint: string,
  evaluate: ResponderEvaluator,
): readonly EvaluatedParticipant[] {
  return cohort.sites.flatMap(({ participants }) =>
    participants.map((of) => {
      const { site } = of
      const state = findAssessmentState(of, timepoint, cohort.asOf)
      const isCompleted = state === 'completed'
      if (!isOpened(state)) return { of, site, result: 'not-assigned', isCompleted, reason: null }
      const verdict = evaluate(of.timeline, timepoint)
      const reason = verdict.result === 'not-assessable' ? (verdict.reasons[0] ?? null) : null
      return { of, site, result: verdict.result, isCompleted, reason }
    }),
  )
}

/** One site's counts, as its outcome has them. */
export function countSiteVerdicts(site: string, result: readonly EvaluatedParticipant[]): SiteCounts {
  const assigned = result.filter((one) => one.site === site && one.result !== 'not-assigned')
  const reasons = new Map<VerdictReason, number>()
  for (const { reason } of assigned) if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  const met = assigned.filter((one) => one.result === 'met').length
  return {
    ...{ site, assigned: assigned.length, completed: assigned.filter((one) => one.isCompleted).length },
    ...{ assessable: met + assigned.filter((one) => one.result === 'not-met').length, met, reasons },
  }
}

function findAssessmentState({ assessments }: CohortParticipant, timepoint: string, asOf: string) {
  const asked = assessments.find((assessment) => assessment.timepoint === timepoint)
  return asked && findStateAtIso(asked, asOf)
}

/** Whether the window of an assessment has opened. */
function isOpened(state: AssessmentState | undefined): boolean {
  return state !== undefined && state !== 'scheduled' && state !== 'cancelled'
}
