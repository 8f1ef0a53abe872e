import * as z from 'zod/mini'
import { buildKind, buildNotEstimated, count, interval, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

/* What is said of one item: its ratings in a round, how they changed, and what to be careful about. */

/** A part of those who count, with its Wilson interval. */
export type CountedShare = ValueOf<typeof countedShareSchema>

export const countedShareSchema = z.object({
  ...{ count, of: count, share, interval },
})

/** RAND/UCLA: the interpercentile range against the one adjusted for symmetry; from 1 to 9 alone. */
export type DisagreementIndex = ValueOf<typeof disagreementIndexSchema>

export const disagreementIndexSchema = z.object({
  p30: z.number(),
  p70: z.number(),
  range: z.number().check(z.describe('IPR: P70 − P30')),
  asymmetry: z.number().check(z.describe('AI: |5 − (P30 + P70)/2|')),
  adjustedRange: z.number().check(z.describe('IPRAS: 2.35 + 1.5·AI')),
  index: z.number().check(z.describe('IPR/IPRAS: disagreement above 1')),
})

export type RatingSummary = ValueOf<typeof ratingSummarySchema>

export const ratingSummarySchema = z.union([
  z.object({
    ...{ kind: buildKind('summarized'), n: count, abstained: count, missing: count },
    histogram: z.array(z.object({ rating: z.int(), count })),
    median: z.number(),
    mean: z.number(),
    standardDeviation: z.nullable(z.number()).check(z.describe('null: of one rating')),
    coefficientOfVariation: z.nullable(z.number()).check(z.describe('null: of one rating, or a mean of 0')),
    meanDeviation: z.number().check(z.describe('Mean distance from the median')),
    interquartileRange: z.object({ type7: z.number(), type6: z.number() }),
    disagreement: z.nullable(disagreementIndexSchema).check(z.describe('null: on another scale than 1–9')),
    bands: z.object({
      accepted: countedShareSchema,
      between: z.nullable(countedShareSchema),
      rejected: countedShareSchema,
    }),
  }),
  z.object({ ...buildNotEstimated(['no-ratings']), abstained: count, missing: count }),
])

/** A chance-corrected agreement with its large-sample interval, within −1 to 1. */
export type KappaEstimate = ValueOf<typeof kappaSchema>

export const kappaSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('estimated'), estimate: z.number(), standardError: z.number() },
    interval: z.nullable(interval).check(z.describe('null if it has no width')),
  }),
  z.object(buildNotEstimated(['nobody', 'all-in-one-category'])),
])

/** Who crossed a bar between two rounds. */
export type McNemarTest = ValueOf<typeof mcNemarSchema>

export const mcNemarSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('tested'), entered: count, left: count, exactP: share },
    chiSquare: z.number().check(z.describe('With continuity correction, 1 df')),
    chiSquareP: share,
  }),
  z.object({ kind: buildKind('nobody-crossed') }),
])

const correlationSchema = z.union([
  z.object({ kind: buildKind('estimated'), n: count, estimate: z.number(), interval: z.nullable(interval) }),
  z.object({ ...buildNotEstimated(['fewer-than-three', 'no-variance']), n: count }),
])

export type RatingStability = ValueOf<typeof ratingStabilitySchema>

export const ratingStabilitySchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), repeaters: count },
    unchanged: countedShareSchema,
    within: countedShareSchema.check(z.describe('Moved by at most one point')),
    bandsKept: countedShareSchema,
    meanChange: z.number().check(z.describe('Mean |change| in points')),
    variationChange: z
      .nullable(z.number())
      .check(z.describe('Coefficient of variation, after less before; null where one is missing')),
    groupChange: share.check(z.describe('Scheibe: Σ|f₂ − f₁|/2 over those who rated twice')),
    kappa: z.object({ unweighted: kappaSchema, linear: kappaSchema, quadratic: kappaSchema }),
    rankCorrelation: correlationSchema,
    accepted: mcNemarSchema.check(z.describe('Who went into the accepted band, and out of it')),
  }),
  z.object(buildNotEstimated(['nobody-rated-twice'])),
])

/** What a reader must know before the numbers are believed. */
export const RATING_WARNINGS = [
  /** Two camps: the mean and the median say what nobody thinks. */
  'polarized',
  /** Nearly all stay in their band and κ is low, because nearly all are in one band. */
  'prevalence-paradox',
  'too-few-voters',
] as const
export type RatingWarning = (typeof RATING_WARNINGS)[number]
