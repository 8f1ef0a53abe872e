import { createRational, parseDecimal, type Rational } from '../values/rational.ts'
import type { Item } from './item-schema.ts'
import type { Localised } from './vocabulary.ts'
import { computeWrittenValue, isWrittenCode, parseWrittenAnswer, type WrittenForm } from './written-answer.ts'

export type { Item } from './item-schema.ts'

/** One possible answer to an item; `code` is what is stored. */
export type ItemOption = {
  readonly code: string
  readonly value: number
  readonly label?: Localised | undefined
}

/** The options of an item in the order in which they are shown; none for an item that is written in. A numeric scale's codes are its numbers. */
export function listOptions(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
): readonly ItemOption[] {
  if (item.type === 'choice') return definition.optionSets[item.options] ?? []
  if (item.type !== 'numeric-scale') return []
  return Array.from({ length: item.maximum - item.minimum + 1 }, (_, step) => {
    const value = item.minimum + step
    return { code: String(value), value }
  })
}

/**
 * What a code is worth: an option's value, a number, minutes after midnight.
 * `undefined` for a code that the item cannot have. Text has no worth.
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
      return option && createRational(option.value)
    }
    case 'number':
    case 'time': {
      const value = computeWrittenValue(item, code)
      return value === undefined ? undefined : parseDecimal(value)
    }
    case 'text':
      return undefined
  }
}

/** What stands beside a code on the page: an option's label, or the anchor at an end of a numeric scale. */
export function findCodeLabel(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): Localised | undefined {
  if (item.type !== 'numeric-scale')
    return listOptions(definition, item).find((option) => option.code === code)?.label
  if (code === String(item.minimum)) return item.minimumLabel
  return code === String(item.maximum) ? item.maximumLabel : undefined
}

/** The code for what someone wrote, or exactly the code that was chosen. `undefined` where it is no answer to the item. */
export function parseCode(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  written: string,
): string | undefined {
  if (isWrittenIn(item)) return parseWrittenAnswer(item, written)
  return isValidAnswer(definition, item, written) ? written : undefined
}

/** Whether a code is an answer to the item. */
export function isValidAnswer(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  code: string,
): boolean {
  return isWrittenIn(item)
    ? isWrittenCode(item, code)
    : listOptions(definition, item).some((option) => option.code === code)
}

function isWrittenIn(item: Item): item is Extract<Item, WrittenForm> {
  return item.type === 'number' || item.type === 'time' || item.type === 'text'
}
