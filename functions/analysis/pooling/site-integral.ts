import type { Quadrature } from '../statistics/quadrature.ts'
import type { SiteProportion } from './pool-logits.ts'
import { bernoulliVariance, inverseLogit, type LogLikelihood, SiteMoments } from './site-moments.ts'

/**
 * How a site's integral is computed, about the mode of the integrand and in the unit of its spread there.
 *
 * Adaptive Gauss–Hermite quadrature (Q. Liu & D. A. Pierce, Biometrika 81:624, 1994) needs few nodes where the integrand
 * is near to normal. Where a site has no events, or nothing else, and sites differ much, it falls off like a wall, and the
 * trapezoidal rule converges far sooner (L. N. Trefethen & J. A. C. Weideman, SIAM Review 56:385, 2014).
 */
export type Integration =
  | { readonly kind: 'gauss-hermite'; readonly quadrature: Quadrature }
  /** @param fineness of the steps: 1, 2, 4 … */
  | { readonly kind: 'trapezoid'; readonly fineness: number }

const MAX_STEPS = 100
/** Below it, as a log against the mode, the integrand no longer adds to the sum. */
const NEGLIGIBLE_LOG = -45
/** Longest steps of the trapezoid: in the unit of the spread, and of the logit, whose density has a pole at iπ. */
const STEP = { ofSpread: 0.5, ofLogit: 0.3 }

/**
 * The log-likelihood of sites of which each has a logit of its own, normal about μ; binomial coefficients left out.
 *
 * @param mu finite
 * @param sigma from 0, finite
 */
export function logLikelihood(
  sites: readonly SiteProportion[],
  mu: number,
  sigma: number,
  integration: Integration,
): Readonly<LogLikelihood> {
  const sums = { value: 0, byMu: 0, bySigma: 0, byMuMu: 0, byMuSigma: 0, bySigmaSigma: 0 }
  for (const site of sites) {
    const mode = findIntegrandMode(site, mu, sigma)
    const spread = 1 / Math.sqrt(1 + sigma * sigma * site.n * bernoulliVariance(mu + sigma * mode))
    const moments = new SiteMoments(site, mu, sigma, mode)
    if (integration.kind === 'gauss-hermite') addNodes(moments, mode, spread, integration.quadrature)
    else {
      const step = Math.min(STEP.ofSpread * spread, STEP.ofLogit / sigma) / integration.fineness
      addSteps(moments, mode, step)
    }
    moments.addTo(sums)
  }
  return sums
}

function addNodes(moments: SiteMoments, mode: number, spread: number, { nodes, weights }: Quadrature): void {
  for (let j = 0; j < nodes.length; j++) {
    const node = nodes[j] as number
    moments.add(mode + spread * node, spread * (weights[j] as number) * Math.exp((node * node) / 2))
  }
}

function addSteps(moments: SiteMoments, mode: number, step: number): void {
  const weight = step / Math.sqrt(2 * Math.PI)
  moments.add(mode, weight)
  // The integrand is log-concave: once it has become negligible it stays so.
  for (let i = 1; moments.add(mode + i * step, weight) > NEGLIGIBLE_LOG; i++);
  for (let i = 1; moments.add(mode - i * step, weight) > NEGLIGIBLE_LOG; i++);
}

/** Where the log of the integrand, which is concave, has its maximum: Newton's method, kept between both signs. */
function findIntegrandMode({ events, n }: SiteProportion, mu: number, sigma: number): number {
  if (sigma === 0) return 0
  let below = Number.NEGATIVE_INFINITY
  let above = Number.POSITIVE_INFINITY
  const observed = Math.log((events + 0.5) / (n - events + 0.5))
  const weight = ((events + 0.5) * (n - events + 0.5)) / (n + 1)
  let u = ((observed - mu) * sigma * weight) / (1 + sigma * sigma * weight)
  for (let step = 0; step < MAX_STEPS; step++) {
    const logit = mu + sigma * u
    const slope = sigma * (events - n * inverseLogit(logit)) - u
    if (slope > 0) below = u
    else above = u
    let next = u + slope / (1 + sigma * sigma * n * bernoulliVariance(logit))
    if (!(next >= below && next <= above)) next = (below + above) / 2
    // The rules need the mode only nearly; their sums are right about any place near it.
    if (Math.abs(next - u) <= 1e-9 * (1 + Math.abs(u))) return next
    u = next
  }
  return u
}
