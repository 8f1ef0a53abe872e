import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { buildKind, count, interval, share } from '../schemas/analysis-schemas.ts'

const TAU2_METHODS = ['REML', 'DL', 'PM'] as const
const INTERVAL_RULES = ['hartung-knapp', 'modified-hartung-knapp'] as const
const PREDICTION_RULES = ['hartung-knapp-t(k-1)', 'conventional-t(k-2)'] as const

/** How sites are pooled, as a query asks for it. */
export const poolingQuery = {
  tau2: z
    .enum(TAU2_METHODS)
    .default('REML')
    .describe('Estimator of the variance between sites: REML, DerSimonian–Laird or Paule–Mandel'),
  interval: z
    .enum(INTERVAL_RULES)
    .default('hartung-knapp')
    .describe('The modified rule never gives a standard error below the conventional one'),
  prediction: z.enum(PREDICTION_RULES).default('hartung-knapp-t(k-1)'),
}

const shareInterval = z.tuple([share, share])

export const notPooled = z.object({ kind: buildKind('not-pooled'), reason: z.string() })

export const poolingDetail = {
  k: count.describe('Number of pooled sites'),
  level: share,
  tau2: z.number().describe('Variance of the true effects between sites'),
  tau2Method: z.enum(TAU2_METHODS),
  tau2Interval: z.object({
    method: z.string(),
    level: share,
    tau2: interval,
    i2: interval,
    atZero: z.enum(['none', 'lower', 'both']).describe('Which limits are 0 because no positive value fits'),
  }),
  i2: z.number().describe('Percentage of the variance that is between sites, 0–100'),
  q: z.object({ value: z.number(), df: count, p: share }).describe('Cochran’s Q'),
  intervalRule: z.enum(INTERVAL_RULES),
  intervalDf: count,
  predictionRule: z.enum(PREDICTION_RULES),
  predictionDf: count,
  method: z.string(),
  sites: z
    .array(z.object({ site: idSchema, weight: z.number() }))
    .describe(
      'The pooled sites and their weights, 0–100. Members of all sites see every site. Others see only the sites that anyone may see',
    ),
}

const profile = z.union([
  z.object({ kind: buildKind('estimated'), interval }),
  z.object({ kind: buildKind('not-estimated'), reason: z.string() }),
])

const oneStage = z.union([
  notPooled,
  z.object({
    ...{ kind: buildKind('pooled'), method: z.string(), k: count, n: count, events: count },
    logit: z.object({ estimate: z.number(), standardError: z.number(), wald: interval, profile }),
    rate: z.object({ estimate: share, wald: shareInterval, profile }),
    ...{ level: share, tau2: z.number() },
    tau2Test: z.object({ statistic: z.number(), p: share, reference: z.string() }),
    ...{ logLikelihood: z.number(), integration: z.string() },
  }),
])

export const pooledRate = z.union([
  notPooled,
  z.object({
    ...{ kind: buildKind('pooled'), rate: share, interval: shareInterval, predictionInterval: shareInterval },
    corrected: count.describe('Number of sites where 1/2 was added to both counts because one was 0'),
    ...poolingDetail,
    oneStage: oneStage.describe('One binomial mixed model of all sites, without a continuity correction'),
    withoutEach: z
      .array(
        z.union([
          notPooled.extend({ without: idSchema }),
          z.object({
            ...{ without: idSchema, kind: buildKind('pooled'), rate: share, interval: shareInterval },
            ...{ tau2: z.number(), i2: z.number() },
          }),
        ]),
      )
      .describe('The pooled rate, leaving out one site at a time'),
  }),
])
