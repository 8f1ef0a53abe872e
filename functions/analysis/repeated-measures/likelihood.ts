import { cholesky, invert, logDeterminant, solve } from '../statistics/cholesky.ts'
import {
  addScaled,
  createZeroMatrix,
  innerProduct,
  type Matrix,
  multiplyMatrices,
  selectSquare,
} from '../statistics/matrix.ts'
import type { CovarianceModel } from './covariance.ts'
import type { PatternProducts } from './cross-products.ts'
import type { Design } from './design.ts'

/** What is maximised over: patterns of visits with their cross-products, the design and the covariance's structure. */
export type LikelihoodProblem = {
  readonly patterns: readonly PatternProducts[]
  readonly design: Design
  readonly covariance: CovarianceModel
  readonly visits: number
}

/**
 * Where the restricted likelihood stands at given parameters: those of the covariance and, with random sites, last the
 * variance between sites.
 */
export type LikelihoodEvaluation = {
  readonly parameters: Float64Array
  /** −2 times the restricted log-likelihood, as nlme gives it. */
  readonly deviance: number
  /** Of the deviance. */
  readonly gradient: Float64Array
  /** Effects of the design's columns, random ones last. */
  readonly effects: Float64Array
  /** Inverse of the mixed model's coefficient matrix: the effects' covariance. */
  readonly inverse: Matrix
  readonly patterns: readonly PatternEvaluation[]
}

type PatternEvaluation = {
  readonly pattern: PatternProducts
  /** Inverse of the covariance at the pattern's visits. */
  readonly precision: Matrix
  /** Σ cᵢⱼ·K⁻¹·cᵢₖ over the participants: what estimating the effects takes off the residual's spread. */
  readonly leverage: Matrix
}

const LOG_TWO_PI = Math.log(2 * Math.PI)

/**
 * Restricted likelihood of the mixed model y = Xβ + Zb + e through Henderson's equations, of which ordinary repeated
 * measures (no b) are the simple case. Costs nothing per participant: all is made of the patterns' cross-products.
 *
 * @returns `undefined` where the parameters give no covariance, or the equations have no single solution
 * @see Patterson & Thompson, Biometrika 58:545, 1971; Henderson, Biometrics 31:423, 1975; Jennrich & Schluchter,
 *   Biometrics 42:805, 1986
 */
export function evaluateLikelihood(
  problem: LikelihoodProblem,
  parameters: Float64Array,
): LikelihoodEvaluation | undefined {
  const { design, covariance } = problem
  const { fixedColumns, randomColumns } = design
  const size = fixedColumns + randomColumns
  const siteVariance = randomColumns > 0 ? (parameters.at(-1) as number) : undefined
  if (siteVariance !== undefined && !(siteVariance > 0)) return undefined
  const sigma = covariance.buildMatrix(parameters)

  const coefficients = createZeroMatrix(size, size)
  const right = createZeroMatrix(size, 1)
  let squares = 0
  let logVolume = 0
  let observations = 0
  const precisions: Matrix[] = []
  for (const pattern of problem.patterns) {
    const factor = cholesky(selectSquare(sigma, pattern.visits))
    if (factor === undefined) return undefined
    const precision = invert(factor)
    precisions.push(precision)
    logVolume += pattern.participants * logDeterminant(factor)
    observations += pattern.participants * pattern.visits.length
    addWeighted(coefficients, design, pattern, precision)
    squares += addRightSide(right, design, pattern, precision)
  }
  if (siteVariance !== undefined)
    for (let at = fixedColumns; at < size; at++)
      coefficients.cells[at * size + at] = (coefficients.cells[at * size + at] as number) + 1 / siteVariance
  const factor = cholesky(coefficients)
  if (factor === undefined) return undefined
  const inverse = invert(factor)
  const effects = solve(factor, right).cells
  const residual =
    squares - effects.reduce((sum, effect, at) => sum + effect * (right.cells[at] as number), 0)
  const deviance =
    (observations - fixedColumns) * LOG_TWO_PI +
    logVolume +
    logDeterminant(factor) +
    residual +
    (siteVariance === undefined ? 0 : randomColumns * Math.log(siteVariance))

  const patterns = problem.patterns.map((pattern, at) => ({
    pattern,
    precision: precisions[at] as Matrix,
    leverage: computeLeverage(design, pattern, inverse),
  }))
  const gradient = computeGradient(problem, parameters, sigma, patterns, effects, inverse)
  return { parameters, deviance, gradient, effects, inverse, patterns }
}

/** Adds Σᵢ Wᵢᵀ·weight·Wᵢ over the pattern's participants. */
export function addWeighted(into: Matrix, design: Design, pattern: PatternProducts, weight: Matrix): void {
  const { covariates, columns } = design
  const { visits, products, size } = pattern
  for (let j = 0; j < visits.length; j++)
    for (let k = 0; k < visits.length; k++) {
      const factor = weight.cells[j * visits.length + k] as number
      const [rowOf, columnOf] = [(visits[j] as number) * covariates, (visits[k] as number) * covariates]
      for (let a = 0; a < covariates; a++) {
        const row = columns[rowOf + a] as number
        if (row < 0) continue
        for (let b = 0; b < covariates; b++) {
          const column = columns[columnOf + b] as number
          if (column < 0) continue
          const at = row * into.columns + column
          into.cells[at] = (into.cells[at] as number) + factor * (products[a * size + b] as number)
        }
      }
    }
}

