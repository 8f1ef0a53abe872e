import * as z from 'zod/mini'
import { itemSchema, optionSchema } from './item-schema.ts'
import { operationSchema } from './rule-schema.ts'
import {
  directionSchema,
  domainSchema,
  evidenceSchema,
  idSchema,
  localeSchema,
  localisedSchema,
  versionSchema,
} from './vocabulary-schema.ts'

/**
 * The instrument definition: what is asked, in which words, how it is scored, what the score means and
 * who allows it. One JSON file per `id@version` under surveys/instruments; immutable once published.
 */

/** A printed table, such as sum → T score: raw value, score, and its standard error where it is printed. */
const tableSchema = z.strictObject({
  source: z.string(),
  rows: z
    .array(z.union([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number(), z.number()])]))
    .check(z.minLength(2)),
})

/** A band starts at `from` and ends below the next one's. */
const bandSchema = z.strictObject({
  id: idSchema,
  from: z.number(),
  label: localisedSchema,
  /** Where it is weaker than the scale's. */
  evidence: z.optional(evidenceSchema),
})

/** A change that is held to matter, with where that is printed. */
const thresholdSchema = z.strictObject({
  id: idSchema,
  /** `absolute-level`: a score of `value` or better. `below-level`: a score under `value`, which itself is not enough. */
  kind: z.enum(['absolute-change', 'percent-change', 'absolute-level', 'below-level']),
  value: z.number(),
  population: z.optional(z.string()),
  method: z.optional(z.string()),
  source: z.string(),
  evidence: evidenceSchema,
})

const scaleSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  domain: domainSchema,
  rule: operationSchema,
  /** Lowest and highest possible score, in `unit`. */
  range: z.tuple([z.number(), z.number()]),
  unit: z.string(),
  direction: directionSchema,
  bands: z._default(z.array(bandSchema), []),
  thresholds: z._default(z.array(thresholdSchema), []),
  loinc: z.optional(z.string()),
  source: z.string(),
  /** Where it is weaker than the instrument's. */
  evidence: z.optional(evidenceSchema),
})

/** An answer that must reach a person at once, whether or not the survey is ever finished. */
const safetyRuleSchema = z.strictObject({
  id: idSchema,
  item: idSchema,
  codes: z.array(z.string()).check(z.minLength(1)),
})

const exampleSchema = z.strictObject({
  source: z.string(),
  /** Item id → option code; `null` where the item was declined. */
  answers: z.record(idSchema, z.nullable(z.string())),
  /** Scale id → the score as a fraction (`20/3`), or `not-scorable`. */
  scores: z.record(idSchema, z.string()),
})

/** The next item is the one that tells most, given the answers so far, until `scale` is known well enough. */
const adaptiveSchema = z.strictObject({
  scale: idSchema,
  minimumItems: z.int().check(z.positive()),
  maximumItems: z.int().check(z.positive()),
  /** In the unit of the scale. */
  stopAtStandardError: z.number().check(z.positive()),
})

export const instrumentDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: localisedSchema,
  evidence: evidenceSchema,
  source: z.string(),
  copyright: z.string(),
  permission: z.string(),
  loinc: z.optional(z.string()),
  locales: z.record(
    localeSchema,
    z.strictObject({ status: z.enum(['official', 'unvalidated', 'machine']), source: z.string() }),
  ),
  /** How many days back the questions ask. The battery is never given more often. `0`: now, or no period. */
  recallDays: z.int().check(z.minimum(0)),
  /** Read above every item. */
  stem: z.optional(localisedSchema),
  optionSets: z._default(z.record(idSchema, z.array(optionSchema).check(z.minLength(2))), {}),
  items: z.array(itemSchema).check(z.minLength(1)),
  tables: z._default(z.record(idSchema, tableSchema), {}),
  scales: z.array(scaleSchema),
  adaptive: z.optional(adaptiveSchema),
  safety: z._default(z.array(safetyRuleSchema), []),
  examples: z._default(z.array(exampleSchema), []),
})

export type InstrumentDefinition = z.infer<typeof instrumentDefinitionSchema>
export type Scale = z.infer<typeof scaleSchema>
export type ScoreTable = z.infer<typeof tableSchema>
