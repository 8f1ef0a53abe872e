import type { Condition } from '../../surveys/instrument/condition.ts'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../surveys/instrument/item.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../surveys/library/library.ts'
import { type AdaptivePath, computeAdaptivePath } from '../../surveys/scoring/adaptive-path.ts'
import { compileInstrument } from '../../surveys/scoring/compile.ts'
import { computePathStates } from '../../surveys/scoring/score.ts'
import type { Screen, WrittenField } from './view.ts'

/** `instrument/item` → the stored code, or `null` where it was skipped; no entry where it was not reached. */
export type AnswersByItem = Readonly<Record<string, string | null | undefined>>

/** What is asked, and with which calibration where it is adaptive. */
export type BatteryInstrument = Pick<PublishedInstrument, 'definition' | 'calibration'>

/**
 * The screens of a battery in one locale, one per item, with the answers given so far. An adaptive instrument's come in
 * the order in which they are asked, those that it has not chosen behind the others.
 */
export function buildScreens(
  battery: readonly BatteryInstrument[],
  locale: string,
  answers: AnswersByItem = {},
): readonly Screen[] {
  let before = 0
  return battery.flatMap(({ definition: instrument, calibration }) => {
    const first = before + 1
    before += instrument.items.length
    const compiled = compileInstrument(instrument, calibration?.items)
    const given = pickInstrumentAnswers(instrument, answers)
    const path = computeAdaptivePath(compiled, given)
    const states = computePathStates(compiled, given, path)
    const items = sortByPath(instrument.items, path)
    const chosen = path ? path.asked.length + (path.next === null ? 0 : 1) : items.length
    const findPosition = (id: string) => first + items.findIndex((item) => item.id === id)
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
        shownWhen: item.shownWhen && mapToPositions(instrument, item.shownWhen, findPosition),
        stem: pickText(item.stem ?? instrument.stem, locale) || undefined,
        text: pickText(item.text, locale),
        options: listOptions(instrument, item).map((option) => ({
          code: option.code,
          label: option.label ? pickText(option.label, locale) : option.code,
        })),
        exclusive: item.type === 'several' ? item.exclusive : undefined,
        minimumLabel: numeric && item.minimumLabel ? pickText(item.minimumLabel, locale) : undefined,
        maximumLabel: numeric && item.maximumLabel ? pickText(item.maximumLabel, locale) : undefined,
        written: buildWrittenField(item, locale),
        answer: answers[itemKey],
        safetyCodes: instrument.safety.filter((rule) => rule.item === item.id).flatMap((rule) => rule.codes),
      }
    })
  })
}

function sortByPath(items: readonly Item[], path: AdaptivePath | null): readonly Item[] {
  if (!path) return items
  const chosen = path.next === null ? path.asked : [...path.asked, path.next]
  const placeOfItem = new Map(chosen.map((id, place) => [id, place]))
  return [...items].sort(
    (a, b) => (placeOfItem.get(a.id) ?? items.length) - (placeOfItem.get(b.id) ?? items.length),
  )
}

function pickInstrumentAnswers(
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

function buildWrittenField(item: Item, locale: string): WrittenField | undefined {
  if (item.type === 'number') {
    const { minimum, maximum, decimals, unit } = item
    return { minimum, maximum, decimals, unit: unit && pickText(unit, locale) }
  }
  if (item.type === 'text') return { maximumLength: item.maximumLength }
  if (item.type === 'date') return { earliest: item.minimum, latest: item.maximum }
  return item.type === 'time' ? {} : undefined
}

function mapToPositions(
  instrument: InstrumentDefinition,
  condition: Condition,
  findPosition: (item: string) => number,
): Condition<number> {
  const mapInner = (one: Condition) => mapToPositions(instrument, one, findPosition)
  if ('all' in condition) return { all: condition.all.map(mapInner) }
  if ('any' in condition) return { any: condition.any.map(mapInner) }
  if ('not' in condition) return { not: mapInner(condition.not) }
  const { item: id, ...rest } = condition
  const item = instrument.items.find((candidate) => candidate.id === id)
  const options = item ? listOptions(instrument, item) : []
  const position = findPosition(id)
  if (options.length === 0 || 'is' in rest || 'answered' in rest) return { item: position, ...rest }
  const [least, most] = 'atLeast' in rest ? [rest.atLeast, Infinity] : [-Infinity, rest.atMost]
  return {
    item: position,
    is: options.flatMap(({ code, value }) =>
      value !== null && value >= least && value <= most ? [code] : [],
    ),
  }
}
