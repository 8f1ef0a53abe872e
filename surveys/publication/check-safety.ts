import type { InstrumentDefinition } from '../instrument/definition.ts'
import { listOptions } from '../instrument/item.ts'
import type { ScoreRule, StudyDefinition } from '../study/definition.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Safety rules that could never fire, since they look at what is not asked, not measured or not given. */
export function checkSafety(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const asked = [...new Set(study.timepoints.flatMap(({ battery }) => battery))].flatMap((ref) => {
    const definition = byRef.get(ref)
    return definition ? [definition] : []
  })
  const ids = study.safety.rules.map(({ id }) => id)
  return study.safety.rules.flatMap((rule, index) => {
    const pointer = `/safety/rules/${index}`
    const details = [
      ...(ids.indexOf(rule.id) === index ? [] : [`${rule.id} stands twice`]),
      ...(rule.op === 'after-treatment'
        ? checkAfterTreatment(study, rule, asked)
        : checkScore(rule.score, asked)),
    ]
    return details.map((detail) => ({ pointer, detail }))
  })
}

function checkScore(score: string, asked: readonly InstrumentDefinition[]): readonly string[] {
  const isMeasured = asked.some(({ id, scales }) => scales.some((scale) => `${id}/${scale.id}` === score))
  return isMeasured ? [] : [`nothing measures ${score}`]
}

function checkAfterTreatment(
  study: StudyDefinition,
  { item, codes, treatment }: Extract<ScoreRule, { op: 'after-treatment' }>,
  asked: readonly InstrumentDefinition[],
): readonly string[] {
  const options = asked.flatMap((definition) =>
    definition.items
      .filter(({ id }) => `${definition.id}/${id}` === item)
      .map((one) => listOptions(definition, one).map(({ code }) => code)),
  )
  const unknown = codes.filter((code) => !options.some((known) => known.includes(code)))
  return [
    ...(study.treatments.some(({ kind }) => kind === treatment) ? [] : [`no treatment ${treatment}`]),
    ...(options.length > 0 ? [] : [`nothing asks ${item}`]),
    ...(options.length > 0 ? unknown.map((code) => `${item} has no answer ${code}`) : []),
  ]
}
