import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type {
  DefinitionComparisonQuery,
  DefinitionComparisonReply,
} from '../../../web/api/analyses/definition-comparison.ts'
import { computeDefinitionComparison } from '../../analysis/definition-comparison/definition-comparison.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  buildUnknownName,
  readRequestedCohort,
  requireEstimand,
  requireFollowUp,
} from './analysis-request.ts'

/** @throws ProblemError 422 for a definition or timepoint that the study does not have, and an instant to come */
export async function readDefinitionComparison(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: DefinitionComparisonQuery,
): Promise<DefinitionComparisonReply> {
  const { study } = membership
  const ids = query.definitions?.split(',') ?? study.responderDefinitions.map(({ id }) => id)
  const definitions = ids.map((id) => {
    const definition = study.responderDefinitions.find((one) => one.id === id)
    if (!definition) throw buildUnknownName('?definitions', 'must be responder definitions of the study')
    return definition
  })
  if (new Set(ids).size !== ids.length)
    throw buildUnknownName('?definitions', 'must name each definition only once')
  requireFollowUp(study, query.timepoint)
  const estimand = requireEstimand(study, query.estimand)
  const { cohort, viewer, about } = await readRequestedCohort(deps, membership, query)
  const measures = buildStudyMeasures(study, membership.library)
  const question = { study, measures, definitions, timepoint: query.timepoint, estimand }
  return { ...computeDefinitionComparison(cohort, question, viewer), ...about }
}
