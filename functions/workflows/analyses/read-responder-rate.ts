import { buildStudyMeasures, type Measures } from '../../../surveys/study/measures.ts'
import type { ResponderRateQuery, ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import {
  computeResponderRate,
  type ResponderRateQuestion,
} from '../../analysis/responder-rate/responder-rate.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { readLakeRate } from '../lake/read-lake-rate.ts'
import {
  type AnalysisDeps,
  buildUnknownName,
  findArmReading,
  findRequestedFilter,
  findStratifyingAttribute,
  listMemberScopes,
  readRequestedCohort,
  requireEstimand,
  requireFollowUp,
  resolveAsOf,
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
  const large = await readLargeRate(deps, membership, query, measures, question)
  if (large) return large
  const { cohort, about } = await readRequestedCohort(deps, membership, query)
  return { ...computeResponderRate(cohort, study, measures, question), ...about }
}

/**
 * The same of a large study, whose facts an engine counts; `undefined` for every other, and where there is no engine.
 *
 * @throws ProblemError 422 for an instant that the facts have not come to
 */
async function readLargeRate(
  { clock, largeStudies }: AnalysisDeps,
  membership: StudyMember,
  query: ResponderRateQuery,
  measures: Measures,
  question: ResponderRateQuestion,
): Promise<ResponderRateReply | undefined> {
  const { study } = membership
  const asked = query.asOf === undefined ? undefined : resolveAsOf(clock, query.asOf)
  const filter = findRequestedFilter(study, query.attributes)
  return largeStudies?.ask(study.id, asked, async (lake, asOf) => {
    const sites = listMemberScopes(membership).map(({ site }) => site)
    const arms = findArmReading(membership)
    const rate = await readLakeRate(lake, { study, sites, asOf, filter, arms }, measures, question)
    return { ...rate, ...(filter && { filter }) }
  })
}
