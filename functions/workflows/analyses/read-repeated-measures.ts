import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import {
  COVARIANCE_STRUCTURES,
  type CovarianceStructure,
} from '../../../web/api/analyses/covariance-structures.ts'
import type {
  RepeatedMeasuresQuery,
  RepeatedMeasuresReply,
} from '../../../web/api/analyses/repeated-measures.ts'
import { computeCohortRepeatedMeasures } from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import type { StudyMember } from '../access/staff-access.ts'
import {
  type AnalysisDeps,
  buildUnknownName,
  readRequestedCohort,
  requireMeasure,
} from './analysis-request.ts'

/** @throws ProblemError 422 for a measure that the study does not have, an unknown covariance, and an instant to come */
export async function readRepeatedMeasures(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: RepeatedMeasuresQuery,
): Promise<RepeatedMeasuresReply> {
  const { study } = membership
  const measures = buildStudyMeasures(study, membership.library)
  requireMeasure(measures, query.measure)
  const structures =
    query.structures === undefined ? COVARIANCE_STRUCTURES : parseStructures(query.structures)
  const { cohort, viewer, about } = await readRequestedCohort(deps, membership, query)
  const { sites, degreesOfFreedom, measure, imputations, seed } = query
  const model = computeCohortRepeatedMeasures(cohort, { study, measures, measure }, viewer, {
    ...{ structures, sites, degreesOfFreedom },
    ...(imputations > 1 && { imputation: { imputations, seed } }),
  })
  return { ...model, ...about }
}

function parseStructures(names: string): CovarianceStructure[] {
  return names.split(',').map((name) => {
    const structure = COVARIANCE_STRUCTURES.find((one) => one === name)
    if (!structure) throw buildUnknownName('?structures', `must be among ${COVARIANCE_STRUCTURES.join(', ')}`)
    return structure
  })
}
