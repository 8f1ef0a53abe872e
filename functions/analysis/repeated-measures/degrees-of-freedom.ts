import { cholesky, invert } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix, multiplyMatrices, readCell } from '../statistics/matrix.ts'
import { computeWeightedProduct, type Information, pickBlock } from './information.ts'
import { addWeighted, type LikelihoodEvaluation, type LikelihoodProblem } from './likelihood.ts'
import { computeSecondDerivatives } from './second-derivatives.ts'

/** How sure a linear combination of the effects is. */
export type Precision = {
  readonly standardError: number
  readonly df: number
}

/** A linear combination of the effects. */
export type Weights = readonly (readonly [column: number, weight: number])[]

/** Precision of Σ weight·effect. */
export type PrecisionFunction = (weights: Weights) => Precision

/** What is known of the effects’ covariance, and of how it moves with the parameters. */
export type Uncertainty = {
  /** Of the effects, taking the parameters as known. */
  readonly covariance: Matrix
  /** The same corrected for the parameters having been estimated; `undefined` where it is not. */
  readonly corrected: Matrix | undefined
  /** Derivatives of the effects’ covariance by each parameter. */
  readonly slopes: readonly Matrix[]
  /** Covariance of the parameters. */
  readonly parameters: Matrix
}

/**
 * Satterthwaite: df = 2·v²/(gᵀ·A·g), for the variance v of the combination, its gradient g by the parameters, and their
 * covariance A from the observed information.
 *
 * @returns `undefined` when the observed information is not positive definite
 * @see Giesbrecht & Burns, Biometrics 41:477, 1985; Fai & Cornelius, Journal of Statistical Computation and Simulation
 *   54:363, 1996
 */
export function satterthwaite(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  information: Information,
): Uncertainty | undefined {
  const parameters = computeParameterCovariance(
    computeSecondDerivatives(problem, standing, information.expected),
  )
  const { slopes } = information
  return parameters && { covariance: standing.inverse, corrected: undefined, slopes, parameters }
}

/**
 * Kenward & Roger (Biometrics 53:983, 1997), for covariances that are linear in their parameters and designs without
 * random sites: the effects' covariance is corrected for the covariance having been estimated. For a single combination
 * their degrees of freedom are Satterthwaite's with the expected information.
 *
 * @returns `undefined` when the expected information is not positive definite
 */
export function kenwardRoger(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  information: Information,
): Uncertainty | undefined {
  const parameters = computeParameterCovariance(information.expected)
  if (parameters === undefined) return undefined
  const derivatives = problem.covariance.derivatives(standing.parameters)
  const { inverse } = standing
  const halves = derivatives.map((derivative) => computeWeightedProduct(problem, standing, derivative))
  const correction = createZeroMatrix(inverse.rows, inverse.rows)
  derivatives.forEach((a, k) => {
    derivatives.forEach((b, l) => {
      const weight = 2 * readCell(parameters, k, l)
      addScaledMatrix(correction, computeDoubleWeightedProduct(problem, standing, a, b), weight)
      addScaledMatrix(
        correction,
        multiplyMatrices(multiplyMatrices(halves[k] as Matrix, inverse), halves[l] as Matrix),
        -weight,
      )
    })
  })
  const corrected = multiplyMatrices(multiplyMatrices(inverse, correction), inverse)
  addScaledMatrix(corrected, inverse, 1)
  return { covariance: inverse, corrected, slopes: information.slopes, parameters }
}

/** Standard error and degrees of freedom of single combinations. */
export function createPrecision({
  covariance,
  corrected = covariance,
  slopes,
  parameters,
}: Uncertainty): PrecisionFunction {
  return (weights) => {
    const variance = quadraticForm(covariance, weights)
    const gradient = slopes.map((slope) => quadraticForm(slope, weights))
    let spread = 0
    gradient.forEach((a, k) => {
      gradient.forEach((b, l) => {
        spread += a * readCell(parameters, k, l) * b
      })
    })
    return {
      standardError: Math.sqrt(quadraticForm(corrected, weights)),
      df: (2 * variance ** 2) / spread,
    }
  }
}

/** Twice the inverse of the deviance's second derivatives. */
function computeParameterCovariance(secondDerivatives: Matrix): Matrix | undefined {
  const factor = cholesky(secondDerivatives)
  if (factor === undefined) return undefined
  const inverse = invert(factor)
  return { ...inverse, cells: inverse.cells.map((cell) => 2 * cell) }
}

/** Wᵀ·V⁻¹·A·V⁻¹·B·V⁻¹·W */
function computeDoubleWeightedProduct(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  a: Matrix,
  b: Matrix,
): Matrix {
  const { design } = problem
  const result = createZeroMatrix(standing.inverse.rows, standing.inverse.rows)
  for (const { pattern, precision } of standing.patterns) {
    const left = multiplyMatrices(precision, pickBlock(a, pattern.visits))
    const right = multiplyMatrices(pickBlock(b, pattern.visits), precision)
    addWeighted(result, design, pattern, multiplyMatrices(multiplyMatrices(left, precision), right))
  }
  return result
}

function quadraticForm(matrix: Matrix, weights: Weights): number {
  let sum = 0
  for (const [row, a] of weights)
    for (const [column, b] of weights) sum += a * readCell(matrix, row, column) * b
  return sum
}

function addScaledMatrix(into: Matrix, matrix: Matrix, factor: number): void {
  for (let at = 0; at < into.cells.length; at++)
    into.cells[at] = (into.cells[at] as number) + factor * (matrix.cells[at] as number)
}
