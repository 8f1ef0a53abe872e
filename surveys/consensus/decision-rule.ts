import * as z from 'zod/mini'
import { idSchema } from '../instrument/vocabulary-schema.ts'
import { ratingBandSchema } from './scale.ts'

/*
 * When a panel agrees on an item: data of the protocol, locked with its hash before the first round. The same ratings give
 * widely different sets under published rules (Webbe et al. 2023), so that a rule is never chosen after the ratings.
 */

const percentSchema = z.number().check(z.minimum(0), z.maximum(100))

/** How a quantile is read between two ratings: R's types. SPSS and Stata use type 6. */
export const QUANTILE_TYPES = ['type-7', 'type-6'] as const
export type QuantileType = (typeof QUANTILE_TYPES)[number]
const quantileTypeSchema = z._default(z.enum(QUANTILE_TYPES), 'type-7')

/** One condition on the ratings of a group; all conditions of a list must hold. */
export const ratingConditionSchema = z.discriminatedUnion('measure', [
  /** Percent of the denominator whose rating lies in a band. */
  z
    .strictObject({
      measure: z.literal('share'),
      band: ratingBandSchema,
      atLeast: z.optional(percentSchema),
      below: z.optional(percentSchema),
    })
    .check(
      z.refine(
        ({ atLeast, below }) => atLeast !== undefined || below !== undefined,
        'atLeast, below or both',
      ),
    ),
  z
    .strictObject({
      measure: z.literal('median'),
      atLeast: z.optional(z.number()),
      atMost: z.optional(z.number()),
      below: z.optional(z.number()),
    })
    .check(
      z.refine(
        (rule) => rule.atLeast !== undefined || rule.atMost !== undefined || rule.below !== undefined,
        'at least one of atLeast, atMost, below',
      ),
    ),
  z.strictObject({
    measure: z.literal('interquartile-range'),
    quantiles: quantileTypeSchema,
    atMost: z.number().check(z.nonnegative()),
  }),
  /** IPR over IPRAS of the RAND/UCLA method; on the scale from 1 to 9 alone. */
  z.strictObject({ measure: z.literal('disagreement-index'), atMost: z.number().check(z.nonnegative()) }),
  /**
   * Not a third of the ratings in 1–3 and another in 7–9: the older definition of disagreement. Of 8–10 panelists 3 on each side
   * disagree, of 11–13 4, of 14–16 5 (BMC Medical Informatics and Decision Making 12:93, 2012, table 7).
   */
  z.strictObject({ measure: z.literal('no-opposed-thirds') }),
])
export type RatingCondition = z.infer<typeof ratingConditionSchema>

/** What makes an item in or out. `own` writes the conditions out; the others stand for published ones. */
export const decisionMethodSchema = z.discriminatedUnion('kind', [
  /**
   * The core-outcome-set rule: in, when at least so many percent rate in the accepted band and fewer than `opposedBelow` in the
   * rejected one; out, the other way round. 70/15 of COMET and COS-STAD.
   */
  z.strictObject({
    kind: z.literal('shares'),
    accepted: ratingBandSchema,
    rejected: ratingBandSchema,
    atLeast: percentSchema.check(z.gt(50)),
    opposedBelow: z.optional(percentSchema),
  }),
  /**
   * RAND/UCLA: in, when the median is at least 6.5 without disagreement; out, at most 3 (Ophthalmology 116:710, 2009, table 3).
   * Disagreement is an index above 1, or a third of the panel at each end.
   */
  z.strictObject({
    kind: z.literal('rand-ucla'),
    acceptedFrom: z._default(z.number(), 6.5),
    rejectedBelow: z._default(z.number(), 3.5),
    disagreement: z._default(z.enum(['index', 'opposed-thirds']), 'index'),
  }),
  /** In, when the median lies in the accepted band and the interquartile range is small; out, with the median in the rejected one. */
  z.strictObject({
    kind: z.literal('median-and-spread'),
    accepted: ratingBandSchema,
    rejected: ratingBandSchema,
    quantiles: quantileTypeSchema,
    interquartileRangeAtMost: z.number().check(z.nonnegative()),
  }),
  z.strictObject({
    kind: z.literal('own'),
    in: z.array(ratingConditionSchema).check(z.minLength(1), z.maxLength(8)),
    /** Left out: nothing is ever out. */
    out: z._default(z.array(ratingConditionSchema).check(z.maxLength(8)), []),
  }),
])
export type DecisionMethod = z.infer<typeof decisionMethodSchema>

/** Who belongs to the denominator beside those who rated in the round. */
export const ABSTENTION_POLICIES = ['left-out', 'counted'] as const
export const MISSING_ROUND_POLICIES = [
  /** Only who rated in this round. */
  'left-out',
  /** Somebody asked in this round who gave nothing counts as one who does not agree. */
  'counted',
  /** Their last rating of the item stands. */
  'last-rating',
  /** Only who rated the item in every round so far. */
  'complete-cases',
] as const
export type MissingRoundPolicy = (typeof MISSING_ROUND_POLICIES)[number]

export const decisionRuleSchema = z.strictObject({
  method: decisionMethodSchema,
  /** Groups that decide. Others vote, are shown, and decide nothing. */
  groups: z.array(idSchema).check(z.minLength(1)),
  /** Nobody is weighted silently: each group agrees for itself, or all their voters are one group. */
  agreement: z._default(z.enum(['each-group', 'groups-together']), 'each-group'),
  abstentions: z._default(z.enum(ABSTENTION_POLICIES), 'left-out'),
  missingRounds: z._default(z.enum(MISSING_ROUND_POLICIES), 'left-out'),
})
export type DecisionRule = z.infer<typeof decisionRuleSchema>
