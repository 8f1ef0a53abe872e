import type * as z from 'zod'
import { measuresFor } from '../../../surveys/study/measures.ts'
import type { getThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import {
  type CohortThresholds,
  cohortThresholds,
} from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type AnalysisDeps, cohortAsked, measureAsked, requireFollowUp } from './analysis-request.ts'

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function computeThresholds(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getThresholds.query>,
): Promise<CohortThresholds> {
  const { study } = membership
  const measures = measuresFor(study, deps.library)
  measureAsked(measures, query.measure)
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const { measure, timepoint, seed, replicates } = query
  const question = { study, measures, measure, timepoint }
  return cohortThresholds(cohort, question, viewer, { bootstrap: { seed, replicates } })
}
