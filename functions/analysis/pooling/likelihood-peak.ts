import { findFallingRoot } from '../statistics/falling-root.ts'
import type { SiteProportion } from './pool-logits.ts'
import { type Integration, logLikelihood } from './site-integral.ts'
import type { LogLikelihood } from './site-moments.ts'

/** A place on the likelihood of the binomial mixed model. */
export interface Peak {
  readonly mu: number
  readonly sigma: number
  readonly here: Readonly<LogLikelihood>
}

/** A place on the likelihood as a function of σ alone, with its curvature there. */
export interface SigmaPeak extends Peak {
  readonly curvature: number
}

const MAX_STEPS = 200
/** Beyond it a spread of logits is no finding but a likelihood without a top. */
const MAX_SIGMA = 1024
/** Below it the search asks whether the top is at 0. */
const MIN_SIGMA = 1e-3
const START_SIGMAS = [0.1, 0.25, 0.6, 1.5, 4] as const
/** Of μ and σ, in logits. */
const TOLERANCE = 1e-11
/** In that unit: how far the last digits of the slope may move a step, and no more. */
const NOISE_FACTOR = 1e4

/** At a μ and σ, as a function of σ. */
export function computePeakAtMu(
  sites: readonly SiteProportion[],
  mu: number,
  sigma: number,
  integration: Integration,
): SigmaPeak {
  const here = logLikelihood(sites, mu, sigma, integration)
  return { mu, sigma, here, curvature: here.bySigmaSigma }
}

/**
 * At a σ and the best μ there, as a function of σ. The integrands are log-concave in u and μ together and so their integral
 * is in μ (A. Prékopa, Acta Sci Math 34:335, 1973): there is one top.
 *
 * @returns `undefined` when the integrals are too coarse for a top to be found
 */
export function findPeakOverMu(
  sites: readonly SiteProportion[],
  sigma: number,
  start: number,
  integration: Integration,
): SigmaPeak | undefined {
  const found = findFallingRoot(
    (mu) => {
      const here = logLikelihood(sites, mu, sigma, integration)
      return { value: here.byMu, slope: here.byMuMu, here }
    },
    start,
    { longest: 2 * (1 + sigma), enough: TOLERANCE * (1 + sigma) },
  )
  if (found === undefined) return undefined
  const { place: mu, here } = found
  const curvature = here.here.bySigmaSigma - here.here.byMuSigma ** 2 / here.here.byMuMu
  return { mu, sigma, here: here.here, curvature }
}

/**
 * The top over σ that is nearest to a start, uphill from there: Newton's method, kept between what lies below and above.
 *
 * @param profile the likelihood as a function of σ
 * @param start above 0
 * @returns `undefined` when there is none up to a σ that no data can mean
 */
export function climbSigma(
  profile: (sigma: number) => SigmaPeak | undefined,
  start: number,
): SigmaPeak | undefined {
  let below = Number.NEGATIVE_INFINITY
  let above = Number.POSITIVE_INFINITY
  let sigma = start
  for (let step = 0; step < MAX_STEPS && sigma <= MAX_SIGMA; step++) {
    const peak = profile(sigma)
    if (peak === undefined || Number.isNaN(peak.here.bySigma)) return undefined
    // By τ² the slope has a sign at 0 too, where that by σ is always 0.
    const rising = (sigma === 0 ? peak.here.bySigmaSigma : peak.here.bySigma) > 0
    if (sigma === 0 && !rising) return peak
    if (rising) below = sigma
    else above = sigma
    const next = computeNextSigma(peak, rising)
    if (sigma > 0 && Math.abs(next - sigma) <= TOLERANCE * (1 + sigma)) return peak
    if (above - below <= TOLERANCE * (1 + sigma))
      return Math.abs(next - sigma) <= NOISE_FACTOR * TOLERANCE * (1 + sigma) ? peak : undefined
    if (below < 0 && next < MIN_SIGMA) sigma = 0
    else sigma = next > below && next < above ? next : (below + above) / 2
  }
  return undefined
}

/**
 * The highest top over σ, of those that a few places from near 0 to far apart lie below: now and then a likelihood has one
 * at 0 and one far from it.
 *
 * @returns `undefined` when the integrals are too coarse for a top to be found
 */
export function findHighestPeak(profile: (sigma: number) => SigmaPeak | undefined): SigmaPeak | undefined {
  const rising = START_SIGMAS.map((sigma) => (profile(sigma)?.here.bySigma ?? Number.NaN) > 0)
  let highest: SigmaPeak | undefined
  for (const [i, sigma] of START_SIGMAS.entries()) {
    if (rising[i] ? rising[i + 1] === true : i > 0) continue
    const top = climbSigma(profile, sigma)
    if (top === undefined) return undefined
    if (highest === undefined || top.here.value > highest.here.value) highest = top
  }
  return highest
}

/** By Newton's method, and never more than to three times or a third. */
function computeNextSigma({ sigma, here, curvature }: SigmaPeak, rising: boolean): number {
  const newton = curvature < 0 ? sigma - here.bySigma / curvature : rising ? Infinity : 0
  return Math.max(sigma / 3, Math.min(sigma * 3, newton))
}
