import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { Domain } from '../instrument/vocabulary.ts'
import type { StudyDefinition } from '../study/definition.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** What nobody else may read over a shoulder or on a locked screen, and what must bring up help at once. */
const SENSITIVE_DOMAINS: ReadonlySet<Domain> = new Set([
  'depression',
  'anxiety',
  'emotional-functioning',
  'dissociation',
  'substance-use',
])

/** Instruments marked as safe to text that are not: about mood, with a safety rule, not closed-ended, or led by the answers. */
export function checkByText(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  if (!study.byText) return []
  const asked = study.timepoints.flatMap(({ battery }) => battery.flatMap((ref) => byRef.get(ref) ?? []))
  const faults = study.byText.instruments.flatMap((id, index) => {
    const versions = [...new Set(asked.filter((one) => one.id === id))]
    const pointer = `/byText/instruments/${index}`
    if (versions.length === 0) return [{ pointer, detail: `${id} is not asked` }]
    return versions.flatMap(listTextObstacles).map((why) => ({ pointer, detail: `${id} ${why}` }))
  })
  const unexplained = study.locales
    .filter((locale) => study.texts[locale] && !study.texts[locale].byText)
    .map((locale) => ({ pointer: `/texts/${locale}`, detail: 'the texts for answering by text are missing' }))
  return [...faults, ...unexplained]
}

function listTextObstacles({ scales, items, safety, adaptive }: InstrumentDefinition): readonly string[] {
  return [
    ...(scales.some(({ domain }) => SENSITIVE_DOMAINS.has(domain)) ? ['asks about mood or the like'] : []),
    ...(safety.length > 0 ? ['has answers that must bring up help at once'] : []),
    ...(items.every(({ type }) => type === 'choice' || type === 'numeric-scale')
      ? []
      : ['has questions that are not answered by choosing']),
    ...(adaptive ? ['is led by the answers'] : []),
  ]
}
