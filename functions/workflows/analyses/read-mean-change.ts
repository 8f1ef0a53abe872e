import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { MeanChangeQuery, MeanChangeReply } from '../../../web/api/analyses/mean-change.ts'
import { buildWholeViewer } from '../../analysis/disclosure/disclosure.ts'
import { computeMeanChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import { computeMeanChangeStrata } from '../../analysis/mean-change/mean-change-strata.ts'
import { listChanges } from '../../analysis/mean-change/participant-changes.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { readLakeChanges } from '../lake/read-lake-changes.ts'
import {
  type AnalysisDeps,
  askLake,
  findRequestedFilter,
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
  const question = { study, measure, measures, timepoint }
  const options = { tau2, interval, prediction }
  const changes =
    (await askLake(deps, membership, query, (lake, group) =>
      readLakeChanges(lake, group, question, stratifyBy?.id),
    )) ?? listChanges((await readRequestedCohort(deps, membership, query)).cohort, question)
  const viewer = buildWholeViewer(changes.sites, study.minimumCellSize, membership.member.sites)
  const filter = findRequestedFilter(study, query.attributes)
  return {
    ...{ ...computeMeanChange(changes, question, viewer, options), ...(filter && { filter }) },
    ...(stratifyBy && { strata: computeMeanChangeStrata(changes, question, stratifyBy, viewer, options) }),
  }
}
