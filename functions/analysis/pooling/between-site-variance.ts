import type { Tau2Method } from '../../../web/api/analyses/pooling.ts'
import { restrictedMaximumLikelihood } from './restricted-likelihood.ts'
import { computeWeightedSums, type SiteEstimate, type Tau2, typicalVariance } from './weighted-sums.ts'

const MAX_STEPS = 1000
/** Of the typical variance: the search ends when it moves by less. */
const TOLERANCE = 1e-13

/**
 * Variance of the true effects between sites, τ², from 0. All three give 0 when the sites differ by no more than chance.
 *
 * @param sites at least two, with variances above 0
 * @returns in the squared unit of the effects; `converged` is false when the search did not end
 * @see Veroniki et al., Research Synthesis Methods 7:55, 2016
 */
export function betweenSiteVariance(sites: readonly SiteEstimate[], method: Tau2Method): Tau2 {
  if (method === 'DL') return { tau2: derSimonianLaird(sites), converged: true }
  // Paule & Mandel, Journal of Research of the National Bureau of Standards 87:377, 1982.
  return method === 'PM' ? findTau2AtQ(sites, sites.length - 1) : restrictedMaximumLikelihood(sites)
}

/**
 * The τ² at which the generalised Q is as given; 0 where it is less already at 0. Q falls with τ² and is convex, so that
 * Newton's method from 0 comes up from below and cannot overshoot.
 *
 * @param q above 0
 */
export function findTau2AtQ(sites: readonly SiteEstimate[], q: number): Tau2 {
  const smallest = TOLERANCE * typicalVariance(sites)
  let tau2 = 0
  for (let step = 0; step < MAX_STEPS; step++) {
    const { weights, mean, q: here } = computeWeightedSums(sites, tau2)
    const slope = sum(sites.map(({ effect }, i) => ((weights[i] ?? 0) * (effect - mean)) ** 2))
    const change = slope === 0 ? 0 : (here - q) / slope
    if (change <= Math.max(smallest, 4 * Number.EPSILON * tau2)) return { tau2, converged: true }
    tau2 += change
  }
  return { tau2, converged: false }
}

/** DerSimonian & Laird, Controlled Clinical Trials 7:177, 1986. */
function derSimonianLaird(sites: readonly SiteEstimate[]): number {
  const { q, trace } = computeWeightedSums(sites, 0)
  return Math.max(0, (q - (sites.length - 1)) / trace)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
