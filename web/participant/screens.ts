import type { Condition } from '../../surveys/instrument/condition.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { type Item, optionsOf } from '../../surveys/instrument/item.ts'
import { textIn } from '../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../surveys/library/library.ts'
import { type AdaptivePath, adaptivePath } from '../../surveys/scoring/adaptive-path.ts'
import { compileInstrument } from '../../surveys/scoring/compile.ts'
import { statesIn } from '../../surveys/scoring/score.ts'
import type { Screen, Written } from './view.ts'

/** `instrument/item` → the stored code, or `null` where it was skipped; no entry where it was not reached. */
export type AnswersByItem = Readonly<Record<string, string | null | undefined>>

/** What is asked, and with which calibration where it is adaptive. */
export type AskedInstrument = Pick<PublishedInstrument, 'definition' | 'calibration'>

/**
 * The screens of a battery in one locale, one per item, with the answers given so far. An adaptive instrument's come in
 * the order in which they are asked, those that it has not chosen behind the others.
 */
export function screensOf(
  battery: readonly AskedInstrument[],
  locale: string,
  answers: AnswersByItem = {},
): readonly Screen[] {
  let before = 0
  return battery.flatMap(({ definition: instrument, calibration }) => {
    const first = before + 1
    before += instrument.items.length
    const compiled = compileInstrument(instrument, calibration?.items)
    const given = answersTo(instrument, answers)
    const path = adaptivePath(compiled, given)
    const states = statesIn(compiled, given, path)
    const items = inOrder(instrument.items, path)
    const chosen = path ? path.asked.length + (path.next === null ? 0 : 1) : items.length
    const positionOf = (id: string) => first + items.findIndex((item) => item.id === id)
    return items.map((item, index): Screen => {
      const itemKey = `${instrument.id}/${item.id}`
      const numeric = item.type === 'numeric-scale'
      return {
        position: first + index,
        itemKey,
        kind: item.type,
        shown: states.get(item.id) !== 'not-shown',
        adaptive: path !== null,
        mayFollow: path !== null && index >= chosen && index - chosen < path.atMostLeft - 1,
        shownWhen: item.shownWhen && overPositions(instrument, item.shownWhen, positionOf),
        stem: textIn(item.stem ?? instrument.stem, locale) || undefined,
        text: textIn(item.text, locale),
        options: optionsOf(instrument, item).map((option) => ({
          code: option.code,
          label: option.label ? textIn(option.label, locale) : option.code,
        })),
        minimumLabel: numeric && item.minimumLabel ? textIn(item.minimumLabel, locale) : undefined,
        maximumLabel: numeric && item.maximumLabel ? textIn(item.maximumLabel, locale) : undefined,
        written: writtenOf(item, locale),
        answer: answers[itemKey],
        safetyCodes: instrument.safety.filter((rule) => rule.item === item.id).flatMap((rule) => rule.codes),
      }
    })
  })
}

function inOrder(items: readonly Item[], path: AdaptivePath | null): readonly Item[] {
  if (!path) return items
  const chosen = path.next === null ? path.asked : [...path.asked, path.next]
  const placeOfItem = new Map(chosen.map((id, place) => [id, place]))
  return [...items].sort(
    (a, b) => (placeOfItem.get(a.id) ?? items.length) - (placeOfItem.get(b.id) ?? items.length),
  )
}

function answersTo(
  instrument: InstrumentDefinition,
  answers: AnswersByItem,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    instrument.items.flatMap(({ id }) => {
      const code = answers[`${instrument.id}/${id}`]
      return code === undefined ? [] : [[id, code]]
    }),
  )
}

function writtenOf(item: Item, locale: string): Written | undefined {
  if (item.type === 'number') {
    const { minimum, maximum, decimals, unit } = item
    return { minimum, maximum, decimals, unit: unit && textIn(unit, locale) }
  }
  if (item.type === 'text') return { maximumLength: item.maximumLength }
  return item.type === 'time' ? {} : undefined
}

function overPositions(
  instrument: InstrumentDefinition,
  condition: Condition,
  positionOf: (item: string) => number,
): Condition<number> {
  const inner = (one: Condition) => overPositions(instrument, one, positionOf)
  if ('all' in condition) return { all: condition.all.map(inner) }
  if ('any' in condition) return { any: condition.any.map(inner) }
  if ('not' in condition) return { not: inner(condition.not) }
  const { item: id, ...rest } = condition
  const item = instrument.items.find((candidate) => candidate.id === id)
  const options = item ? optionsOf(instrument, item) : []
  const position = positionOf(id)
  if (options.length === 0 || 'is' in rest || 'answered' in rest) return { item: position, ...rest }
  const [least, most] = 'atLeast' in rest ? [rest.atLeast, Infinity] : [-Infinity, rest.atMost]
  return {
    item: position,
    is: options.filter(({ value }) => value >= least && value <= most).map(({ code }) => code),
  }
}
