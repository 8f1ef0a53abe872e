import * as z from 'zod'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'

/** What a study says of change over time: how far scores can be trusted, what change counts from, when it is looked at, how many treatments are the most. */

/** `instrument/scale` */
export const scoreNameSchema = z.string().regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/, 'instrument/scale')
/** What stands behind a number: read in the source that is named, or remembered and not confirmed. */
const sourced = { evidence: z.enum(['established', 'unconfirmed']), source: z.string().min(1) }

/**
 * How far a score can be trusted: in the people of the source its standard deviation, in the unit of the score, and its
 * reliability. Which changes are more than error of measurement follows from them.
 */
export const reliabilitySchema = z.strictObject({
  standardDeviation: z.number().positive(),
  coefficient: z.number().min(0).lt(1),
  ...sourced,
})

/**
 * What a participant's change is counted from: the study's baseline, or the last score before the first treatment, the
 * study's baseline as long as there is none.
 */
export const BASELINE_RULES = ['baseline-timepoint', 'last-before-treatment'] as const

const dayOfAnalysisSchema = z.number().int().min(-3660).max(3660)
/**
 * Days since the first treatment, without one since the baseline: from `from`, to before `until`. Of the scores in it the one
 * nearest to `target` counts, of two as near the earlier, whichever timepoint it was asked at.
 */
export const analysisWindowSchema = z
  .strictObject({
    id: idSchema,
    title: localisedSchema,
    from: dayOfAnalysisSchema,
    target: dayOfAnalysisSchema,
    until: dayOfAnalysisSchema,
  })
  .refine(({ from, target, until }) => from <= target && target < until, 'from ≤ target < until')

/** At most so many treatments of a kind within so many days, a year where nothing is said. Nothing is refused beyond it: it is told. */
export const treatmentCapSchema = z.strictObject({
  treatment: idSchema,
  most: z.number().int().positive(),
  withinDays: z.number().int().positive().max(3660).default(365),
  ...sourced,
})
