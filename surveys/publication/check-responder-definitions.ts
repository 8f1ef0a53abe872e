import type { InstrumentDefinition } from '../instrument/definition.ts'
import { formatRef } from '../instrument/vocabulary.ts'
import { listCriteria, listScoreRefs } from '../responder/rule.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { buildMeasures, type Measures } from '../study/measures.ts'
import { parseTimepointId } from '../study/occurrence.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { checkResponderRule } from './check-responder-rule.ts'
import { checkRuleFit } from './check-rule-fit.ts'

/**
 * Responder definitions of a study that stand twice, whose rule is wrong or does not fit what the study measures, and endpoints
 * at which the scores of their definition are not asked.
 */
export function checkResponderDefinitions(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const measures = buildMeasures(study, (ref) => byRef.get(ref))
  const ids = study.responderDefinitions.map(({ id }) => id)
  const faults = study.responderDefinitions.flatMap((definition, index) => {
    const pointer = `/responderDefinitions/${index}`
    const isFirst = ids.indexOf(definition.id) === index
    const twice = isFirst
      ? []
      : [
          {
            pointer,
            // Endpoints, queries and pages name a definition by its id alone.
            detail: `${formatRef(definition)}: ${definition.id} stands twice, keep one version of it`,
          },
        ]
    return [
      ...twice,
      ...checkResponderRule(definition.rule, `${pointer}/rule`),
      ...checkRuleFit(definition.rule, measures, study, `${pointer}/rule`),
    ]
  })
  return [...faults, ...checkEndpointScores(study, measures)]
}

/** Endpoints at a timepoint that does not ask what their definition looks at. */
export function checkEndpointScores(study: StudyDefinition, measures: Measures): readonly DefinitionFault[] {
  if (study.endpoints === undefined) return []
  const { primary, secondary } = study.endpoints
  return [
    { pointer: '/endpoints/primary', endpoint: primary },
    ...secondary.map((endpoint, at) => ({ pointer: `/endpoints/secondary/${at}`, endpoint })),
  ].flatMap(({ pointer, endpoint: { definition: id, timepoint } }) => {
    const definition = study.responderDefinitions.find((one) => one.id === id)
    if (!definition || !study.timepoints.some((one) => one.id === parseTimepointId(timepoint))) return []
    const criteria = listCriteria(definition.rule)
    const names = listScoreRefs(definition.rule).filter((score) => !criteria.includes(score))
    return [...new Set(names)].flatMap((score) => {
      const measure = measures.get(score)
      return measure === undefined || measure.isAskedAt(timepoint)
        ? []
        : [{ pointer, detail: `${timepoint} does not ask ${measure.name}, which ${id} looks at` }]
    })
  })
}
