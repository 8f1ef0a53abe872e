import * as z from 'zod/mini'
import { buildKind, buildNotEstimated, count, interval, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

/* Thresholds from judged profiles: at which response a stated share of the panel says that it is adequate. */

/** Where a share of the panel says yes, in the unit of the measure. */
export type PanelThreshold = ValueOf<typeof panelThresholdSchema>

export const panelThresholdSchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), estimate: z.number(), standardError: z.number() },
    interval: interval.check(z.describe('Delta method')),
    fieller: z.nullable(interval).check(z.describe('null: of several groups, or without ends')),
  }),
  z.object(buildNotEstimated(['slope-not-positive', 'no-threshold'])),
])

/** Percentile interval over resamples of raters. */
export type RaterBootstrap = ValueOf<typeof raterBootstrapSchema>

export const raterBootstrapSchema = z.object({
  interval: z.nullable(interval).check(z.describe('null: more than one resample in ten gave no threshold')),
  replicates: count,
  failed: count,
})

export type ProfileThresholds = ValueOf<typeof profileThresholdsSchema>

export const profileThresholdsSchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), votes: count, cannotSay: count, raters: count },
    model: z.object({
      terms: z.array(z.object({ term: z.string(), estimate: z.number(), standardError: z.number() })),
      sigma: z.number().check(z.describe('Between raters, on the logit scale')),
      logLikelihood: z.number(),
    }),
    groupsDiffer: z
      .nullable(z.object({ chiSquare: z.number(), df: count, p: share }))
      .check(z.describe('Likelihood ratio against one line for all groups; null: one group')),
    thresholds: z.array(
      z.object({
        ...{ predictor: z.string(), group: z.string().check(z.describe('all: each group counts alike')) },
        share: share.check(z.describe('Of the panel that says yes')),
        others: z.record(z.string(), z.number()).check(z.describe('Where the other predictors are held')),
        threshold: panelThresholdSchema,
        bootstrap: z.nullable(raterBootstrapSchema),
        largestShift: z
          .nullable(z.number())
          .check(z.describe('Of the threshold when one rater is left out; null: not computed')),
      }),
    ),
  }),
  z.object(
    buildNotEstimated([
      ...(['nobody-voted', 'all-yes', 'all-no', 'fewer-than-three-raters'] as const),
      ...(['columns-depend', 'separated', 'did-not-converge'] as const),
    ]),
  ),
])

/** How consistent one rater is; shown without saying who. */
export type RaterConsistency = ValueOf<typeof raterConsistencySchema>

export const raterConsistencySchema = z.object({
  rater: z.string(),
  repeats: z.object({ asked: count, alike: count }),
  dominated: z.object({
    asked: count,
    violated: count.check(z.describe('Said yes to the worse profile and no to the better one')),
  }),
  discrimination: z
    .nullable(share)
    .check(z.describe('Area under the curve of the others’ shares for this rater’s yes; null: all alike')),
  isCareless: z.boolean(),
})
