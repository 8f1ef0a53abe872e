import { createZeroMatrix, type Matrix } from '../../statistics/matrix.ts'
import type { Quadrature } from '../../statistics/quadrature.ts'

/** One rater’s votes: a design row and an outcome, 0 or 1, each. */
export type RaterRows = {
  /** Rows × columns, row by row. */
  readonly design: Float64Array
  readonly outcomes: Float64Array
}

/** A log-likelihood with its first and second derivatives by the coefficients and σ, in that order. */
export type Derivatives = { value: number; readonly gradient: Float64Array; readonly hessian: Matrix }

export function createDerivatives(size: number): Derivatives {
  return { value: 0, gradient: new Float64Array(size), hessian: createZeroMatrix(size, size) }
}

const MAX_STEPS = 60

/**
 * Adds one rater’s part of the marginal log-likelihood: Π logistic(±(xβ + σu)) over a standard normal u, by adaptive Gauss–Hermite
 * quadrature about the mode of the integrand. Second derivatives by Louis’ formula, in the lower triangle.
 *
 * @param sigma of any sign; the likelihood is the same for both
 * @see Liu & Pierce, Biometrika 81:624, 1994; Louis, Journal of the Royal Statistical Society B 44:226, 1982
 */
export function addRater(
  rater: RaterRows,
  coefficients: Float64Array,
  sigma: number,
  quadrature: Quadrature,
  sums: Derivatives,
): void {
  const fixed = multiplyRows(rater.design, coefficients)
  const { places, shares, logIntegral } = weighNodes(fixed, rater.outcomes, sigma, quadrature)
  sums.value += logIntegral
  const size = coefficients.length + 1
  const mean = new Float64Array(size)
  const score = new Float64Array(size)
  const { cells } = sums.hessian
  places.forEach((u, at) => {
    const share = shares[at] as number
    if (share < NEGLIGIBLE_SHARE) return
    addCurvature(rater, fixed, { u, share, sigma }, score, cells)
    for (let i = 0; i < size; i += 1) {
      const own = share * (score[i] as number)
      mean[i] = (mean[i] as number) + own
      for (let j = 0; j <= i; j += 1)
        cells[i * size + j] = (cells[i * size + j] as number) + own * (score[j] as number)
    }
  })
  for (let i = 0; i < size; i += 1) {
    sums.gradient[i] = (sums.gradient[i] as number) + (mean[i] as number)
    for (let j = 0; j <= i; j += 1)
      cells[i * size + j] = (cells[i * size + j] as number) - (mean[i] as number) * (mean[j] as number)
  }
}
const NEGLIGIBLE_SHARE = 1e-16

/** The places of the nodes, the share of the integral that lies at each, and the logarithm of the integral. */
function weighNodes(
  fixed: Float64Array,
  outcomes: Float64Array,
  sigma: number,
  { nodes, weights }: Quadrature,
): { readonly places: Float64Array; readonly shares: Float64Array; readonly logIntegral: number } {
  const { mode, spread } = findMode(fixed, outcomes, sigma)
  const places = nodes.map((node) => mode + spread * node)
  const logs = places.map((u, at) => {
    const node = nodes[at] as number
    let log = Math.log(weights[at] as number) + (node * node - u * u) / 2
    for (let row = 0; row < fixed.length; row += 1) {
      const eta = (fixed[row] as number) + sigma * u
      log -= softplus(outcomes[row] === 1 ? -eta : eta)
    }
    return log
  })
  const highest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY)
  const total = logs.reduce((sum, log) => sum + Math.exp(log - highest), 0)
  return {
    places,
    shares: logs.map((log) => Math.exp(log - highest) / total),
    logIntegral: Math.log(spread) + highest + Math.log(total),
  }
}

/**
 * Takes the information of a rater’s votes at one node off the second derivatives, times the node’s share.
 *
 * @param score is filled with the first derivatives at the node
 */
function addCurvature(
  { design, outcomes }: RaterRows,
  fixed: Float64Array,
  { u, share, sigma }: { readonly u: number; readonly share: number; readonly sigma: number },
  score: Float64Array,
  cells: Float64Array,
): void {
  const size = score.length
  const columns = size - 1
  score.fill(0)
  for (let row = 0; row < outcomes.length; row += 1) {
    const p = 1 / (1 + Math.exp(-((fixed[row] as number) + sigma * u)))
    const residual = (outcomes[row] as number) - p
    const weight = share * p * (1 - p)
    const start = row * columns
    for (let i = 0; i < size; i += 1) {
      const x = i < columns ? (design[start + i] as number) : u
      score[i] = (score[i] as number) + residual * x
      for (let j = 0; j <= i; j += 1) {
        const y = j < columns ? (design[start + j] as number) : u
        cells[i * size + j] = (cells[i * size + j] as number) - weight * x * y
      }
    }
  }
}

/** A design of as many columns as there are coefficients, times the coefficients. */
function multiplyRows(design: Float64Array, coefficients: Float64Array): Float64Array {
  const columns = coefficients.length
  return Float64Array.from({ length: design.length / columns }, (_, row) => {
    let eta = 0
    for (let i = 0; i < columns; i += 1)
      eta += (design[row * columns + i] as number) * (coefficients[i] as number)
    return eta
  })
}

/** Where the integrand, which is log-concave, is highest, and its normal spread there. */
function findMode(
  fixed: Float64Array,
  outcomes: Float64Array,
  sigma: number,
): { readonly mode: number; readonly spread: number } {
  let mode = 0
  let curvature = 1
  for (let step = 0; step < MAX_STEPS; step += 1) {
    let slope = -mode
    curvature = 1
    for (let row = 0; row < fixed.length; row += 1) {
      const p = 1 / (1 + Math.exp(-((fixed[row] as number) + sigma * mode)))
      slope += sigma * ((outcomes[row] as number) - p)
      curvature += sigma * sigma * p * (1 - p)
    }
    // Longer steps can jump over the mode where the curvature is small.
    const change = Math.max(-2, Math.min(2, slope / curvature))
    mode += change
    if (Math.abs(change) < 1e-9) break
  }
  return { mode, spread: 1 / Math.sqrt(curvature) }
}

/** log(1 + eᵛ) */
function softplus(v: number): number {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v))
}
