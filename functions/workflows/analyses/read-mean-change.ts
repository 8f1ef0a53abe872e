import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { MeanChangeQuery, MeanChangeReply } from '../../../web/api/analyses/mean-change.ts'
import { computeCohortMeanChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  readRequestedCohort,
  requireFollowUp,
  requireMeasure,
} from './analysis-request.ts'

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function readMeanChange(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: MeanChangeQuery,
): Promise<MeanChangeReply> {
  const { study } = membership
  const { timepoint, tau2, interval, prediction } = query
  const measures = buildStudyMeasures(study, membership.library)
  const measure = requireMeasure(measures, query.measure)
  requireFollowUp(study, timepoint)
  const { cohort, viewer } = await readRequestedCohort(deps, membership, query.asOf)
  return computeCohortMeanChange(cohort, { study, measure, measures, timepoint }, viewer, {
    tau2,
    interval,
    prediction,
  })
}
