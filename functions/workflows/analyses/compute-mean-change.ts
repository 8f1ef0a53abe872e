import type * as z from 'zod'
import { measuresFor } from '../../../surveys/study/measures.ts'
import type { getChange } from '../../../web/api/analyses/mean-change.ts'
import { type CohortChange, cohortChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type AnalysisDeps, cohortAsked, measureAsked, requireFollowUp } from './analysis-request.ts'

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeChange(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getChange.query>,
): Promise<CohortChange> {
  const { study } = membership
  const { timepoint, tau2, interval, prediction } = query
  const measures = measuresFor(study, deps.library)
  const measure = measureAsked(measures, query.measure)
  requireFollowUp(study, timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  return cohortChange(cohort, { study, measure, measures, timepoint }, viewer, { tau2, interval, prediction })
}
