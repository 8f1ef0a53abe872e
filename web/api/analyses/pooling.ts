import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import {
  buildKind,
  buildNotEstimated,
  count,
  interval,
  share,
  suppressed,
} from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

const TAU2_METHODS = ['REML', 'DL', 'PM'] as const

/** Restricted maximum likelihood, DerSimonian–Laird or Paule–Mandel. */
export type Tau2Method = (typeof TAU2_METHODS)[number]

const INTERVAL_RULES = ['hartung-knapp', 'modified-hartung-knapp'] as const

/**
 * Standard error of the pooled effect. Plain Hartung–Knapp multiplies the conventional variance by q = Σw(y−μ)²/(k−1);
 * modified never by less than 1, so that sites that agree by chance do not make the interval shorter than without
 * heterogeneity (Röver, Knapp & Friede, BMC Medical Research Methodology 15:99, 2015, PMC4647507).
 */
export type IntervalRule = (typeof INTERVAL_RULES)[number]

const PREDICTION_RULES = ['hartung-knapp-t(k-1)', 'conventional-t(k-2)'] as const

/**
 * Prediction interval: with the Hartung–Knapp error and t(k−1), as metafor does, or with the conventional error and t(k−2)
 * (Higgins, Thompson & Spiegelhalter, JRSS A 172:137, 2009). The second is much the wider with few sites.
 */
export type PredictionRule = (typeof PREDICTION_RULES)[number]

/** Rules by which sites are pooled. */
export type PoolingRules = {
  readonly tau2: Tau2Method
  readonly interval: IntervalRule
  readonly prediction: PredictionRule
}

const RATE_METHODS = ['clinic-mean', 'clinic-mean-plain', 'two-stage'] as const

/**
 * How the responder rate is pooled. `clinic-mean`: mean of the clinics' rates, weights n/(1 + (n − 1)ρ), t(k − 1), never
 * narrower than all participants as one sample. `clinic-mean-plain`: without that floor. `two-stage`: the rate of a typical
 * clinic by the variances of the logits.
 */
export type RateMethod = (typeof RATE_METHODS)[number]

/** How rates are pooled, as a query asks for it, beside {@link poolingQuery}. */
export const rateMethodQuery = {
  rateMethod: z
    ._default(z.enum(RATE_METHODS), 'clinic-mean')
    .check(
      z.describe(
        'clinic-mean: mean rate over clinics, never narrower than all participants as one sample. clinic-mean-plain: without that floor. two-stage: the rate of a typical clinic, by tau2, interval and prediction',
      ),
    ),
}

/** How sites are pooled, as a query asks for it. */
export const poolingQuery = {
  tau2: z
    ._default(z.enum(TAU2_METHODS), 'REML')
    .check(z.describe('Estimator of the variance between sites: REML, DerSimonian–Laird or Paule–Mandel')),
  interval: z
    ._default(z.enum(INTERVAL_RULES), 'hartung-knapp')
    .check(z.describe('The modified rule never gives a standard error below the conventional one')),
  prediction: z._default(z.enum(PREDICTION_RULES), 'hartung-knapp-t(k-1)'),
}

const shareInterval = z.tuple([share, share])

/** An estimate of all sites as a release gives it: without what could be solved for one site's numbers. */
const rounded = {
  ...{ kind: buildKind('rounded'), k: count.check(z.describe('Number of pooled sites')), level: share },
  method: z.string(),
}

/** A pooled rate in whole percent; where a site is suppressed in steps of five or ten, without intervals. */
export const roundedRate = z.object({
  ...rounded,
  step: share.check(z.describe('Rounded to multiples of this, as are the other rates of all sites')),
  rate: share,
  interval: z
    .nullable(shareInterval)
    .check(z.describe('null where a site is suppressed: an interval would give its count away')),
  predictionInterval: z.nullable(shareInterval),
})

/** A pooled mean to a hundredth of the score's range. */
export const roundedMean = z.object({
  ...rounded,
  ...{ estimate: z.number(), interval, predictionInterval: interval },
})

/** No pooled estimate, with the reason. Two sites do not show how much sites differ. */
export type NotPooled = ValueOf<typeof notPooled>

export const notPooled = z.object({
  kind: buildKind('not-pooled'),
  reason: z.enum([
    'fewer-than-three-sites',
    'variance-not-positive',
    'estimate-not-finite',
    'no-events-at-any-site',
    'only-events-at-every-site',
    'tau2-did-not-converge',
    'no-rate',
  ]),
})

/** Q-profile interval of τ² and I². `atZero`: the limits that are 0 because no positive value fits; `both`: no value
 * fits, and there is no interval. */
export type Tau2Interval = ValueOf<typeof tau2Interval>

