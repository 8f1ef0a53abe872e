import { normalQuantile, studentTQuantile } from '../statistics/distributions.ts'
import { requireCounts, requireLevel, wilsonFromRate } from '../statistics/wilson.ts'
import type { SiteProportion } from './pool-logits.ts'

/** The mean rate over clinics and how sure it is. Rates are from 0 to 1. */
export interface ClinicMean {
  readonly kind: 'pooled'
  readonly k: number
  readonly events: number
  readonly n: number
  /** Estimate of the mean of the clinics' true rates. */
  readonly rate: number
  /** `plainInterval`, widened to the Wilson interval at the effective sample size where it lies inside it. */
  readonly interval: readonly [number, number]
  /**
   * By t(k − 1) on the log odds: narrower than one sample of all participants when the clinics agree by chance; `null`
   * where it has no width, and where nobody or everybody had the event.
   */
  readonly plainInterval: readonly [number, number] | null
  /** Where the true rate of a further clinic lies; `null` when nobody or everybody had the event. */
  readonly predictionInterval: readonly [number, number] | null
  /** Correlation ρ between two participants of a clinic, 0 to 1. */
  readonly icc: number
  /** Participants of one sample without clinics that would say as much: Σ n/(1 + (n − 1)ρ). */
  readonly effectiveSampleSize: number
  /** Spread of the rates over what chance alone gives, Q/(k − 1) at ρ = 0. */
  readonly spreadRatio: number
  /** Of each clinic in the estimate, 0–100, in the order given. */
  readonly weights: readonly number[]
  readonly level: number
}

/** Places between 0 and 1, closer together near 0, at which the search for ρ looks first. */
const SCAN_STEPS = 40
/** Halvings until two doubles are next to each other. */
const MAX_HALVINGS = 60

/**
 * The mean of the clinics' true responder rates: what a patient at a clinic like these can expect, on the average over
 * clinics. Clinics are weighted by n/(1 + (n − 1)ρ), never by their own rates, so that the estimate is all but unbiased; ρ
 * solves Σw(p − π)²/(π(1 − π)) = k − 1 and is 0 where the clinics differ by no more than chance. The interval is that of
 * t(k − 1) on the log odds, and never narrower than Wilson's of all participants as one sample.
 *
 * @param sites in any order, at least one, each with at least one participant
 * @param options level of the intervals, default 0.95
 * @throws RangeError when the counts of a site are not counts, or the level is not between 0 and 1
 * @see J. C. Kleinman, JASA 68:46, 1973 (weights and ρ by moments); tests/simulation/pooling/ (why this interval)
 * @example
 * poolClinicMean([{ events: 19, n: 46 }, { events: 15, n: 35 }, { events: 11, n: 27 }, { events: 19, n: 48 }]).interval
 * // [0.336, 0.489]: the same as 64 of 156 as one sample, since the four clinics are closer than chance would have them
 */
export function poolClinicMean(
  sites: readonly SiteProportion[],
  options: { readonly level?: number } = {},
): ClinicMean {
  const { level = 0.95 } = options
  requireLevel(level)
  for (const { events, n } of sites) requireCounts(events, n)
  const k = sites.length
  const spreadRatio = k < 2 ? 0 : computeSpread(sites, 0).q / (k - 1)
  const icc = spreadRatio > 1 ? findIcc(sites) : 0
  const { rate, weights, total } = computeSpread(sites, icc)
  const t = k < 2 ? Number.NaN : studentTQuantile((1 + level) / 2, k - 1)
  const floor = wilsonFromRate(rate, total, normalQuantile((1 + level) / 2))
  const variance = 1 / (total * rate * (1 - rate))
  const plain = spreadRatio > 0 ? spanLogits(rate, t * Math.sqrt(variance * Math.min(1, spreadRatio))) : null
  return {
    ...{ kind: 'pooled', k, level, rate, icc, spreadRatio, effectiveSampleSize: total },
    events: sites.reduce((sum, { events }) => sum + events, 0),
    n: sites.reduce((sum, { n }) => sum + n, 0),
    interval: plain === null ? floor : [Math.min(plain[0], floor[0]), Math.max(plain[1], floor[1])],
    plainInterval: plain,
    // A standard deviation √(ρπ(1 − π)) of the rates is √(ρ/(π(1 − π))) of their log odds.
    predictionInterval: spanLogits(rate, t * Math.sqrt(icc / (rate * (1 - rate)) + variance)),
    weights: weights.map((weight) => (100 * weight) / total),
  }
}

/** As far on either side of a rate on the log odds; `null` where that is no number. */
function spanLogits(rate: number, half: number): [number, number] | null {
  const logit = Math.log(rate / (1 - rate))
  if (!Number.isFinite(logit) || !Number.isFinite(half)) return null
  return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))]
}

function computeSpread(sites: readonly SiteProportion[], icc: number) {
  const weights = sites.map(({ n }) => n / (1 + (n - 1) * icc))
  let total = 0
  let sum = 0
  sites.forEach(({ events, n }, at) => {
    total += weights[at] as number
    sum += ((weights[at] as number) * events) / n
  })
  // Nobody, or everybody: exactly 0 or 1, whatever the last digits of the sums.
  const isEvery = sites.every(({ events, n }) => events === n)
  const rate = isEvery ? 1 : sum / total
  const squares = sites.reduce(
    (into, { events, n }, at) => into + (weights[at] as number) * (events / n - rate) ** 2,
    0,
  )
  const q = squares === 0 ? 0 : squares / (rate * (1 - rate))
  return { weights, total, rate, q }
}

/**
 * The ρ at which the weighted spread of the rates is what k − 1 degrees of freedom give; 1 where even that is too little.
 * Now and then, with very unequal clinics, there are three of them: the search comes down from 1 and takes the largest.
 */
function findIcc(sites: readonly SiteProportion[]): number {
  const expected = sites.length - 1
  const isTooSmall = (icc: number) => computeSpread(sites, icc).q > expected
  if (isTooSmall(1)) return 1
  let step = SCAN_STEPS - 1
  while (step > 0 && !isTooSmall((step / SCAN_STEPS) ** 2)) step -= 1
  let [below, above] = [(step / SCAN_STEPS) ** 2, ((step + 1) / SCAN_STEPS) ** 2]
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const middle = (below + above) / 2
    if (isTooSmall(middle)) below = middle
    else above = middle
  }
  return (below + above) / 2
}
