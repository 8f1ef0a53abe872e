import type {
  IntervalRule,
  NotPooled,
  PoolingDetail,
  PredictionRule,
  Tau2Method,
} from '../../../web/api/analyses/pooling.ts'
import { chiSquareUpperTail, studentTQuantile } from '../statistics/distributions.ts'
import { requireLevel } from '../statistics/wilson.ts'
import { betweenSiteVariance } from './between-site-variance.ts'
import { tau2Interval } from './tau2-interval.ts'
import { computeI2, computeWeightedSums, type SiteEstimate, typicalVariance } from './weighted-sums.ts'

export type { SiteEstimate } from './weighted-sums.ts'

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

/** Effects and their errors are in the unit of the sites' effects. */
export type Pooled = Omit<PoolingDetail, 'method' | 'sites'> & {
  readonly kind: 'pooled'
  readonly estimate: number
  readonly standardError: number
  /** Confidence interval of the mean over sites, with t(k−1). */
  readonly interval: readonly [number, number]
  /** Where the true effect of a further site like these lies. */
  readonly predictionInterval: readonly [number, number]
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
  if (![mean, prediction, q, i2, ...(ofTau2.tau2 ?? []), ...(ofTau2.i2 ?? [])].every(Number.isFinite))
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

function refuse(sites: readonly SiteEstimate[]): NotPooled['reason'] | undefined {
  if (sites.some(({ effect, variance }) => !Number.isFinite(effect) || !Number.isFinite(variance))) {
    return 'estimate-not-finite'
  }
  if (sites.some(({ variance }) => variance <= 0)) return 'variance-not-positive'
  return sites.length < 3 ? 'fewer-than-three-sites' : undefined
}
