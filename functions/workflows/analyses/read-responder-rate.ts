import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { ResponderRateQuery, ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { computeResponderRate } from '../../analysis/responder-rate/responder-rate.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { readLakeRate } from '../lake/read-lake-rate.ts'
import {
  type AnalysisDeps,
  askLake,
  buildUnknownName,
  findRequestedFilter,
  findStratifyingAttribute,
  readRequestedCohort,
  requireEstimand,
  requireFollowUp,
} from './analysis-request.ts'

/** @throws ProblemError 422 for a definition, timepoint or estimand that the study does not have, and an instant to come */
export async function readResponderRate(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: ResponderRateQuery,
): Promise<ResponderRateReply> {
  const { study } = membership
  const definition = study.responderDefinitions.find(({ id }) => id === query.definition)
  if (!definition) throw buildUnknownName('?definition', 'must be a responder definition of the study')
  requireFollowUp(study, query.timepoint)
  const estimand = requireEstimand(study, query.estimand)
  const stratifyBy = findStratifyingAttribute(study, query.stratifyBy)
  const { timepoint, rateMethod: method, tau2, interval, prediction, imputations, seed } = query
  const measures = buildStudyMeasures(study, membership.library)
  const question = {
    ...{ definition, timepoint, estimand, stratifyBy },
    imputation: { imputations, seed },
    pooling: { method, tau2, interval, prediction },
  }
  const filter = findRequestedFilter(study, query.attributes)
  const rate =
    (await askLake(deps, membership, query, (lake, group) =>
      readLakeRate(lake, group, measures, question),
    )) ??
    computeResponderRate(
      (await readRequestedCohort(deps, membership, query)).cohort,
      study,
      measures,
      question,
    )
  return { ...rate, ...(filter && { filter }) }
}
