import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { Localised } from '../instrument/vocabulary.ts'
import { PAGE_LANGUAGES } from '../study/page-languages.ts'

/**
 * The texts of a questionnaire that somebody reads, by the wording that they are translated from: title, questions,
 * answers, names of scales and bands. A text that stands several times, such as an answer, is one.
 */

/** What a definition says of one text, in its own languages. */
export type Wording = {
  /** In the language that is translated from. */
  readonly text: string
  /** In the language asked for; `undefined` where there is none yet. */
  readonly translated: string | undefined
}

/** The first language of a definition: the one that the others are translated from. */
export function findFirstLocale({ title, locales }: InstrumentDefinition): string {
  return Object.keys(locales)[0] ?? Object.keys(title)[0] ?? 'en'
}

/** Every text once, in the order in which the definition has them. */
export function listWording(definition: InstrumentDefinition, locale: string): readonly Wording[] {
  const first = findFirstLocale(definition)
  const found = new Map<string, string | undefined>()
  mapTexts(definition, findLocales(definition), (localised) => {
    const text = localised[first]
    if (text !== undefined) found.set(text, found.get(text) ?? localised[locale])
    return localised
  })
  return [...found].map(([text, translated]) => ({ text, translated }))
}

/**
 * The definition with its texts in a language: an empty one is taken away. A language that had none is added as an
 * unvalidated wording, and one without any text left is removed.
 * @param translated by text in the first language
 */
export function applyWording(
  definition: InstrumentDefinition,
  locale: string,
  translated: ReadonlyMap<string, string>,
  source: string,
): InstrumentDefinition {
  const first = findFirstLocale(definition)
  const written = mapTexts(definition, findLocales(definition), (localised) => {
    const text = localised[first]
    const typed = text === undefined ? undefined : translated.get(text)
    if (typed === undefined) return localised
    const { [locale]: _, ...others } = localised
    return typed === '' ? others : { ...others, [locale]: typed }
  })
  const { [locale]: before, ...others } = definition.locales
  const isEmpty = [...translated.values()].every((text) => text === '')
  if (isEmpty) return { ...written, locales: others }
  return { ...written, locales: { ...others, [locale]: before ?? { status: 'unvalidated', source } } }
}

function findLocales({ title, locales }: InstrumentDefinition): ReadonlySet<string> {
  return new Set([...PAGE_LANGUAGES, ...Object.keys(locales), ...Object.keys(title)])
}

/** A definition with every text in several languages replaced, wherever it stands. */
function mapTexts(
  definition: InstrumentDefinition,
  locales: ReadonlySet<string>,
  replace: (text: Localised) => Localised,
): InstrumentDefinition {
  const map = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(map)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const isText =
      entries.length > 0 && entries.every(([key, text]) => locales.has(key) && typeof text === 'string')
    return isText
      ? replace(value as Localised)
      : Object.fromEntries(entries.map(([key, part]) => [key, map(part)]))
  }
  return map(definition) as InstrumentDefinition
}
