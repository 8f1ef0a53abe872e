import { chiSquareUpperTail, studentTQuantile } from '../statistics/distributions.ts'
import { requireLevel } from '../statistics/wilson.ts'
import {
  betweenSiteVariance,
  computeI2,
  computeWeightedSums,
  type SiteEstimate,
  type Tau2Method,
  typicalVariance,
} from './between-site-variance.ts'
import { type Tau2Interval, tau2Interval } from './tau2-interval.ts'

export type { SiteEstimate, Tau2Method } from './between-site-variance.ts'
export type { Tau2AtZero, Tau2Interval } from './tau2-interval.ts'

/**
 * How the standard error of the pooled effect is made. Plain Hartung–Knapp multiplies the conventional variance by
 * q = Σw(y−μ)²/(k−1); modified never by less than 1, so that sites that agree by chance do not make the interval shorter
 * than without heterogeneity (Röver, Knapp & Friede, BMC Medical Research Methodology 15:99, 2015, PMC4647507).
 */
export type IntervalRule = 'hartung-knapp' | 'modified-hartung-knapp'

/**
 * How the prediction interval is made: with the Hartung–Knapp error and t(k−1), as metafor does, or with the conventional
 * error and t(k−2) (Higgins, Thompson & Spiegelhalter, JRSS A 172:137, 2009). The second is much the wider with few sites.
 */
export type PredictionRule = 'hartung-knapp-t(k-1)' | 'conventional-t(k-2)'

export interface PoolingOptions {
  /** Default REML. */
  readonly tau2?: Tau2Method
  /** Default plain Hartung–Knapp. */
  readonly interval?: IntervalRule
  /** Default as metafor: Hartung–Knapp, t(k−1). */
  readonly prediction?: PredictionRule
  /** Of all intervals; default 0.95. */
  readonly level?: number
}

/** Why sites are shown but not pooled. */
export type NotPooledReason =
  /** Two sites say nothing of how much sites differ. */
  | 'fewer-than-three-sites'
  /** A site without a variance would have all the weight. */
  | 'variance-not-positive'
  | 'estimate-not-finite'
  | 'no-events-at-any-site'
  | 'only-events-at-every-site'
  | 'tau2-did-not-converge'

export interface NotPooled {
  readonly kind: 'not-pooled'
  readonly reason: NotPooledReason
}

/** Effects and their errors are in the unit of the sites' effects. */
export interface Pooled {
  readonly kind: 'pooled'
  /** Number of sites. */
  readonly k: number
  readonly estimate: number
  readonly standardError: number
  /** Confidence interval of the mean over sites, with t(k−1). */
  readonly interval: readonly [number, number]
  /** The rule that made the interval: the modified one also where the plain one would give it no width. */
  readonly intervalRule: IntervalRule
  /** Degrees of freedom of the t that it was made with: k − 1. */
  readonly intervalDf: number
  /** Where the true effect of a further site like these lies. */
  readonly predictionInterval: readonly [number, number]
  readonly predictionRule: PredictionRule
  /** Degrees of freedom of the t that it was made with: k − 1 or k − 2, by the rule. */
  readonly predictionDf: number
  readonly level: number
  /** Variance of the true effects between sites. */
  readonly tau2: number
  readonly tau2Method: Tau2Method
  /** Of τ² and of I², at the same level. */
  readonly tau2Interval: Tau2Interval
  /** Percentage of the variance that is between sites, 0–100, as metafor: 100·τ²/(τ² + typical variance within). */
  readonly i2: number
  /** Cochran's Q, with its degrees of freedom and p value. */
  readonly q: { readonly value: number; readonly df: number; readonly p: number }
  /** Of each site in the estimate, 0–100, in the order given. */
  readonly weights: readonly number[]
}

/**
 * Random-effects pooling of one estimate per site.
 *
 * @param sites in any order; fewer than three are refused, not pooled
 * @returns the pooled effect, or the reason why there is none; never a number that is not one
 * @throws RangeError when the level is not between 0 and 1
 */
