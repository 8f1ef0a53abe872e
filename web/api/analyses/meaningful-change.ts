import * as z from 'zod/mini'
import {
  about,
  asOf,
  buildKind,
  buildNotEstimated,
  cohortProblems,
  count,
  interval,
  meanEstimateSchema,
  score,
  share,
  suppressed,
  suppressedSitesSchema,
} from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply, ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import { attributeFilterQuery, attributeFilterReply } from './attribute-filter.ts'

const METHODS = ['ROC, Youden', 'predictive modelling', 'adjusted predictive modelling (2017)'] as const

/** Share of a group whose improvement is at least so much, 0–1, with pointwise Wilson intervals; falling. */
export type CumulativeShares = ValueOf<typeof curve>

const curve = z.object({
  n: count,
  thinned: z.boolean().check(z.describe('true: only the points at the percentiles 0 to 100')),
  points: z.array(z.object({ improvement: z.number(), share, interval })),
})

const suppressedMean = z.object({ ...buildNotEstimated(['suppressed']), n: z.null() })

const groupMean = z.union([...meanEstimateSchema.def.options, suppressedMean])

/** Pearson's or Spearman's correlation; no interval for fewer than four participants or at −1 and 1. */
export type Correlation = ValueOf<typeof correlation>

const correlation = z.union([
  z.object({ kind: buildKind('estimated'), n: count, estimate: z.number(), interval: z.nullable(interval) }),
  z.object({ ...buildNotEstimated(['fewer-than-three', 'no-variance']), n: count }),
])

/** Improved when the improvement is at least the cut; the first cut calls everyone so, the last no one. */
export type RocPoint = ValueOf<typeof rocPoint>

const rocPoint = z.object({ cut: z.nullable(z.number()), sensitivity: share, specificity: share })

/**
 * ROC curve with DeLong's error of its area. No error for one participant on a side, and none without overlap. `threshold` is
 * `null` if no cut is better than chance.
 */
export type RocEstimate = ValueOf<typeof roc>

const roc = z.union([
  z.object({
    kind: buildKind('estimated'),
    points: z.array(rocPoint),
    area: z.object({
      estimate: share,
      ...{ standardError: z.nullable(z.number()), interval: z.nullable(interval) },
    }),
    best: z.array(rocPoint),
    threshold: z.nullable(z.number()),
  }),
  z.object(buildNotEstimated(['nobody-improved', 'everybody-improved'])),
])

/** Logistic regression of being improved on the improvement, logit P = b0 + b1·improvement. */
export type LogisticFit = ValueOf<typeof logistic>

const logistic = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), b0: z.number(), b1: z.number(), steps: count },
    errors: z.tuple([z.number(), z.number()]),
  }),
  z.object(
    buildNotEstimated([
      'nobody-improved',
      'everybody-improved',
      'no-variance',
      'separated',
      'did-not-converge',
    ]),
  ),
])

/** An estimate of the minimal important change by one method, in the unit of the scale. */
export type ThresholdEstimate = ValueOf<typeof threshold>

const threshold = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), method: z.enum(METHODS), n: count, estimate: z.number() },
    evidence: z.enum(['established', 'unconfirmed']),
    ...{ interval: z.nullable(interval), replicates: count, failed: count },
  }),
  z.object({
    ...buildNotEstimated([
      'nobody-improved',
      'everybody-improved',
      'no-variance',
      'separated',
      'did-not-converge',
      'no-cut-better-than-chance',
      'slope-not-positive',
    ]),
    ...{ method: z.enum(METHODS), n: count },
  }),
])

/** Thresholds from the spread of the scores alone; `null` if no reliability of the score is known. */
export type DistributionThresholds = ValueOf<typeof distribution>

const distribution = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), n: count, standardDeviation: z.number(), halfDeviation: z.number() },
    standardErrorOfMeasurement: z.nullable(z.number()),
    ...{ mdc90: z.nullable(z.number()), mdc95: z.nullable(z.number()) },
  }),
  z.object({ ...buildNotEstimated(['fewer-than-two', 'no-variance']), n: count }),
])

/** Every method side by side, as a member may see it. */
export type MeaningfulChangeEstimate = ValueOf<typeof estimated>

const estimated = z.object({
  kind: buildKind('estimated'),
  detail: z
    .enum(['whole', 'suppressed'])
    .check(z.describe('whole for members of every site. Others do not get groups, curves and cutoffs')),
  n: count,
  missing: z.nullable(count).check(z.describe('Asked, but without improvement or rating. null: suppressed')),
  minimallyImproved: z.tuple([z.number(), z.number()]),
  improvedFrom: z.number(),
  level: share,
  seed: count,
  anchor: z.object({
    correlation,
    rankCorrelation: correlation,
    tooWeak: z.boolean(),
    groups: z.array(
      z.object({
        ...{ anchor: z.number(), n: count, mean: z.number(), median: z.number() },
        standardDeviation: z.nullable(z.number()),
        curve,
      }),
    ),
    meanChange: groupMean,
    overUnchanged: groupMean,
  }),
  proportionImproved: z.nullable(share),
  proportionWarning: z
    .boolean()
    .check(
      z.describe(
        'true if the proportion is outside 0.3–0.7, where thresholds are biased toward the larger group',
      ),
    ),
  roc,
  logistic: z.union([...logistic.def.options, z.object(buildNotEstimated(['suppressed']))]),
  thresholds: z.array(threshold),
  distribution,
  cumulative: z.object({ leftOut: curve, notImproved: curve }),
})

/** How much change in one measure is meaningful, anchored on the study's global rating of change. */
export type MeaningfulChangeReply = Reply<typeof getMeaningfulChange>

export type MeaningfulChangeQuery = Query<typeof getMeaningfulChange>

export const getMeaningfulChange = {
  method: 'get',
  path: '/api/studies/{study}/analyses/meaningful-change',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Estimate how much change in one measure is meaningful, by several methods',
  description:
    'The anchor is the study’s global rating of change. Methods: mean change, ROC, predictive modeling and adjusted predictive modeling with bootstrap intervals, and distribution-based methods. The result includes the full distribution of improvement.',
  params: studyParams,
  query: z.strictObject({
    measure: score.check(z.describe('instrument/scale, or a domain of the study such as pain')),
    timepoint: occurrenceSchema,
    seed: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(2_147_483_647)), 1),
    replicates: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(2000)), 1000),
    ...attributeFilterQuery,
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    ...attributeFilterReply,
    timepoint: z.string(),
    measure: z.string(),
    anchorMeasure: z.nullable(z.string()),
    sitesLeftOut: suppressedSitesSchema,
    result: z.union([
      suppressed,
      z.object(buildNotEstimated(['no-anchor', 'anchor-has-no-unchanged', 'not-measured'])),
      estimated,
    ]),
  }),
  problems: cohortProblems,
} as const satisfies Contract
