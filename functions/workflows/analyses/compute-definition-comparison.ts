import type * as z from 'zod'
import { measuresFor } from '../../../surveys/study/measures.ts'
import type { getLab } from '../../../web/api/analyses/definition-comparison.ts'
import { definitionLab, type Lab } from '../../analysis/definition-comparison/definition-comparison.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { type AnalysisDeps, cohortAsked, requireFollowUp, unknownName } from './analysis-request.ts'

/** @throws ProblemError 422 for a definition or timepoint that the study does not have, and an instant to come */
export async function computeLab(
  deps: AnalysisDeps,
  membership: StudyMember,
  query: z.output<typeof getLab.query>,
): Promise<Lab> {
  const { study } = membership
  const ids = query.definitions?.split(',') ?? study.responderDefinitions.map(({ id }) => id)
  const definitions = ids.map((id) => {
    const definition = study.responderDefinitions.find((one) => one.id === id)
    if (!definition) throw unknownName('?definitions', 'must be responder definitions of the study')
    return definition
  })
  if (new Set(ids).size !== ids.length)
    throw unknownName('?definitions', 'must name each definition only once')
  requireFollowUp(study, query.timepoint)
  const { cohort, viewer } = await cohortAsked(deps, membership, query.asOf)
  const measures = measuresFor(study, deps.library)
  return definitionLab(cohort, { study, measures, definitions, timepoint: query.timepoint }, viewer)
}
