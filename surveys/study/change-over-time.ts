import * as z from 'zod/mini'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'

/** What a study says of change over time: how far scores can be trusted, what change counts from, when it is looked at, how many treatments are the most. */

/** `instrument/scale` */
export const scoreNameSchema = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/, 'instrument/scale'))
/** What stands behind a number: read in the source that is named, or remembered and not confirmed. */
const sourced = { evidence: z.enum(['established', 'unconfirmed']), source: z.string().check(z.minLength(1)) }

/**
 * How far a score can be trusted: in the people of the source its standard deviation, in the unit of the score, and its
 * reliability. Which changes are more than error of measurement follows from them.
 */
export const reliabilitySchema = z.strictObject({
  standardDeviation: z.number().check(z.positive()),
  coefficient: z.number().check(z.minimum(0), z.lt(1)),
  ...sourced,
})

/**
 * What a participant's change is counted from: the study's baseline, or the last score before the first treatment, the
 * study's baseline as long as there is none.
 */
export const BASELINE_RULES = ['baseline-timepoint', 'last-before-treatment'] as const

const dayOfAnalysisSchema = z.int().check(z.minimum(-3660), z.maximum(3660))
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
  .check(z.refine(({ from, target, until }) => from <= target && target < until, 'from ≤ target < until'))

/** At most so many treatments of a kind within so many days, a year where nothing is said. Nothing is refused beyond it: it is told. */
export const treatmentCapSchema = z.strictObject({
  treatment: idSchema,
  most: z.int().check(z.positive()),
  withinDays: z._default(z.int().check(z.positive(), z.maximum(3660)), 365),
  ...sourced,
})