/** Adds Σᵢ Wᵢᵀ·precision·yᵢ; gives Σᵢ yᵢᵀ·precision·yᵢ. */
function addRightSide(into: Matrix, design: Design, pattern: PatternProducts, precision: Matrix): number {
  const { covariates, columns } = design
  const { visits, products, size } = pattern
  let squares = 0
  for (let j = 0; j < visits.length; j++)
    for (let k = 0; k < visits.length; k++) {
      const factor = precision.cells[j * visits.length + k] as number
      const outcome = covariates + k
      squares += factor * (products[(covariates + j) * size + outcome] as number)
      for (let a = 0; a < covariates; a++) {
        const row = columns[(visits[j] as number) * covariates + a] as number
        if (row < 0) continue
        into.cells[row] = (into.cells[row] as number) + factor * (products[a * size + outcome] as number)
      }
    }
  return squares
}

function computeLeverage(design: Design, pattern: PatternProducts, inverse: Matrix): Matrix {
  const { covariates, columns } = design
  const { visits, products, size } = pattern
  const result = createZeroMatrix(visits.length, visits.length)
  for (let j = 0; j < visits.length; j++)
    for (let k = j; k < visits.length; k++) {
      let sum = 0
      for (let a = 0; a < covariates; a++) {
        const row = columns[(visits[j] as number) * covariates + a] as number
        if (row < 0) continue
        for (let b = 0; b < covariates; b++) {
          const column = columns[(visits[k] as number) * covariates + b] as number
          if (column < 0) continue
          sum +=
            (inverse.cells[row * inverse.columns + column] as number) * (products[a * size + b] as number)
        }
      }
      result.cells[j * visits.length + k] = sum
      result.cells[k * visits.length + j] = sum
    }
  return result
}

/** Σᵢ rᵢ·rᵢᵀ of the residuals at the pattern's visits. */
function computeResidualProducts(design: Design, pattern: PatternProducts, effects: Float64Array): Matrix {
  const { covariates, columns } = design
  const { visits, products, size } = pattern
  // What turns (covariates, outcomes) into residuals: −effects on top of an identity.
  const residualOf = createZeroMatrix(size, visits.length)
  for (let j = 0; j < visits.length; j++) {
    for (let a = 0; a < covariates; a++) {
      const column = columns[(visits[j] as number) * covariates + a] as number
      residualOf.cells[a * visits.length + j] = column < 0 ? 0 : -(effects[column] as number)
    }
    residualOf.cells[(covariates + j) * visits.length + j] = 1
  }
  const all = { rows: size, columns: size, cells: products }
  const half = multiplyMatrices(all, residualOf)
  const result = createZeroMatrix(visits.length, visits.length)
  for (let j = 0; j < visits.length; j++)
    for (let k = 0; k < visits.length; k++) {
      let sum = 0
      for (let at = 0; at < size; at++)
        sum +=
          (residualOf.cells[at * visits.length + j] as number) *
          (half.cells[at * visits.length + k] as number)
      result.cells[j * visits.length + k] = sum
    }
  return result
}

function computeGradient(
  problem: LikelihoodProblem,
  parameters: Float64Array,
  sigma: Matrix,
  standings: readonly PatternEvaluation[],
  effects: Float64Array,
  inverse: Matrix,
): Float64Array {
  const { design, covariance, visits } = problem
  const bySigma = createZeroMatrix(visits, visits)
  for (const { pattern, precision, leverage } of standings) {
    const expected = addScaled(
      scaleMatrix(selectSquare(sigma, pattern.visits), pattern.participants),
      leverage,
      -1,
    )
    const excess = addScaled(expected, computeResidualProducts(design, pattern, effects), -1)
    addBlock(bySigma, multiplyMatrices(multiplyMatrices(precision, excess), precision), pattern.visits)
  }
  const gradient = covariance.derivatives(parameters).map((derivative) => innerProduct(derivative, bySigma))
  if (design.randomColumns > 0) {
    const variance = parameters.at(-1) as number
    let spread = 0
    for (let at = design.fixedColumns; at < inverse.rows; at++)
      spread += (inverse.cells[at * inverse.rows + at] as number) + (effects[at] as number) ** 2
    gradient.push(design.randomColumns / variance - spread / variance ** 2)
  }
  return Float64Array.from(gradient)
}

function addBlock(into: Matrix, block: Matrix, indices: readonly number[]): void {
  indices.forEach((row, j) => {
    indices.forEach((column, k) => {
      const at = row * into.columns + column
      into.cells[at] = (into.cells[at] as number) + (block.cells[j * block.columns + k] as number)
    })
  })
}

function scaleMatrix(matrix: Matrix, factor: number): Matrix {
  return { ...matrix, cells: matrix.cells.map((cell) => cell * factor) }
}
