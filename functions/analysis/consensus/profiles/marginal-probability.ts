import { findFallingRoot } from '../../statistics/falling-root.ts'

/** Beyond it the normal density adds nothing to a double. */
const MAX_NORMAL = 9
/** Longest steps: in standard deviations, and of the logit, whose poles lie π away. */
const STEP = { ofNormal: 0.3, ofLogit: 0.5 }

/** The share of a population of raters who say yes, with its slopes by the linear predictor and by σ. */
export type MarginalProbability = {
  readonly value: number
  readonly byPredictor: number
  readonly bySigma: number
}

/**
 * ∫ logistic(η + σu)·φ(u) du: what a panel says, not what its average member says. The trapezoidal rule converges geometrically here,
 * and for a large σ far sooner than Gauss–Hermite quadrature.
 *
 * @param sigma standard deviation of the raters’ intercepts, from 0
 * @see Trefethen & Weideman, SIAM Review 56:385, 2014
 */
export function computeMarginalProbability(eta: number, sigma: number): MarginalProbability {
  const step = Math.min(STEP.ofNormal, STEP.ofLogit / sigma)
  const steps = Math.ceil(MAX_NORMAL / step)
  let [value, byPredictor, bySigma] = [0, 0, 0]
  for (let at = -steps; at <= steps; at += 1) {
    const u = at * step
    const weight = (step * Math.exp((-u * u) / 2)) / Math.sqrt(2 * Math.PI)
    const p = 1 / (1 + Math.exp(-(eta + sigma * u)))
    const slope = weight * p * (1 - p)
    value += weight * p
    byPredictor += slope
    bySigma += slope * u
  }
  return { value, byPredictor, bySigma }
}

/**
 * The linear predictor at which a share of the panel says yes, and how it moves with σ.
 *
 * @param share above 0 and below 1
 */
export function findPredictorAt(
  share: number,
  sigma: number,
): { readonly eta: number; readonly bySigma: number } {
  const found = findFallingRoot(
    (eta) => {
      const { value, byPredictor } = computeMarginalProbability(eta, sigma)
      return { value: share - value, slope: -byPredictor }
    },
    Math.log(share / (1 - share)) * Math.sqrt(1 + 0.346 * sigma * sigma),
    { longest: 1 + sigma, enough: 1e-12 * (1 + sigma) },
  )
  if (found === undefined) throw new RangeError(`no predictor gives a share of ${share}`)
  const { byPredictor, bySigma } = computeMarginalProbability(found.place, sigma)
  return { eta: found.place, bySigma: -bySigma / byPredictor }
}
