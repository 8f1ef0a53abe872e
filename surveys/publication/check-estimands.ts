import type { StudyDefinition } from '../study/definition.ts'
import { listEstimands } from '../study/estimand.ts'
import { isOccurrence, parseTimepointId } from '../study/occurrence.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Estimands and endpoints that stand twice, endpoints of definitions, follow-ups and estimands that there are not, and primary populations that are chosen by what came after. */
export function checkEstimands(study: StudyDefinition): readonly DefinitionFault[] {
  const estimands = listEstimands(study)
  const ids = study.estimands.map(({ id }) => id)
  const twice = ids.flatMap((id, at) =>
    ids.indexOf(id) === at ? [] : [{ pointer: `/estimands/${at}`, detail: `${id} stands twice` }],
  )
  const withoutArms = study.estimands.flatMap(({ population }, at) =>
    population === 'allocated' && study.arms.length === 0
      ? [{ pointer: `/estimands/${at}`, detail: 'nobody is allocated: the study has no arms' }]
      : [],
  )
  if (study.endpoints === undefined) return [...twice, ...withoutArms]
  const { primary, secondary } = study.endpoints
  const named = [
    { pointer: '/endpoints/primary', endpoint: primary },
    ...secondary.map((endpoint, at) => ({ pointer: `/endpoints/secondary/${at}`, endpoint })),
  ]
  const faults = named.flatMap(({ pointer, endpoint: { definition, timepoint, estimand } }) => [
    ...(study.responderDefinitions.some(({ id }) => id === definition)
      ? []
      : [{ pointer: `${pointer}/definition`, detail: `no responder definition ${definition}` }]),
    ...(parseTimepointId(timepoint) !== study.baseline && isOccurrence(study, timepoint)
      ? []
      : [{ pointer: `${pointer}/timepoint`, detail: `no follow-up ${timepoint}` }]),
    ...(estimands.some(({ id }) => id === estimand) ? [] : [{ pointer, detail: `no estimand ${estimand}` }]),
  ])
  const texts = named.map(({ endpoint: { definition, timepoint, estimand } }) =>
    [definition, timepoint, estimand].join(' '),
  )
  // Adjusted p values would count it as two.
  const repeated = named.flatMap(({ pointer }, at) =>
    texts.indexOf(texts[at] as string) === at ? [] : [{ pointer, detail: 'this endpoint is named already' }],
  )
  const isChosen = estimands.find(({ id }) => id === primary.estimand)?.population === 'assessed'
  const chosen = isChosen
    ? [{ pointer: '/endpoints/primary', detail: 'a primary population must not be chosen by who answered' }]
    : []
  return [...twice, ...withoutArms, ...faults, ...repeated, ...chosen]
}
