import type { NotPooled } from '../../../web/api/analyses/pooling.ts'
import { requireCounts } from '../statistics/wilson.ts'
import { type Pooled, type PoolingOptions, poolEstimates } from './pooling.ts'
import type { SiteEstimate } from './weighted-sums.ts'

/** How many of a site's participants had the event. */
export interface SiteProportion {
  /** Whole, 0 to n. */
  readonly events: number
  /** Whole, at least 1. */
  readonly n: number
}

/**
 * Added to events and to non-events at a site where one of the two is 0, since such a site has no logit. Sites with both
 * are left as they are (metafor: measure "PLO", add 1/2 to "only0").
 */
export const CONTINUITY_CORRECTION = 0.5

/** Rates and interval ends are from 0 to 1; τ² is in squared log odds. */
export interface PooledLogits
  extends Pick<Pooled, 'kind' | 'k' | 'tau2' | 'tau2Interval' | 'i2' | 'weights'> {
  readonly rate: number
  readonly interval: readonly [number, number]
  readonly predictionInterval: readonly [number, number]
  /** How many sites needed the continuity correction. */
  readonly corrected: number
  /** The same before it was turned back from log odds, with the rules that were used. */
  readonly logit: Pooled
}

/**
 * Log odds of a proportion, and their variance 1/events + 1/(n − events).
 *
 * @throws RangeError when the counts are not counts
 */
export function computeLogit({ events, n }: SiteProportion): SiteEstimate {
  requireCounts(events, n)
  const correction = isCorrectionNeeded({ events, n }) ? CONTINUITY_CORRECTION : 0
  const met = events + correction
  const notMet = n - events + correction
  return { effect: Math.log(met / notMet), variance: 1 / met + 1 / notMet }
}

/**
 * Random-effects pooling of proportions on the logit scale, turned back to a rate: that of a typical site, which is not
 * the share among all participants together.
 *
 * @param sites in any order, each with at least one participant
 * @returns refused when there are fewer than three sites, and when all have no event or nothing else: only the continuity
 *   correction would then say how rare it is
 * @throws RangeError when the counts of a site are not counts
 */
export function poolLogits(
  sites: readonly SiteProportion[],
  options: PoolingOptions = {},
): PooledLogits | NotPooled {
  const logits = sites.map(computeLogit)
  const pooled = poolEstimates(logits, options)
  if (pooled.kind === 'not-pooled') return pooled
  if (sites.every(({ events }) => events === 0))
    return { kind: 'not-pooled', reason: 'no-events-at-any-site' }
  if (sites.every(({ events, n }) => events === n)) {
    return { kind: 'not-pooled', reason: 'only-events-at-every-site' }
  }
  const { k, tau2, tau2Interval, i2, weights } = pooled
  return {
    kind: 'pooled',
    k,
    rate: inverseLogit(pooled.estimate),
    interval: [inverseLogit(pooled.interval[0]), inverseLogit(pooled.interval[1])],
    predictionInterval: [
      inverseLogit(pooled.predictionInterval[0]),
      inverseLogit(pooled.predictionInterval[1]),
    ],
    tau2,
    tau2Interval,
    i2,
    weights,
    corrected: sites.filter(isCorrectionNeeded).length,
    logit: pooled,
  }
}

function isCorrectionNeeded({ events, n }: SiteProportion): boolean {
  return events === 0 || events === n
}

function inverseLogit(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
