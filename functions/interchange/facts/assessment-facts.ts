import type { Planned } from '../../records/assessment/planned-history.ts'
import { listPlans } from '../../records/assessment/plans.ts'
import type { SurveyItem } from '../../records/assessment/survey.ts'
import { type Fact, toMilliseconds } from './fact.ts'

export type FactAssessment = { readonly participant: string; readonly timepoint: string }

/** How an assessment was planned, that it was begun and completed, and why it was missed or late. */
export function listAssessmentFacts(
  { participant, timepoint }: FactAssessment,
  survey: SurveyItem,
): readonly Fact[] {
  const { progress, startedAt, completedAt, missedReasons = [], studyVersion } = survey
  const plans = listPlans(survey)
  const build = (
    table: Fact['table'],
    entry: number,
    at: string | undefined,
    values: Fact['values'],
  ): Fact => ({
    ...{ table, participant },
    values: { participant, timepoint, entry, recorded_ms: toMilliseconds(at), ...values },
  })
  return [
    ...plans.map((plan, entry) =>
      build('plans', entry, plan.since, {
        cancelled: !isWindow(plan),
        ...formatWindow(plans.slice(0, entry + 1).findLast(isWindow) ?? survey),
        // Only of the present plan is it known.
        study_version: entry === plans.length - 1 ? studyVersion : null,
      }),
    ),
    ...(startedAt !== undefined || progress === 'started'
      ? [build('progress', 0, startedAt, { step: 'started' })]
      : []),
    ...(progress === 'completed' ? [build('progress', 1, completedAt, { step: 'completed' })] : []),
    ...missedReasons.map(({ reason, recordedAt, ofPlan }, entry) =>
      build('missed_reasons', entry, recordedAt, { reason, of_plan: ofPlan }),
    ),
  ]
}

function isWindow(plan: Planned): plan is Exclude<Planned, { cancelled: true }> {
  return !('cancelled' in plan)
}

function formatWindow({ opensAt, dueAt, closesAt }: Pick<SurveyItem, 'opensAt' | 'dueAt' | 'closesAt'>) {
  return {
    opens_ms: toMilliseconds(opensAt),
    due_ms: toMilliseconds(dueAt),
    closes_ms: toMilliseconds(closesAt),
  }
}
