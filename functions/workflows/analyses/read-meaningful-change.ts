import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type {
  MeaningfulChangeQuery,
  MeaningfulChangeReply,
} from '../../../web/api/analyses/meaningful-change.ts'
import { computeCohortMeaningfulChange } from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  readRequestedCohort,
  requireFollowUp,
  requireMeasure,
} from './analysis-request.ts'

/** @throws ProblemError 422 for a measure or timepoint that the study does not have, and an instant to come */
export async function readMeaningfulChange(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: MeaningfulChangeQuery,
): Promise<MeaningfulChangeReply> {
  const { study } = membership
  const measures = buildStudyMeasures(study, membership.library)
  requireMeasure(measures, query.measure)
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer, about } = await readRequestedCohort(deps, membership, query)
  const { measure, timepoint, seed, replicates } = query
  const question = { study, measures, measure, timepoint }
  const bootstrap = { seed, replicates }
  return { ...computeCohortMeaningfulChange(cohort, question, viewer, { bootstrap }), ...about }
}
