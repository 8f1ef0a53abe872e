import type { Tau2Method } from '../../../web/api/analyses/pooling.ts'

/** What one site contributes to a pooled estimate. */
export interface SiteEstimate {
  /** In the unit of the outcome, or on the scale on which it is pooled. */
  readonly effect: number
  /** Of the effect: the square of its standard error; above 0. */
  readonly variance: number
}

/** Sums over the sites at weights 1/(variance + τ²), from which everything else follows. */
export interface WeightedSums {
  readonly weights: readonly number[]
  /** Σw */
  readonly total: number
  /** The weighted mean. */
  readonly mean: number
  /** Σw(effect − mean)², the generalised Q. */
  readonly q: number
  /** tr P = Σw − Σw²/Σw */
  readonly trace: number
}

export interface Tau2 {
  readonly tau2: number
  readonly converged: boolean
}

const MAX_STEPS = 1000
/** Of the typical variance: the search ends when it moves by less. */
const TOLERANCE = 1e-13

export function computeWeightedSums(sites: readonly SiteEstimate[], tau2: number): WeightedSums {
  const weights = sites.map(({ variance }) => 1 / (variance + tau2))
  const total = sum(weights)
  const mean = sum(sites.map(({ effect }, i) => effect * (weights[i] ?? 0))) / total
  const q = sum(sites.map(({ effect }, i) => (weights[i] ?? 0) * (effect - mean) ** 2))
  return { weights, total, mean, q, trace: total - sum(weights.map((w) => w * w)) / total }
}

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

/** Variance within the sites, as I² compares it with τ² (Higgins & Thompson, Statistics in Medicine 21:1539, 2002). */
export function typicalVariance(sites: readonly SiteEstimate[]): number {
  return (sites.length - 1) / computeWeightedSums(sites, 0).trace
}

/** τ² as a share of the variance, 0–100. */
export function computeI2(tau2: number, typical: number): number {
  return 100 * (tau2 / (tau2 + typical))
}

/** DerSimonian & Laird, Controlled Clinical Trials 7:177, 1986. */
function derSimonianLaird(sites: readonly SiteEstimate[]): number {
  const { q, trace } = computeWeightedSums(sites, 0)
  return Math.max(0, (q - (sites.length - 1)) / trace)
}

/**
 * Fisher scoring from the Hedges–Olkin estimate and not below 0 (Viechtbauer, Journal of Educational and Behavioral
 * Statistics 30:261, 2005), kept between the highest τ² known to lie on a rise of the restricted likelihood and the lowest
 * known to lie on a fall. Where the expected curvature misjudges the likelihood, scoring alone swings from side to side
 * for ever: a step that is not half the one before it goes to the middle instead.
 */
function restrictedMaximumLikelihood(sites: readonly SiteEstimate[]): Tau2 {
  const typical = typicalVariance(sites)
  let rising = 0
  let falling = Number.POSITIVE_INFINITY
  let tau2 = hedgesOlkin(sites)
  let lastMove = Number.POSITIVE_INFINITY
  for (let step = 0; step < MAX_STEPS; step++) {
    const change = fisherScoringStep(sites, tau2)
    if (change > 0) rising = tau2
    else falling = tau2
    const scored = Math.max(rising, tau2 + change)
    const slow = Math.abs(scored - tau2) > lastMove / 2
    const next = Number.isFinite(falling) && (slow || scored >= falling) ? (rising + falling) / 2 : scored
    lastMove = Math.abs(next - tau2)
    if (lastMove <= TOLERANCE * (typical + tau2)) return { tau2: next, converged: true }
    tau2 = next
  }
  return { tau2, converged: false }
}

/** Slope of the restricted log-likelihood over its expected curvature. */
function fisherScoringStep(sites: readonly SiteEstimate[], tau2: number): number {
  const { weights, total, mean, trace } = computeWeightedSums(sites, tau2)
  const squares = sum(weights.map((w) => w * w))
  const cubes = sum(weights.map((w) => w * w * w))
  const traceOfSquare = squares - (2 * cubes) / total + (squares / total) ** 2
  const spread = sum(sites.map(({ effect }, i) => ((weights[i] ?? 0) * (effect - mean)) ** 2))
  return (spread - trace) / traceOfSquare
}

/** Variance of the effects less their mean variance: a start that needs no weights. */
function hedgesOlkin(sites: readonly SiteEstimate[]): number {
  const mean = sum(sites.map(({ effect }) => effect)) / sites.length
  const variance = sum(sites.map(({ effect }) => (effect - mean) ** 2)) / (sites.length - 1)
  return Math.max(0, variance - sum(sites.map((site) => site.variance)) / sites.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
