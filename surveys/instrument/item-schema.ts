import * as z from 'zod/mini'
import { conditionSchema } from './condition-schema.ts'
import { idSchema, localisedSchema } from './vocabulary-schema.ts'

/** One question. What is stored is a code: an option's or several joined, a number as it is written, a time or a day. */

/** The longest code of an option. FHIR and ODM set no length; several of them must fit into one stored answer. */
export const MAX_CODE_LENGTH = 200

export const optionSchema = z.strictObject({
  code: z
    .string()
    .check(z.minLength(1), z.maxLength(MAX_CODE_LENGTH), z.regex(/^[^|]*$/, 'a code may not contain |')),
  /** `null`: an answer without a score, such as “does not apply”. It is kept, and counts as missing in every scale. */
  value: z.nullable(z.int()),
  label: z.optional(localisedSchema),
  loinc: z.optional(z.string()),
})

const everyItem = {
  id: idSchema,
  /** Read above the question, instead of the instrument's own stem. */
  stem: z.optional(localisedSchema),
  text: z.optional(localisedSchema),
  loinc: z.optional(z.string()),
  /** Shown only where this is true. An item that is not shown is neither declined nor missed. */
  shownWhen: z.optional(conditionSchema),
}

const choiceItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('choice'),
  /** The name of one of the definition's option sets. */
  options: idSchema,
})

/** Any number of the options, stored as one code: see several-answer.ts. Its value is the sum of theirs. */
const severalItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('several'),
  options: idSchema,
  /** Codes that stand alone, such as “none of these”. */
  exclusive: z._default(z.array(z.string()), []),
})

const numericScaleItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('numeric-scale'),
  minimum: z.int(),
  maximum: z.int(),
  minimumLabel: z.optional(localisedSchema),
  maximumLabel: z.optional(localisedSchema),
})

/** A number that is written in, such as minutes: `minimum` to `maximum`, with at most `decimals` places. */
const numberItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('number'),
  minimum: z.number().check(z.nonnegative()),
  maximum: z.number().check(z.positive(), z.maximum(1_000_000)),
  decimals: z._default(z.int().check(z.minimum(0), z.maximum(3)), 0),
  unit: z.optional(localisedSchema),
})

/** A time of day, `HH:MM`. Its value is minutes after midnight. */
const timeItemSchema = z.strictObject({ ...everyItem, type: z.literal('time') })

/** A day, `YYYY-MM-DD`. Its value is days after 1900-01-01. */
const dateItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('date'),
  minimum: z._default(z.iso.date(), '1900-01-01'),
  maximum: z._default(z.iso.date(), '2199-12-31'),
})

/** Free text. Never scored. */
const textItemSchema = z.strictObject({
  ...everyItem,
  type: z.literal('text'),
  maximumLength: z.int().check(z.minimum(1), z.maximum(500)),
})

export const itemSchema = z.discriminatedUnion('type', [
  choiceItemSchema,
  numericScaleItemSchema,
  numberItemSchema,
  timeItemSchema,
  dateItemSchema,
  severalItemSchema,
  textItemSchema,
])
export type Item = z.infer<typeof itemSchema>
