import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { MeanChangeQuery, MeanChangeReply } from '../../../web/api/analyses/mean-change.ts'
import type { Cohort } from '../../analysis/cohort/cohort.ts'
import { computeCohortMeanChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import { computeMeanChangeStrata } from '../../analysis/mean-change/mean-change-strata.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  findStratifyingAttribute,
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
  const stratifyBy = findStratifyingAttribute(study, query.stratifyBy)
  const { cohort, viewer, about } = await readRequestedCohort(deps, membership, query)
  const compute = (of: Cohort, as: StudyDefinition) =>
    computeCohortMeanChange(of, { study: as, measure, measures, timepoint }, viewer, {
      tau2,
      interval,
      prediction,
    })
  return {
    ...{ ...compute(cohort, study), ...about },
    ...(stratifyBy && { strata: computeMeanChangeStrata(cohort, study, stratifyBy, compute) }),
  }
}
