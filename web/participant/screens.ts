import { type InstrumentDefinition, optionsOf, textIn } from '../../surveys/instrument/definition.ts'
import type { Screen } from './view.ts'

/** `instrument/item` → the stored code, or `null` where it was skipped; no entry where it was not reached. */
export type AnswersByItem = Readonly<Record<string, string | null | undefined>>

/** The screens of a battery in one locale, one per item, with the answers given so far. */
export function screensOf(
  battery: readonly InstrumentDefinition[],
  locale: string,
  answers: AnswersByItem = {},
): readonly Screen[] {
  const items = battery.flatMap((instrument) => instrument.items.map((item) => ({ instrument, item })))
  return items.map(({ instrument, item }, index) => {
    const itemKey = `${instrument.id}/${item.id}`
    const numeric = item.type === 'numeric-scale'
    return {
      position: index + 1,
      itemKey,
      kind: item.type,
      stem: instrument.stem && textIn(instrument.stem, locale),
      text: textIn(item.text, locale),
      options: optionsOf(instrument, item).map((option) => ({
        code: option.code,
        label: option.label ? textIn(option.label, locale) : option.code,
      })),
      minimumLabel: numeric && item.minimumLabel ? textIn(item.minimumLabel, locale) : undefined,
      maximumLabel: numeric && item.maximumLabel ? textIn(item.maximumLabel, locale) : undefined,
      answer: answers[itemKey],
      safetyCodes: instrument.safety.filter((rule) => rule.item === item.id).flatMap((rule) => rule.codes),
    }
  })
}

/** The first screen that was neither answered nor skipped; `undefined` when every one has been. */
export function firstOpenScreen(screens: readonly Screen[]): Screen | undefined {
  return screens.find((screen) => screen.answer === undefined)
}
