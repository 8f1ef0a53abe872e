import { cholesky, invert } from '../statistics/cholesky.ts'
import { cellOf, type Matrix, multiply, zeros } from '../statistics/matrix.ts'
import { blockOf, type Information, weightedBy } from './information.ts'
import { addWeighted, type Problem, type Standing, standingAt } from './likelihood.ts'

/** Satterthwaite's degrees of freedom, or Kenward and Roger's, which widen the standard errors too. */
export type DegreesOfFreedomMethod = 'satterthwaite' | 'kenward-roger'

/** How sure a linear combination of the effects is. */
export type Precision = {
  readonly standardError: number
  readonly df: number
}

/** Precision of Σ weight·effect. */
export type PrecisionOf = (weights: readonly (readonly [column: number, weight: number])[]) => Precision

/** In standard errors of the parameters: the step over which the second derivatives are taken. */
const STEP = 0.005

/**
 * Satterthwaite: df = 2·v²/(gᵀ·A·g), for the variance v of the combination, its gradient g by the parameters, and their
 * covariance A from the observed information.
 *
 * @returns `undefined` when the observed information is not positive definite
 * @see Giesbrecht & Burns, Biometrics 41:477, 1985; Fai & Cornelius, Journal of Statistical Computation and Simulation
 *   54:363, 1996
 */
export function satterthwaite(
  problem: Problem,
  standing: Standing,
  information: Information,
): PrecisionOf | undefined {
  const parameters = covarianceOfParameters(observedSecondDerivatives(problem, standing, information))
  return parameters && precisionFrom(standing.inverse, information.slopes, parameters)
}

/**
 * Kenward & Roger (Biometrics 53:983, 1997), for covariances that are linear in their parameters and designs without
 * random sites: the effects' covariance is corrected for the covariance having been estimated. For a single combination
 * their degrees of freedom are Satterthwaite's with the expected information.
 *
 * @returns `undefined` when the expected information is not positive definite
 */
export function kenwardRoger(
  problem: Problem,
  standing: Standing,
  information: Information,
): PrecisionOf | undefined {
  const parameters = covarianceOfParameters(information.expected)
  if (parameters === undefined) return undefined
  const derivatives = problem.covariance.derivatives(standing.parameters)
  const { inverse } = standing
  const halves = derivatives.map((derivative) => weightedBy(problem, standing, derivative))
  const correction = zeros(inverse.rows, inverse.rows)
  derivatives.forEach((a, k) => {
    derivatives.forEach((b, l) => {
      const weight = 2 * cellOf(parameters, k, l)
      addTo(correction, weightedTwice(problem, standing, a, b), weight)
      addTo(correction, multiply(multiply(halves[k] as Matrix, inverse), halves[l] as Matrix), -weight)
    })
  })
  const adjusted = multiply(multiply(inverse, correction), inverse)
  addTo(adjusted, inverse, 1)
  const unadjusted = precisionFrom(inverse, information.slopes, parameters)
  return (weights) => ({
    standardError: Math.sqrt(quadratic(adjusted, weights)),
    df: unadjusted(weights).df,
  })
}

function precisionFrom(inverse: Matrix, slopes: readonly Matrix[], parameters: Matrix): PrecisionOf {
  return (weights) => {
    const variance = quadratic(inverse, weights)
    const gradient = slopes.map((slope) => quadratic(slope, weights))
    let spread = 0
    gradient.forEach((a, k) => {
      gradient.forEach((b, l) => {
        spread += a * cellOf(parameters, k, l) * b
      })
    })
    return { standardError: Math.sqrt(variance), df: (2 * variance ** 2) / spread }
  }
}

/** Twice the inverse of the deviance's second derivatives. */
function covarianceOfParameters(secondDerivatives: Matrix): Matrix | undefined {
  const factor = cholesky(secondDerivatives)
  if (factor === undefined) return undefined
  const inverse = invert(factor)
  return { ...inverse, cells: inverse.cells.map((cell) => 2 * cell) }
}

/** Central differences of the exact gradient, at one step and at half of it, carried on to none (Richardson). */
function observedSecondDerivatives(problem: Problem, standing: Standing, { expected }: Information): Matrix {
  const count = expected.rows
  const result = zeros(count, count)
  for (let k = 0; k < count; k++) {
    const step = possibleStep(problem, standing, k, STEP * Math.sqrt(2 / cellOf(expected, k, k)))
    const whole = difference(problem, standing, k, step)
    const half = difference(problem, standing, k, step / 2)
    for (let l = 0; l < count; l++)
      result.cells[k * count + l] = (4 * (half[l] as number) - (whole[l] as number)) / 3
  }
  for (let k = 0; k < count; k++)
    for (let l = 0; l < k; l++) {
      const mean = (cellOf(result, k, l) + cellOf(result, l, k)) / 2
      result.cells[k * count + l] = mean
      result.cells[l * count + k] = mean
    }
  return result
}

/** A shorter step where a variance between sites is so near 0 that the whole one would take it below. */
function possibleStep(
  { design }: Problem,
  { parameters }: Standing,
  parameter: number,
  step: number,
): number {
  const isSiteVariance = design.randomColumns > 0 && parameter === parameters.length - 1
  return isSiteVariance ? Math.min(step, (parameters[parameter] as number) / 10) : step
}

/** Change of the gradient per unit of a parameter. NaN, and so no covariance, where a step leaves what is possible. */
function difference(problem: Problem, standing: Standing, parameter: number, step: number): Float64Array {
  const gradientAt = (by: number) =>
    standingAt(
      problem,
      standing.parameters.map((value, at) => (at === parameter ? value + by : value)),
    )?.gradient
  const above = gradientAt(step)
  const below = gradientAt(-step)
  return standing.gradient.map((_, at) => ((above?.[at] ?? NaN) - (below?.[at] ?? NaN)) / (2 * step))
}

/** Wᵀ·V⁻¹·A·V⁻¹·B·V⁻¹·W */
function weightedTwice(problem: Problem, standing: Standing, a: Matrix, b: Matrix): Matrix {
  const { design } = problem
  const result = zeros(standing.inverse.rows, standing.inverse.rows)
  for (const { pattern, precision } of standing.patterns) {
    const left = multiply(precision, blockOf(a, pattern.visits))
    const right = multiply(blockOf(b, pattern.visits), precision)
    addWeighted(result, design, pattern, multiply(multiply(left, precision), right))
  }
  return result
}

function quadratic(matrix: Matrix, weights: Parameters<PrecisionOf>[0]): number {
  let sum = 0
  for (const [row, a] of weights)
    for (const [column, b] of weights) sum += a * cellOf(matrix, row, column) * b
  return sum
}

function addTo(into: Matrix, matrix: Matrix, factor: number): void {
  for (let at = 0; at < into.cells.length; at++)
    into.cells[at] = (into.cells[at] as number) + factor * (matrix.cells[at] as number)
}
