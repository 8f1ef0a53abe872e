import * as z from 'zod'
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
    .min(2),
})

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
  rule: operationSchema,
  /** Lowest and highest possible score, in `unit`. */
  range: z.tuple([z.number(), z.number()]),
  unit: z.string(),
  direction: directionSchema,
  bands: z.array(bandSchema).default([]),
  thresholds: z.array(thresholdSchema).default([]),
  loinc: z.string().optional(),
  source: z.string(),
  /** Where it is weaker than the instrument's. */
  evidence: evidenceSchema.optional(),
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

/** The next item is the one that tells most, given the answers so far, until `scale` is known well enough. */
const adaptiveSchema = z.strictObject({
  scale: idSchema,
  minimumItems: z.number().int().positive(),
  maximumItems: z.number().int().positive(),
  /** In the unit of the scale. */
  stopAtStandardError: z.number().positive(),
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
  tables: z.record(idSchema, tableSchema).default({}),
  scales: z.array(scaleSchema),
  adaptive: adaptiveSchema.optional(),
  safety: z.array(safetyRuleSchema).default([]),
  examples: z.array(exampleSchema).default([]),
})

export type InstrumentDefinition = z.infer<typeof instrumentDefinitionSchema>
export type Scale = z.infer<typeof scaleSchema>
export type ScoreTable = z.infer<typeof tableSchema>
