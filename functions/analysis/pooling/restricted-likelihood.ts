import { computeWeightedSums, type SiteEstimate, type Tau2, typicalVariance } from './weighted-sums.ts'

const MAX_STEPS = 1000
/** Of the typical variance and τ²: the search ends when it moves by less. */
const TOLERANCE = 1e-13
/** Places for each factor of ten at which the search for tops looks first. */
const PLACES_PER_DECADE = 8
/** Of the smallest variance: below it another place for τ² is no other than 0. */
const SMALLEST_SHARE = 1e-3

/**
 * The τ² at which the restricted likelihood of the sites is highest, and not below 0. It may have several tops, when sites
 * of different precision disagree: all of them between 0 and the largest τ² that the effects allow are compared (13 of
 * 20,000 random sets have a lower one nearer to where a search begins).
 *
 * @param sites at least two, with variances above 0
 */
export function restrictedMaximumLikelihood(sites: readonly SiteEstimate[]): Tau2 {
  let best: Tau2 & { readonly height: number } = {
    ...{ tau2: 0, converged: true },
    height: isRising(sites, 0) ? Number.NEGATIVE_INFINITY : restrictedLogLikelihood(sites, 0),
  }
  let converged = true
  for (const [below, above] of listTops(sites)) {
    const top = climb(sites, below, above)
    converged &&= top.converged
    const height = restrictedLogLikelihood(sites, top.tau2)
    if (height > best.height) best = { ...top, height }
  }
  return { tau2: best.tau2, converged }
}

/** Of the effects at a τ², its constant left out: −½(Σ log(v + τ²) + log Σw + Q). */
export function restrictedLogLikelihood(sites: readonly SiteEstimate[], tau2: number): number {
  const { total, q } = computeWeightedSums(sites, tau2)
  const logVariances = sites.reduce((sum, { variance }) => sum + Math.log(variance + tau2), 0)
  return -(logVariances + Math.log(total) + q) / 2
}

/** Neighboring places of which the first lies on a rise and the second on a fall. */
function listTops(sites: readonly SiteEstimate[]): readonly (readonly [number, number])[] {
  const effects = sites.map(({ effect }) => effect)
  const smallest = SMALLEST_SHARE * Math.min(...sites.map(({ variance }) => variance))
  // Where τ² is larger than the square of the range, the likelihood falls.
  const largest = Math.max(smallest, (Math.max(...effects) - Math.min(...effects)) ** 2) * 4
  // Effects so far apart that their squares overflow: the caller refuses what comes of them.
  if (!Number.isFinite(largest / smallest)) return []
  const count = Math.ceil(PLACES_PER_DECADE * Math.log10(largest / smallest))
  const places = [
    0,
    ...Array.from({ length: count + 1 }, (_, at) => smallest * (largest / smallest) ** (at / count)),
  ]
  const rising = places.map((place) => isRising(sites, place))
  return places.flatMap((place, at) =>
    rising[at] && rising[at + 1] === false ? [[place, places[at + 1] as number] as const] : [],
  )
}

function isRising(sites: readonly SiteEstimate[], tau2: number): boolean {
  return computeScore(sites, tau2).slope > 0
}

/**
 * Fisher scoring (Viechtbauer, Journal of Educational and Behavioral Statistics 30:261, 2005) between a τ² on a rise of the
 * restricted likelihood and one on a fall. Where the expected curvature misjudges the likelihood, scoring alone swings from
 * side to side for ever: a step that is not half the one before it goes to the middle instead.
 */
function climb(sites: readonly SiteEstimate[], below: number, above: number): Tau2 {
  const typical = typicalVariance(sites)
  let [rising, falling] = [below, above]
  let tau2 = (below + above) / 2
  let lastMove = Number.POSITIVE_INFINITY
  for (let step = 0; step < MAX_STEPS; step++) {
    const { slope, curvature } = computeScore(sites, tau2)
    if (slope > 0) rising = tau2
    else falling = tau2
    const scored = tau2 + slope / curvature
    const slow = Math.abs(scored - tau2) > lastMove / 2
    const next = slow || scored >= falling || scored <= rising ? (rising + falling) / 2 : scored
    lastMove = Math.abs(next - tau2)
    if (lastMove <= TOLERANCE * (typical + tau2)) return { tau2: next, converged: true }
    tau2 = next
  }
  return { tau2, converged: false }
}

/** Twice the slope of the restricted log-likelihood, and twice its expected curvature. */
function computeScore(sites: readonly SiteEstimate[], tau2: number) {
  const { weights, total, mean, trace } = computeWeightedSums(sites, tau2)
  let [squares, cubes, spread] = [0, 0, 0]
  sites.forEach(({ effect }, at) => {
    const weight = weights[at] as number
    squares += weight ** 2
    cubes += weight ** 3
    spread += (weight * (effect - mean)) ** 2
  })
  return { slope: spread - trace, curvature: squares - (2 * cubes) / total + (squares / total) ** 2 }
}
