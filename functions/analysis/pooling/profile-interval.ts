import type { ProfileInterval } from '../../../web/api/analyses/pooling.ts'
import { normalQuantile } from '../statistics/distributions.ts'
import { findFallingRoot } from '../statistics/falling-root.ts'
import { computeUntilStable, type IntegrationRule } from './compute-until-stable.ts'
import { climbSigma, computePeakAtMu, findHighestPeak, type Peak } from './likelihood-peak.ts'
import type { SiteProportion } from './pool-logits.ts'
import type { Integration } from './site-integral.ts'

/** Of the log-likelihood: by more another top is higher. */
const HIGHER_PEAK_TOLERANCE = 1e-9
/** A search for τ needs a start above 0. */
const MIN_START = 0.1

/**
 * The μ at which the likelihood, at the best τ for each, is not too far below its top: twice the log-likelihood falls by a
 * quantile of chi-square with 1 df. Wider than the normal interval on the side where the data say less.
 *
 * @param standardError of μ, the scale of the search
 */
export function profileInterval(
  sites: readonly SiteProportion[],
  peak: Peak,
  standardError: number,
  level: number,
  only?: IntegrationRule,
): ProfileInterval {
  const z = normalQuantile((1 + level) / 2)
  const distances = [-1, 1].map((direction) =>
    computeUntilStable<number>(
      (integration, before) =>
        findEndDistance(sites, peak, { direction, z, start: before ?? z * standardError }, integration),
      (coarse, fine) => Math.abs(fine - coarse) <= 1e-8 * fine,
      only,
    ),
  )
  const [below, above] = distances
  return below === undefined || above === undefined
    ? { kind: 'not-estimated', reason: 'likelihood-did-not-settle' }
    : { kind: 'estimated', interval: [peak.mu - below.result, peak.mu + above.result] }
}

interface EndSearch {
  /** −1 or 1. */
  readonly direction: number
  readonly z: number
  /** The distance of an end nearby. */
  readonly start: number
}

/** How far the end is from the estimate. */
function findEndDistance(
  sites: readonly SiteProportion[],
  peak: Peak,
  search: EndSearch,
  integration: Integration,
): number | undefined {
  const createProfile = (distance: number) => (sigma: number) =>
    computePeakAtMu(sites, peak.mu + search.direction * distance, sigma, integration)
  const top = createProfile(0)(peak.sigma).here.value
  let sigma = peak.sigma
  const following = searchEnd(top, search, (distance) => {
    const best = climbSigma(createProfile(distance), Math.max(MIN_START, sigma))
    sigma = best?.sigma ?? sigma
    return best
  })
  const highest = following && findHighestPeak(createProfile(following.distance))
  if (following === undefined || highest === undefined) return undefined
  if (highest.here.value <= following.value + HIGHER_PEAK_TOLERANCE) return following.distance
  // On the way out another top over τ has become the higher one.
  return searchEnd(top, search, (distance) => findHighestPeak(createProfile(distance)))?.distance
}

function searchEnd(
  top: number,
  { direction, z, start }: EndSearch,
  findPeak: (distance: number) => Peak | undefined,
): { readonly distance: number; readonly value: number } | undefined {
  const found = findFallingRoot(
    (distance) => {
      const here = findPeak(distance)?.here
      if (here === undefined) return { value: Number.NaN, slope: Number.NaN, height: Number.NaN }
      // z less the root of twice the fall of the log-likelihood is near to a straight line.
      const root = Math.sqrt(Math.max(0, 2 * (top - here.value)))
      return { value: z - root, slope: (direction * here.byMu) / root, height: here.value }
    },
    start,
    { longest: 4 * start, enough: 1e-10 * start, above: 0 },
  )
  return found && { distance: found.place, value: found.here.height }
}
