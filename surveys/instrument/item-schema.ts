import * as z from 'zod'
import { conditionSchema } from './condition-schema.ts'
import { idSchema, localisedSchema } from './vocabulary-schema.ts'

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
