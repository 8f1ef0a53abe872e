import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceKey, formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { MeasureWords, Named } from '../../../web/console/index.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'

/** The measures that a change can be told of, those of the study's domains first; `chosen` is always among them. */
export function listMeasureChoices(
  study: StudyDefinition,
  measures: Measures,
  chosen: string,
  locale: string,
): readonly Named[] {
  const before = study.timepoints.find(({ id }) => id === study.baseline)?.battery ?? []
  const after = study.timepoints.filter(({ id }) => id !== study.baseline).flatMap(({ battery }) => battery)
  const isMeasured = ({ name }: Measure, battery: readonly string[]) =>
    battery.some((ref) => ref.split('@')[0] === name.split('/')[0])
  const domains: Readonly<Record<string, string>> = findAnalysesText(locale).instrument.domains
  const named = new Set(Object.values(study.domains))
  const choices = [...measures]
    .filter(([id, { name }]) => id !== name || !named.has(name) || id === chosen)
    .filter(([id, measure]) => id === chosen || (isMeasured(measure, before) && isMeasured(measure, after)))
    .map(([id, measure]) => {
      const title = pickText(measure.title, locale)
      return { id, title: id === measure.name ? title : `${capitalize(domains[id] ?? id)}: ${title}` }
    })
  const isDomain = ({ id }: Named) => Object.hasOwn(study.domains, id)
  return [...choices.filter(isDomain), ...choices.filter((one) => !isDomain(one))]
}

/**
 * The follow-ups by their titles, each repetition by itself; of what is asked after every treatment the first, whose others
 * an address may name. `chosen` is always among them.
 */
export function listFollowUpChoices(
  study: StudyDefinition,
  locale: string,
  chosen?: string,
): readonly Named[] {
  const anchors = new Map(study.anchors.map((anchor) => [anchor.id, anchor]))
  const ids = study.timepoints
    .filter(({ id }) => id !== study.baseline)
    .flatMap((timepoint) => {
      const anchor = anchors.get(timepoint.anchor)
      const isOfEach = anchor?.kind === 'treatment' && anchor.occurrence === 'each'
      return Array.from({ length: timepoint.repeat?.times ?? 1 }, (_, repetition) =>
        formatOccurrenceKey(timepoint, isOfEach ? 1 : null, repetition),
      )
    })
  const all = chosen === undefined || ids.includes(chosen) ? ids : [...ids, chosen]
  return all.map((id) => ({ id, title: formatOccurrenceTitle(study, id, locale) }))
}

/** What a page says of a measure. */
export function buildMeasureWords(measures: Measures, name: string, locale: string): MeasureWords {
  const measure = measures.get(name)
  return {
    title: pickText(measure?.title, locale) || name,
    range: measure?.range ?? [0, 1],
    direction: measure?.direction ?? 'higher-is-worse',
  }
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