const tau2Interval = z.object({
  method: z.string(),
  level: share,
  tau2: z.nullable(interval),
  i2: z.nullable(interval),
  atZero: z
    .enum(['none', 'lower', 'both'])
    .check(
      z.describe(
        'Which limits are 0 because no positive value fits; both: no value fits, the intervals are null',
      ),
    ),
})

/** What accompanies every pooled estimate: heterogeneity, the rules, and the weights of the sites. */
export type PoolingDetail = ValueOf<z.ZodMiniObject<typeof poolingDetail>>

export const poolingDetail = {
  k: count.check(z.describe('Number of pooled sites')),
  level: share,
  tau2: z.number().check(z.describe('Variance of the true effects between sites')),
  tau2Method: z.enum(TAU2_METHODS),
  tau2Interval,
  i2: z.number().check(z.describe('Percentage of the variance that is between sites, 0–100')),
  q: z.object({ value: z.number(), df: count, p: share }).check(z.describe('Cochran’s Q')),
  intervalRule: z.enum(INTERVAL_RULES),
  intervalDf: count,
  predictionRule: z.enum(PREDICTION_RULES),
  predictionDf: count,
  method: z.string(),
  sites: z
    .array(z.object({ site: idSchema, weight: z.number() }))
    .check(
      z.describe(
        'The pooled sites and their weights, 0–100. Members of all sites see every site. Others see only the sites that anyone may see',
      ),
    ),
}

/** Profile likelihood interval; none if a limit lies where the integrals are not precise enough. */
export type ProfileInterval = ValueOf<typeof profile>

const profile = z.union([
  z.object({ kind: buildKind('estimated'), interval }),
  z.object(buildNotEstimated(['likelihood-did-not-settle'])),
])

/** Sites pooled in one binomial mixed model: the rate of a typical site, not the share of all participants. */
export type OneStageRate = ValueOf<typeof oneStage>

const oneStage = z.union([
  z.object({
    kind: buildKind('not-pooled'),
    reason: z.enum([
      'fewer-than-three-sites',
      'no-events-at-any-site',
      'only-events-at-every-site',
      'every-site-all-or-none',
      'likelihood-did-not-settle',
    ]),
  }),
  z.object({
    ...{ kind: buildKind('pooled'), method: z.string(), k: count, n: count, events: count },
    logit: z.object({ estimate: z.number(), standardError: z.number(), wald: interval, profile }),
    rate: z.object({ estimate: share, wald: shareInterval, profile }),
    ...{ level: share, tau2: z.number() },
    tau2Test: z.object({ statistic: z.number(), p: share, reference: z.string() }),
    ...{ logLikelihood: z.number(), integration: z.string() },
  }),
])

const clinicMean = z.object({
  ...{ rate: share, interval: shareInterval },
  plainInterval: z
    .nullable(shareInterval)
    .check(z.describe('By t(k − 1) alone; null if the clinics’ rates are all the same')),
  icc: share.check(z.describe('Correlation of two participants of one clinic')),
  effectiveSampleSize: z.number().check(z.describe('Σ n/(1 + (n − 1)·icc)')),
  spreadRatio: z.number().check(z.describe('Spread of the clinics’ rates over what chance gives')),
  ...{ n: count, events: count },
})

const twoStage = z.object({
  ...{ rate: share, interval: shareInterval, predictionInterval: shareInterval },
  corrected: count.check(z.describe('Number of sites where 1/2 was added to both counts because one was 0')),
})

/** The responder rate over clinics, 0–1, by the method asked for, with the other methods and without each site. */
export type PooledRate = ValueOf<typeof pooledRate>

export const pooledRate = z.union([
  notPooled,
  suppressed,
  roundedRate,
  z.object({
    ...{ kind: buildKind('pooled'), rateMethod: z.enum(RATE_METHODS) },
    ...{ rate: share, interval: shareInterval, predictionInterval: shareInterval },
    ...poolingDetail,
    clinicMean: clinicMean.check(z.describe('Mean of the clinics’ true rates, with and without the floor')),
    twoStage: twoStage.check(
      z.describe(
        'The rate of a typical clinic: random effects of the logits, to which tau2, i2 and q belong',
      ),
    ),
    oneStage: oneStage.check(
      z.describe('One binomial mixed model of all sites, without a continuity correction'),
    ),
    withoutEach: z
      .array(
        z.union([
          z.extend(notPooled, { without: idSchema }),
          z.object({
            ...{ without: idSchema, kind: buildKind('pooled'), rate: share, interval: shareInterval },
            ...{ tau2: z.number(), i2: z.number() },
          }),
        ]),
      )
      .check(z.describe('The pooled rate, leaving out one site at a time')),
  }),
])
