import type { InstrumentDefinition } from '../../../../surveys/instrument/definition.ts'
import { listOptions } from '../../../../surveys/instrument/item.ts'
import { formatRef, pickText } from '../../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../../surveys/library/library.ts'
import { PAGE_LANGUAGES } from '../../../../surveys/study/page-languages.ts'
import { findWithdrawal } from '../../../../surveys/versions/withdrawn.ts'
import type { DraftChoice } from '../../../../web/console/study-office-view.ts'
import type { ChoiceSource, Source } from './form-spec.ts'
import { asList, asObject, formatText } from './source-values.ts'

/** What can be chosen, of the entry that it is chosen in. */
export type Choices = (from: ChoiceSource, entry: unknown) => readonly DraftChoice[]

/**
 * What the fields of a draft can be chosen from: what it has itself, and what is published.
 *
 * @param definitions responder definitions that a study may come to name, as they were published
 * @param locale of the labels
 */
export function buildChoices(
  source: Source,
  published: Instruments,
  definitions: readonly unknown[],
  locale: string,
): Choices {
  const instruments = published.instruments.map(({ definition }) => definition)
  const byRef = new Map<string, InstrumentDefinition>(instruments.map((one) => [formatRef(one), one]))
  const timepoints = asList(source.timepoints).map(asObject)
  const refs = new Set(timepoints.flatMap(({ battery }) => asList(battery).map(formatText)))
  const asked = [...refs].flatMap((ref) => byRef.get(ref) ?? [])
  const named = (entries: unknown, id = 'id') =>
    asList(entries).map((entry) => {
      const value = formatText(asObject(entry)[id])
      return { value, label: formatTitle(asObject(entry).title, locale) || value }
    })
  const label = (one: InstrumentDefinition) => pickText(one.title, locale)
  const chosen = (entry: unknown, name: string) => formatText(asObject(entry)[name])
  const sources: Readonly<Record<ChoiceSource, (entry: unknown) => readonly DraftChoice[]>> = {
    anchors: () => asList(source.anchors).map((one) => ({ value: formatText(asObject(one).id) })),
    timepoints: () => named(source.timepoints),
    'follow-ups': () => listFollowUps(timepoints, named(source.timepoints), source),
    treatments: () => named(source.treatments, 'kind'),
    estimands: () => named(source.estimands),
    definitions: () =>
      listDefinitions(source, definitions, locale).map(({ id, title }) => ({ value: id, label: title })),
    instruments: () =>
      instruments
        .filter((one) => findWithdrawal(formatRef(one)) === undefined)
        .map((one) => ({ value: formatRef(one), label: `${label(one)} (${formatRef(one)})` }))
        .sort((a, b) => a.label.localeCompare(b.label, locale)),
    'asked-instruments': () =>
      dropRepeated(asked.map((one) => ({ value: one.id, label: `${label(one)} (${one.id})` }))),
    versions: (entry) =>
      instruments
        .filter(({ id }) => id === chosen(entry, 'instrument'))
        .map(({ version }) => ({ value: version })),
    scales: (entry) =>
      dropRepeated(
        instruments
          .filter(({ id }) => id === chosen(entry, 'instrument'))
          .flatMap(({ scales }) =>
            scales.map(({ id, title }) => ({ value: id, label: pickText(title, locale) })),
          ),
      ),
    scores: () =>
      dropRepeated(
        asked.flatMap((one) =>
          one.scales.map(({ id, title }) => ({
            ...{ value: `${one.id}/${id}`, label: `${label(one)}: ${pickText(title, locale)}` },
          })),
        ),
      ),
    items: () =>
      dropRepeated(
        asked.flatMap((one) =>
          one.items
            .filter((item) => listOptions(one, item).length > 0)
            .map((item) => ({
              ...{ value: `${one.id}/${item.id}`, label: `${label(one)}: ${pickText(item.text, locale)}` },
            })),
        ),
      ),
    answers: (entry) => listAnswers(asked, chosen(entry, 'item'), locale),
    'responder-definitions': () =>
      definitions.map((one) => {
        const { id, version, title } = asObject(one)
        const ref = `${formatText(id)}@${formatText(version)}`
        return { value: ref, label: `${formatTitle(title, locale)} (${ref})` }
      }),
    languages: () => PAGE_LANGUAGES.map((value) => ({ value })),
    'site-languages': () => asList(source.locales).map((value) => ({ value: formatText(value) })),
  }
  return (from, entry) => sources[from](entry)
}

/** The languages that a study has texts or titles in: those that it names. */
export function listLanguages(source: Source): readonly string[] {
  return [...new Set(asList(source.locales).map(formatText))].filter((locale) => locale !== '')
}

/** A definition that is written out says its id itself; one that is named begins with it. */
function listDefinitions(source: Source, definitions: readonly unknown[], locale: string) {
  return asList(source.responderDefinitions).map((one) => {
    const written =
      typeof one === 'string'
        ? definitions.map(asObject).find((file) => `${file.id}@${file.version}` === one)
        : asObject(one)
    const id = formatText(written?.id ?? String(one).split('@')[0])
    return { id, title: formatTitle(written?.title, locale) || id }
  })
}

/** Every timepoint but the baseline; of one that is repeated, each of its occurrences. */
function listFollowUps(
  timepoints: readonly Source[],
  titles: readonly { readonly value: string; readonly label: string }[],
  { baseline }: Source,
): readonly DraftChoice[] {
  return timepoints.flatMap(({ id, repeat }, at) => {
    if (id === baseline) return []
    const { value = '', label = '' } = titles[at] ?? {}
    const times = Number(asObject(repeat).times)
    if (!Number.isInteger(times) || times < 2 || times > 60) return [{ value, label }]
    return Array.from({ length: times }, (_, place) => ({
      ...{ value: `${value}.${place + 1}`, label: `${label}, ${place + 1}` },
    }))
  })
}

function listAnswers(
  asked: readonly InstrumentDefinition[],
  item: string,
  locale: string,
): readonly DraftChoice[] {
  const options = asked.flatMap((one) =>
    one.items
      .filter(({ id }) => `${one.id}/${id}` === item)
      .flatMap((found) =>
        listOptions(one, found).map(({ code, label }) => ({
          ...{ value: code, label: pickText(label, locale) || code },
        })),
      ),
  )
  return dropRepeated(options)
}

function dropRepeated(choices: readonly DraftChoice[]): readonly DraftChoice[] {
  return [...new Map(choices.map((one) => [one.value, one])).values()]
}

/** A title as a text, or by language. */
export function formatTitle(title: unknown, locale: string): string {
  if (typeof title === 'string') return title
  const texts = Object.entries(asObject(title)).filter(
    (one): one is [string, string] => typeof one[1] === 'string',
  )
  return pickText(Object.fromEntries(texts), locale)
}
