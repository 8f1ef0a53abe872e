import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { MeanChangeQuery, MeanChangeReply } from '../../../web/api/analyses/mean-change.ts'
import { buildWholeViewer } from '../../analysis/disclosure/disclosure.ts'
import { computeMeanChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import { computeMeanChangeStrata } from '../../analysis/mean-change/mean-change-strata.ts'
import { listChanges, type MeanChangeQuestion } from '../../analysis/mean-change/participant-changes.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { readLakeChanges } from '../lake/read-lake-changes.ts'
import {
  type AnalysisDeps,
  findArmReading,
  findRequestedFilter,
  findStratifyingAttribute,
  listMemberScopes,
  readRequestedCohort,
  requireFollowUp,
  requireMeasure,
  resolveAsOf,
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
  const { changes, viewer, about } =
    (await readLargeChanges(deps, membership, query, question)) ??
    (await readChanges(deps, membership, query, question))
  return {
    ...{ ...computeMeanChange(changes, question, viewer, options), ...about },
    ...(stratifyBy && { strata: computeMeanChangeStrata(changes, question, stratifyBy, viewer, options) }),
  }
}

async function readChanges(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: MeanChangeQuery,
  question: MeanChangeQuestion,
) {
  const { cohort, ...of } = await readRequestedCohort(deps, membership, query)
  return { changes: listChanges(cohort, question), ...of }
}

/**
 * The same of a large study, whose facts an engine counts; `undefined` for every other, and where there is no engine.
 *
 * @throws ProblemError 422 for an instant that the facts have not come to
 */
async function readLargeChanges(
  { clock, largeStudies }: AnalysisDeps,
  membership: StudyMember,
  query: MeanChangeQuery,
  question: MeanChangeQuestion,
) {
  const { study, member } = membership
  const asked = query.asOf === undefined ? undefined : resolveAsOf(clock, query.asOf)
  const filter = findRequestedFilter(study, query.attributes)
  return largeStudies?.ask(study.id, asked, async (lake, asOf) => {
    const sites = listMemberScopes(membership).map(({ site }) => site)
    const group = { study, sites, asOf, filter, arms: findArmReading(membership) }
    const changes = await readLakeChanges(lake, group, question, query.stratifyBy)
    const viewer = buildWholeViewer(changes.sites, study.minimumCellSize, member.sites)
    return { changes, viewer, about: filter ? { filter } : {} }
  })
}
