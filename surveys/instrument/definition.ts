import * as z from 'zod'

/**
 * The instrument definition: what is asked, in which words, how it is scored, what the score means and
 * who allows it. One JSON file per `id@version` under surveys/instruments; immutable once published.
 */

export const localeSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'a BCP 47 language tag')
export const idSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
export const versionSchema = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'major.minor.patch')
/** Text by locale. Scoring never reads it. */
export const localisedSchema = z.record(localeSchema, z.string().min(1))

/** How far a fact may be trusted: read in a named source, remembered but not confirmed, or never validated at all. */
export const evidenceSchema = z.enum(['established', 'unconfirmed', 'unvalidated'])
export const directionSchema = z.enum(['higher-is-worse', 'higher-is-better'])
export const domainSchema = z.enum([
  'pain',
  'function',
  'sleep',
  'quality-of-life',
  'depression',
  'anxiety',
  'global-change',
  'satisfaction',
  'adverse-effects',
  'substance-use',
])

const optionSchema = z.strictObject({
  code: z.string().min(1).max(32),
  value: z.number().int(),
  label: localisedSchema.optional(),
  loinc: z.string().optional(),
})

const choiceItemSchema = z.strictObject({
  id: idSchema,
  type: z.literal('choice'),
  text: localisedSchema.optional(),
  /** The name of one of the definition's option sets. */
  options: idSchema,
  loinc: z.string().optional(),
})

const numericScaleItemSchema = z.strictObject({
  id: idSchema,
  type: z.literal('numeric-scale'),
  text: localisedSchema.optional(),
  minimum: z.number().int(),
  maximum: z.number().int(),
  minimumLabel: localisedSchema.optional(),
  maximumLabel: localisedSchema.optional(),
  loinc: z.string().optional(),
})

export const itemSchema = z.discriminatedUnion('type', [choiceItemSchema, numericScaleItemSchema])

/** What one item contributes: its value, its value reversed within its range, or a printed recode of its values. */
const operandSchema = z.union([
  idSchema,
  z.strictObject({ item: idSchema, reverse: z.literal(true) }),
  z.strictObject({ item: idSchema, recode: z.record(z.string(), z.number()) }),
])

/** What happens when items are missing. `mean-substitute`: missing items take the mean of the answered ones. */
const missingRuleSchema = z.discriminatedUnion('policy', [
  z.strictObject({ policy: z.literal('all-required') }),
  z.strictObject({ policy: z.literal('mean-substitute'), minimumAnswered: z.number().int().positive() }),
])

const scoringRuleSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('value'), of: operandSchema }),
  z.strictObject({ op: z.literal('sum'), of: z.array(operandSchema).min(1), missing: missingRuleSchema }),
  z.strictObject({ op: z.literal('mean'), of: z.array(operandSchema).min(1), missing: missingRuleSchema }),
])

/** A band starts at `from` and ends below the next one's. */
const bandSchema = z.strictObject({ id: idSchema, from: z.number(), label: localisedSchema })

/** A change that is held to matter, with where that is printed. */
const thresholdSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['absolute-change', 'percent-change', 'absolute-level']),
  value: z.number(),
  population: z.string().optional(),
  method: z.string().optional(),
  source: z.string(),
  evidence: evidenceSchema,
})

const scaleSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  domain: domainSchema,
  rule: scoringRuleSchema,
  /** Lowest and highest possible score, in `unit`. */
  range: z.tuple([z.number(), z.number()]),
  unit: z.string(),
  direction: directionSchema,
  bands: z.array(bandSchema).default([]),
  thresholds: z.array(thresholdSchema).default([]),
  loinc: z.string().optional(),
  source: z.string(),
})

/** An answer that must reach a person at once, whether or not the survey is ever finished. */
const safetyRuleSchema = z.strictObject({
  id: idSchema,
  item: idSchema,
  codes: z.array(z.string()).min(1),
})

const exampleSchema = z.strictObject({
  source: z.string(),
  /** Item id → option code; `null` where the item was declined. */
  answers: z.record(idSchema, z.string().nullable()),
  /** Scale id → the score as a fraction (`20/3`), or `not-scorable`. */
  scores: z.record(idSchema, z.string()),
})

export const instrumentDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: localisedSchema,
  evidence: evidenceSchema,
  source: z.string(),
  copyright: z.string(),
  permission: z.string(),
  loinc: z.string().optional(),
  locales: z.record(
    localeSchema,
    z.strictObject({ status: z.enum(['official', 'unvalidated', 'machine']), source: z.string() }),
  ),
  /** How many days back the questions ask. The battery is never given more often. `0`: now, or no period. */
  recallDays: z.number().int().min(0),
  /** Read above every item. */
  stem: localisedSchema.optional(),
  optionSets: z.record(idSchema, z.array(optionSchema).min(2)).default({}),
  items: z.array(itemSchema).min(1),
  scales: z.array(scaleSchema),
  safety: z.array(safetyRuleSchema).default([]),
  examples: z.array(exampleSchema).default([]),
})

export type InstrumentDefinition = z.infer<typeof instrumentDefinitionSchema>
export type Item = z.infer<typeof itemSchema>
export type Scale = z.infer<typeof scaleSchema>
export type Operand = z.infer<typeof operandSchema>
export type MissingRule = z.infer<typeof missingRuleSchema>
export type Localised = z.infer<typeof localisedSchema>
export type Evidence = z.infer<typeof evidenceSchema>
export type Domain = z.infer<typeof domainSchema>

/** One possible answer to an item; `code` is what is stored. */
export type ItemOption = {
  readonly code: string
  readonly value: number
  readonly label?: Localised | undefined
}

/** `phq-9@1.0.0` */
export type InstrumentRef = `${string}@${string}`
export const instrumentRefSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,64}@\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'id@major.minor.patch')
  .transform((ref) => ref as InstrumentRef)

export function refOf(definition: { id: string; version: string }): InstrumentRef {
  return `${definition.id}@${definition.version}`
}

/** The options of an item in the order in which they are shown. A numeric scale's codes are its numbers. */
export function optionsOf(definition: InstrumentDefinition, item: Item): readonly ItemOption[] {
  if (item.type === 'choice') return definition.optionSets[item.options] ?? []
  return Array.from({ length: item.maximum - item.minimum + 1 }, (_, step) => {
    const value = item.minimum + step
    return { code: String(value), value }
  })
}

/** The text in the locale asked for, else in its language, else in English, else in whatever there is. */
export function textIn(text: Localised | undefined, locale: string): string {
  if (!text) return ''
  return text[locale] ?? text[locale.split('-')[0] ?? ''] ?? text.en ?? Object.values(text)[0] ?? ''
}
