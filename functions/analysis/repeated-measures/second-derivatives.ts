import { createZeroMatrix, type Matrix, readCell } from '../statistics/matrix.ts'
import { evaluateLikelihood, type LikelihoodEvaluation, type LikelihoodProblem } from './likelihood.ts'

/** In standard errors of the parameters: the step over which the second derivatives are taken. */
const STEP = 0.005

/** Second derivatives of the deviance, precise enough for the direction of a step. */
export function estimateSecondDerivatives(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  expected: Matrix,
): Matrix {
  return buildSymmetric(expected.rows, (k) => {
    const step = limitStep(problem, standing, k, STEP * Math.sqrt(2 / readCell(expected, k, k)))
    return differentiateGradient(problem, standing, k, step)
  })
}

/**
 * Second derivatives of the deviance, twice the observed information: central differences of the exact gradient, at one step
 * and at half of it, carried on to none (Richardson).
 *
 * @param expected their expectation, which gives the unit of the steps
 */
export function computeSecondDerivatives(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  expected: Matrix,
): Matrix {
  return buildSymmetric(expected.rows, (k) => {
    const step = limitStep(problem, standing, k, STEP * Math.sqrt(2 / readCell(expected, k, k)))
    const whole = differentiateGradient(problem, standing, k, step)
    const half = differentiateGradient(problem, standing, k, step / 2)
    return half.map((value, l) => (4 * value - (whole[l] as number)) / 3)
  })
}

/** Row by row, each cell then the mean of itself and of the one across the diagonal. */
function buildSymmetric(count: number, computeRow: (row: number) => Float64Array): Matrix {
  const result = createZeroMatrix(count, count)
  for (let k = 0; k < count; k++) result.cells.set(computeRow(k), k * count)
  for (let k = 0; k < count; k++)
    for (let l = 0; l < k; l++) {
      const mean = (readCell(result, k, l) + readCell(result, l, k)) / 2
      result.cells[k * count + l] = mean
      result.cells[l * count + k] = mean
    }
  return result
}

/** A shorter step where a variance between sites is so near 0 that the whole one would take it below. */
function limitStep(
  { design }: LikelihoodProblem,
  { parameters }: LikelihoodEvaluation,
  parameter: number,
  step: number,
): number {
  const isSiteVariance = design.randomColumns > 0 && parameter === parameters.length - 1
  return isSiteVariance ? Math.min(step, (parameters[parameter] as number) / 10) : step
}

/** Change of the gradient per unit of a parameter. NaN, and so no covariance, where a step leaves what is possible. */
function differentiateGradient(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  parameter: number,
  step: number,
): Float64Array {
  const computeGradient = (by: number) =>
    evaluateLikelihood(
      problem,
      standing.parameters.map((value, at) => (at === parameter ? value + by : value)),
    )?.gradient
  const above = computeGradient(step)
  const below = computeGradient(-step)
  return standing.gradient.map((_, at) => ((above?.[at] ?? NaN) - (below?.[at] ?? NaN)) / (2 * step))
}
