import { createRational, parseDecimal, type Rational } from '../values/rational.ts'
import type { Item } from './item-schema.ts'
import { parseSeveral, splitCodes } from './several-answer.ts'
import type { Localised } from './vocabulary.ts'
import { computeWrittenValue, isWrittenCode, parseWrittenAnswer, type WrittenForm } from './written-answer.ts'

export type { Item } from './item-schema.ts'

/** One possible answer to an item; `code` is what is stored. */
export type ItemOption = {
  readonly code: string
  /** `null`: an answer without a score. */
  readonly value: number | null
  readonly label?: Localised | undefined
}

/** The options of an item in the order in which they are shown; none for an item that is written in. A numeric scale's codes are its numbers. */
export function listOptions(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
): readonly ItemOption[] {
  if (item.type === 'choice' || item.type === 'several') return definition.optionSets[item.options] ?? []
  if (item.type !== 'numeric-scale') return []
  return Array.from({ length: item.maximum - item.minimum + 1 }, (_, step) => {
    const value = item.minimum + step
    return { code: String(value), value }
  })
}

/**
 * What a code is worth: an option's value or the sum of several, a number, minutes after midnight, days after 1900-01-01.
 * `undefined` for a code that the item cannot have, and for an answer without a score. Text has no worth.
 */
export function findCodeValue(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): Rational | undefined {
  switch (item.type) {
    case 'choice':
    case 'numeric-scale': {
      const option = listOptions(definition, item).find((candidate) => candidate.code === code)
      return typeof option?.value === 'number' ? createRational(option.value) : undefined
    }
    case 'several':
      return isValidAnswer(definition, item, code)
        ? sumValues(listChosenOptions(definition, item, code))
        : undefined
    case 'number':
    case 'time':
    case 'date': {
      const value = computeWrittenValue(item, code)
      return value === undefined ? undefined : parseDecimal(value)
    }
    case 'text':
      return undefined
  }
}

/** What stands beside a code on the page: the label of each option that it holds, or the anchor at an end of a numeric scale. */
export function listCodeLabels(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): readonly Localised[] {
  if (item.type !== 'numeric-scale')
    return listChosenOptions(definition, item, code).flatMap(({ label }) => (label ? [label] : []))
  const { minimum, maximum, minimumLabel, maximumLabel } = item
  const label = code === String(minimum) ? minimumLabel : code === String(maximum) ? maximumLabel : undefined
  return label ? [label] : []
}

/** What of the options was chosen, in their order. */
export function listChosenOptions(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): readonly ItemOption[] {
  const codes = item.type === 'several' ? splitCodes(code) : [code]
  return listOptions(definition, item).filter((option) => codes.includes(option.code))
}

/** `undefined` where none of them has a value. */
function sumValues(options: readonly ItemOption[]): Rational | undefined {
  const values = options.flatMap(({ value }) => (value === null ? [] : [value]))
  return values.length === 0 ? undefined : createRational(values.reduce((sum, value) => sum + value, 0))
}

/** The code for what someone wrote, or exactly the code that was chosen. `undefined` where it is no answer to the item. */
export function parseCode(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  written: string,
): string | undefined {
  if (isWrittenIn(item)) return parseWrittenAnswer(item, written)
  if (item.type === 'several') {
    const codes = listOptions(definition, item).map((option) => option.code)
    return parseSeveral(codes, item.exclusive, splitCodes(written))
  }
  return isValidAnswer(definition, item, written) ? written : undefined
}

/** Whether a code is an answer to the item. */
export function isValidAnswer(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): boolean {
  if (item.type === 'several') return parseCode(definition, item, code) === code
  return isWrittenIn(item)
    ? isWrittenCode(item, code)
    : listOptions(definition, item).some((option) => option.code === code)
}

/** Whether the answer is written in, not chosen. */
export function isWrittenIn(item: Item): item is Extract<Item, WrittenForm> {
  return item.type === 'number' || item.type === 'time' || item.type === 'date' || item.type === 'text'
}
