import type * as z from 'zod'
import { measuresFor } from '../../../surveys/study/measures.ts'
import {
  COVARIANCE_STRUCTURES,
  type CovarianceStructure,
} from '../../../web/api/analyses/covariance-structures.ts'
import type { getModel } from '../../../web/api/analyses/repeated-measures.ts'
import { type CohortModel, cohortModel } from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type AnalysisDeps, cohortAsked, measureAsked, unknownName } from './analysis-request.ts'

/** @throws ProblemError 422 for a measure that the study does not have, an unknown covariance, and an instant to come */
export async function computeModel(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getModel.query>,
): Promise<CohortModel> {
  const { study } = membership
  const measures = measuresFor(study, deps.library)
  measureAsked(measures, query.measure)
  const structures = query.structures === undefined ? COVARIANCE_STRUCTURES : structuresOf(query.structures)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const { sites, degreesOfFreedom, measure, imputations, seed } = query
  return cohortModel(cohort, { study, measures, measure }, viewer, {
    ...{ structures, sites, degreesOfFreedom },
    ...(imputations > 1 && { imputation: { imputations, seed } }),
  })
}

function structuresOf(names: string): CovarianceStructure[] {
  return names.split(',').map((name) => {
    const structure = COVARIANCE_STRUCTURES.find((one) => one === name)
    if (!structure) throw unknownName('?structures', `must be among ${COVARIANCE_STRUCTURES.join(', ')}`)
    return structure
  })
}
