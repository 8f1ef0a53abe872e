import type { Tau2Interval } from '../../../web/api/analyses/pooling.ts'
import { chiSquareQuantile } from '../statistics/distributions.ts'
import { findTau2AtQ } from './between-site-variance.ts'
import { computeI2, computeWeightedSums, type SiteEstimate, typicalVariance } from './weighted-sums.ts'

/**
 * The values of τ² at which the generalised Q is neither too large nor too small for a chi-square of k − 1 degrees of
 * freedom (W. Viechtbauer, Statistics in Medicine 26:37, 2007). It does not depend on how τ² was estimated and need not
 * hold the estimate.
 *
 * @param sites at least two, with variances above 0
 * @param level above 0 and below 1
 * @returns `undefined` when a search did not end
 */
export function tau2Interval(sites: readonly SiteEstimate[], level: number): Tau2Interval | undefined {
  const df = sites.length - 1
  const small = chiSquareQuantile((1 - level) / 2, df)
  const large = chiSquareQuantile((1 + level) / 2, df)
  const lower = findTau2AtQ(sites, large)
  const upper = findTau2AtQ(sites, small)
  if (!lower.converged || !upper.converged) return undefined
  const typical = typicalVariance(sites)
  const atNone = computeWeightedSums(sites, 0).q
  // Even at τ² = 0 the sites differ too little: no τ² fits, which is no interval from 0 to 0.
  if (atNone < small) return { method: 'Q-profile', level, tau2: null, i2: null, atZero: 'both' }
  return {
    method: 'Q-profile',
    level,
    tau2: [lower.tau2, upper.tau2],
    i2: [computeI2(lower.tau2, typical), computeI2(upper.tau2, typical)],
    atZero: atNone < large ? 'lower' : 'none',
  }
}
