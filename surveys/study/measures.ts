import type { InstrumentDefinition, Scale } from '../instrument/definition.ts'
import { compareScale } from '../versions/equivalence.ts'
import type { StudyDefinition } from './definition.ts'
import { parseTimepointId } from './occurrence.ts'

/** A score that a study measures, named `instrument/scale`. */
export type Measure = {
  readonly name: string
  readonly title: Scale['title']
  readonly unit: Scale['unit']
  readonly range: Scale['range']
  /** From the lowest scores to the highest. */
  readonly bands: Scale['bands']
  readonly direction: Scale['direction']
  /** Whether a score made with that version (`id@version`) may stand beside those of the version that the study asks. */
  readonly isAlike: (ref: string) => boolean
  /** Whether the study asks for it at a timepoint, such as `week-4` or the occurrence `week.2`. */
  readonly isAskedAt: (timepoint: string) => boolean
}

export type Measures = ReadonlyMap<string, Measure>

/**
 * Every score that the study's batteries give, by name, and by the domain that the study says it measures. Where an instrument is asked in several versions, the one asked first
 * is what the others are held against.
 */
export function buildMeasures(
  study: Pick<StudyDefinition, 'timepoints' | 'equivalences' | 'domains'>,
  findDefinition: (ref: string) => InstrumentDefinition | undefined,
): Measures {
  const measures = new Map<string, Measure>()
  for (const ref of new Set(study.timepoints.flatMap(({ battery }) => battery))) {
    const definition = findDefinition(ref)
    const askedAt = listAskingTimepoints(study, ref)
    for (const scale of definition?.scales ?? []) {
      const name = `${definition?.id}/${scale.id}`
      if (definition && !measures.has(name))
        measures.set(name, {
          name,
          title: scale.title,
          unit: scale.unit,
          range: scale.range,
          bands: scale.bands,
          direction: scale.direction,
          isAlike: createMetricComparison(definition, scale.id, study.equivalences, findDefinition),
          isAskedAt: (timepoint) => askedAt.has(parseTimepointId(timepoint)),
        })
    }
  }
  for (const [domain, name] of Object.entries(study.domains)) {
    const measure = measures.get(name)
    if (measure) measures.set(domain, measure)
  }
  return measures
}

/** The timepoints whose battery has the instrument, in whatever version. */
function listAskingTimepoints(
  { timepoints }: Pick<StudyDefinition, 'timepoints'>,
  ref: string,
): ReadonlySet<string> {
  const [id] = ref.split('@')
  const isAsking = ({ battery }: StudyDefinition['timepoints'][number]) =>
    battery.some((one) => one.startsWith(`${id}@`))
  return new Set(timepoints.filter(isAsking).map((timepoint) => timepoint.id))
}

/** The same with the instruments of a library. */
export function buildStudyMeasures(
  study: Parameters<typeof buildMeasures>[0],
  library: { findInstrument(ref: string): { readonly definition: InstrumentDefinition } | undefined },
): Measures {
  return buildMeasures(study, (ref) => library.findInstrument(ref)?.definition)
}

/** A version is compared once, however many scores are of it. One that nobody has published is like none. */
function createMetricComparison(
  asked: InstrumentDefinition,
  scale: string,
  equivalences: StudyDefinition['equivalences'],
  findDefinition: (ref: string) => InstrumentDefinition | undefined,
): Measure['isAlike'] {
  const known = new Map([[`${asked.id}@${asked.version}`, true]])
  return (ref) => {
    const found = known.get(ref)
    if (found !== undefined) return found
    const other = findDefinition(ref)
    const isAlike = other?.id === asked.id && compareScale(scale, asked, other, equivalences).kind === 'alike'
    known.set(ref, isAlike)
    return isAlike
  }
}