export function poolEstimates(
  sites: readonly SiteEstimate[],
  options: PoolingOptions = {},
): Pooled | NotPooled {
  const {
    tau2: tau2Method = 'REML',
    prediction: predictionRule = 'hartung-knapp-t(k-1)',
    level = 0.95,
  } = options
  requireLevel(level)
  const refusal = refuse(sites)
  if (refusal !== undefined) return { kind: 'not-pooled', reason: refusal }

  const k = sites.length
  const { tau2, converged } = betweenSiteVariance(sites, tau2Method)
  const ofTau2 = tau2Interval(sites, level)
  if (!converged || ofTau2 === undefined) return { kind: 'not-pooled', reason: 'tau2-did-not-converge' }
  const { mean, total, q, weights } = computeWeightedSums(sites, tau2)
  const ratio = q / (k - 1)
  // All sites alike: plain Hartung–Knapp would claim to know the mean exactly.
  const alike = ratio <= 1e-12
  const intervalRule = alike ? 'modified-hartung-knapp' : (options.interval ?? 'hartung-knapp')
  const conventionalError = Math.sqrt(1 / total)
  const standardError =
    conventionalError * Math.sqrt(intervalRule === 'hartung-knapp' ? ratio : Math.max(1, ratio))

  const tail = (1 + level) / 2
  const buildInterval = (halfWidth: number) => [mean - halfWidth, mean + halfWidth] as const
  const [predictionDf, predictionError] =
    predictionRule === 'hartung-knapp-t(k-1)' ? [k - 1, standardError] : [k - 2, conventionalError]
  const prediction = studentTQuantile(tail, predictionDf) * Math.hypot(Math.sqrt(tau2), predictionError)
  const i2 = computeI2(tau2, typicalVariance(sites))
  // Effects or weights so far apart that their squares overflow.
  if (![mean, prediction, q, i2, ...ofTau2.tau2, ...ofTau2.i2].every(Number.isFinite))
    return { kind: 'not-pooled', reason: 'estimate-not-finite' }
  const heterogeneity = computeWeightedSums(sites, 0).q

  return {
    kind: 'pooled',
    k,
    estimate: mean,
    standardError,
    interval: buildInterval(studentTQuantile(tail, k - 1) * standardError),
    intervalRule,
    intervalDf: k - 1,
    predictionInterval: buildInterval(prediction),
    predictionRule,
    predictionDf,
    level,
    tau2,
    tau2Method,
    tau2Interval: ofTau2,
    i2,
    q: { value: heterogeneity, df: k - 1, p: chiSquareUpperTail(heterogeneity, k - 1) },
    weights: weights.map((weight) => (100 * weight) / total),
  }
}

/**
 * The pooled effect without each site in turn, in the order given: shows whether one site carries the result.
 * Three sites leave two, so that each of these is refused.
 */
export function leaveOneSiteOut(
  sites: readonly SiteEstimate[],
  options: PoolingOptions = {},
): readonly (Pooled | NotPooled)[] {
  return poolWithoutEachSite(sites, (rest) => poolEstimates(rest, options))
}

/** What is made of the sites without each one in turn, in the order given. */
export function poolWithoutEachSite<Site, Result>(
  sites: readonly Site[],
  pool: (rest: readonly Site[]) => Result,
): readonly Result[] {
  return sites.map((_, left) => pool(sites.filter((_site, at) => at !== left)))
}

function refuse(sites: readonly SiteEstimate[]): NotPooledReason | undefined {
  if (sites.some(({ effect, variance }) => !Number.isFinite(effect) || !Number.isFinite(variance))) {
    return 'estimate-not-finite'
  }
  if (sites.some(({ variance }) => variance <= 0)) return 'variance-not-positive'
  return sites.length < 3 ? 'fewer-than-three-sites' : undefined
}
