import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { buildMeasures } from '../study/measures.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Reliability of what is not measured, windows that reach into each other, deviations that no score can have, a cap on what is not given, a baseline before no treatment. */
export function checkChangeOverTime(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const { treatments, treatmentCap, baselineRule } = study
  return [
    ...checkReliability(study, byRef),
    ...checkAnalysisWindows(study),
    ...(treatmentCap && !treatments.some(({ kind }) => kind === treatmentCap.treatment)
      ? [{ pointer: '/treatmentCap/treatment', detail: `no treatment ${treatmentCap.treatment}` }]
      : []),
    ...(baselineRule === 'last-before-treatment' && treatments.length === 0
      ? [{ pointer: '/baselineRule', detail: 'there is no treatment that a score could stand before' }]
      : []),
  ]
}

function checkAnalysisWindows({ analysisWindows }: StudyDefinition): readonly DefinitionFault[] {
  return analysisWindows.flatMap(({ id, from }, at) => {
    const pointer = `/analysisWindows/${at}`
    const before = analysisWindows[at - 1]
    return [
      ...(before && from < before.until ? [{ pointer, detail: `reaches into ${before.id}` }] : []),
      ...(analysisWindows.findIndex((one) => one.id === id) < at
        ? [{ pointer: `${pointer}/id`, detail: `${id} stands twice` }]
        : []),
    ]
  })
}

/** Scores between two bounds deviate most when half of them stand at each: of two, by their distance over √2. */
function checkReliability(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const measures = buildMeasures(study, (ref) => byRef.get(ref))
  return Object.entries(study.reliability).flatMap(([score, { standardDeviation }]) => {
    const pointer = `/reliability/${score.replace('/', '~1')}`
    const measure = measures.get(score)
    if (!measure) return [{ pointer, detail: `nothing measures ${score}` }]
    const [lowest, highest] = measure.range
    return standardDeviation > (highest - lowest) / Math.SQRT2
      ? [{ pointer, detail: `${score} cannot deviate by ${standardDeviation}` }]
      : []
  })
}
