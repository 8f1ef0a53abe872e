import type { InstrumentDefinition } from '../instrument/definition.ts'
import { type Item, listOptions } from '../instrument/item.ts'
import { formatRef, type Localised } from '../instrument/vocabulary.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { findPageLanguage } from '../study/page-languages.ts'
import type { DefinitionFault } from '../values/fault.ts'

/**
 * A study offers a locale only where everything that a participant reads is there in it: the study's own texts, every
 * question of every battery with its answers, and the pages around them.
 */
export function checkLocales(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const refs = new Set<string>(study.timepoints.flatMap(({ battery }) => battery))
  const asked = [...refs].flatMap((ref) => byRef.get(ref) ?? [])
  return study.locales.flatMap((locale, index): DefinitionFault[] => {
    const buildFault = (pointer: string, detail: string): DefinitionFault => ({ pointer, detail })
    return [
      ...(study.texts[locale] ? [] : [buildFault(`/texts/${locale}`, 'the texts are missing')]),
      ...(findPageLanguage(locale)
        ? []
        : [buildFault(`/locales/${index}`, `there are no pages in ${locale}`)]),
      ...asked.flatMap((definition) => {
        const items = listMissingTexts(definition, locale).join(', ')
        const detail = `${formatRef(definition)} is not complete in ${locale}: ${items}`
        return items === '' ? [] : [buildFault(`/locales/${index}`, detail)]
      }),
    ]
  })
}

/** What a participant would read of an instrument that is not there in a locale, by items. */
export function listMissingTexts(definition: InstrumentDefinition, locale: string): readonly string[] {
  const missing = definition.items.filter((item) => {
    const { required, optional } = listTexts(definition, item)
    return (
      required.some((text) => !hasWords(text, locale)) ||
      optional.some((text) => text !== undefined && !hasWords(text, locale))
    )
  })
  return missing.map(({ id }) => id)
}

type ItemTexts = {
  readonly required: readonly (Localised | undefined)[]
  /** Words that an item may have; where it has them in one locale, it needs them in each. */
  readonly optional: readonly (Localised | undefined)[]
}

function listTexts(definition: InstrumentDefinition, item: Item): ItemTexts {
  const stem = item.stem ?? definition.stem
  switch (item.type) {
    case 'choice':
    case 'several':
      return {
        required: [item.text, ...listOptions(definition, item).map(({ label }) => label)],
        optional: [stem],
      }
    case 'numeric-scale':
      return { required: [item.text], optional: [stem, item.minimumLabel, item.maximumLabel] }
    case 'number':
      return { required: [item.text], optional: [stem, item.unit] }
    case 'time':
    case 'date':
    case 'text':
      return { required: [item.text], optional: [stem] }
  }
}

/** In the very locale, or in its language: `es` serves `es-MX`. */
export function hasWords(text: Localised | undefined, locale: string): boolean {
  return text?.[locale] !== undefined || text?.[locale.split('-')[0] ?? ''] !== undefined
}
