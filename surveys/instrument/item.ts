import * as z from 'zod'
import { createRational, parseDecimal, type Rational } from '../values/rational.ts'
import { conditionSchema } from './condition-schema.ts'
import { idSchema, type Localised, localisedSchema } from './vocabulary.ts'
import { computeWrittenValue, isWrittenCode, parseWrittenAnswer, type WrittenForm } from './written-answer.ts'

/** One question. What is stored is a code: an option's, a number as it is written, or a time of day. */

export const optionSchema = z.strictObject({
  code: z.string().min(1).max(32),
  value: z.number().int(),
  label: localisedSchema.optional(),
  loinc: z.string().optional(),
})

const everyItem = {
  id: idSchema,
  /** Read above the question, instead of the instrument's own stem. */
  stem: localisedSchema.optional(),
  text: localisedSchema.optional(),
  loinc: z.string().optional(),
  /** Shown only where this is true. An item that is not shown is neither declined nor missed. */
  shownWhen: conditionSchema.optional(),
}

const choiceItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('choice'),
  /** The name of one of the definition's option sets. */
  options: idSchema,
})

const numericScaleItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('numeric-scale'),
  minimum: z.number().int(),
  maximum: z.number().int(),
  minimumLabel: localisedSchema.optional(),
  maximumLabel: localisedSchema.optional(),
})

/** A number that is written in, such as minutes: `minimum` to `maximum`, with at most `decimals` places. */
const numberItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('number'),
  minimum: z.number().nonnegative(),
  maximum: z.number().positive().max(1_000_000),
  decimals: z.number().int().min(0).max(3).default(0),
  unit: localisedSchema.optional(),
})

/** A time of day, `HH:MM`. Its value is minutes after midnight. */
const timeItemSchema = z.strictObject({ ...everyItem, type: z.literal('time') })

/** Free text. Never scored. */
const textItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('text'),
  maximumLength: z.number().int().min(1).max(500),
})

export const itemSchema = z.discriminatedUnion('type', [
  choiceItemSchema,
  numericScaleItemSchema,
  numberItemSchema,
  timeItemSchema,
  textItemSchema,
])
export type Item = z.infer<typeof itemSchema>

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

/** The code for what someone wrote or chose. `undefined` where it is no answer to the item. */
export function parseCode(
  definition: { readonly optionSets: Readonly<Record<string, readonly ItemOption[]>> },
  item: Item,
  written: string,
): string | undefined {
  if (isWrittenIn(item)) return parseWrittenAnswer(item, written)
  const code = written.trim()
  return isValidAnswer(definition, item, code) ? code : undefined
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
