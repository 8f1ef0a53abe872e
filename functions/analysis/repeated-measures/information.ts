import { addScaled, createZeroMatrix, type Matrix, multiplyMatrices } from '../statistics/matrix.ts'
import { addWeighted, type LikelihoodEvaluation, type LikelihoodProblem } from './likelihood.ts'

/** What the data say about each parameter, and how the effects' covariance moves with it. */
export type Information = {
  /** Expected second derivatives of the deviance, tr(P·dVₖ·P·dVₗ): twice the information. */
  readonly expected: Matrix
  /** Of the effects' covariance, by each parameter. */
  readonly slopes: readonly Matrix[]
}

/** P is taken through the mixed model equations, as Gilmour, Thompson & Cullis do (Biometrics 51:1440, 1995). */
export function computeInformation(problem: LikelihoodProblem, standing: LikelihoodEvaluation): Information {
  const { design, covariance, visits } = problem
  const { inverse } = standing
  const derivatives = covariance.derivatives(standing.parameters)
  const moved = derivatives.map((derivative) =>
    multiplyMatrices(inverse, computeWeightedProduct(problem, standing, derivative)),
  )
  if (design.randomColumns > 0) moved.push(computeSiteVarianceShift(problem, standing))
  const slopes = moved.map((matrix) => multiplyMatrices(matrix, inverse))

  const within = computePatternTensor(visits, standing)
  const expected = createZeroMatrix(moved.length, moved.length)
  for (let k = 0; k < moved.length; k++)
    for (let l = 0; l <= k; l++) {
      const [a, b] = [derivatives[k], derivatives[l]]
      const own = a && b ? applyTensor(within, a, b) : a === b ? computeSiteTrace(problem, standing) : 0
      const value = own + traceOfProduct(moved[k] as Matrix, moved[l] as Matrix)
      expected.cells[k * moved.length + l] = value
      expected.cells[l * moved.length + k] = value
    }
  return { expected, slopes }
}

/** Wᵀ·V⁻¹·dV·V⁻¹·W without the sites' part of V. */
export function computeWeightedProduct(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  derivative: Matrix,
): Matrix {
  const { design } = problem
  const size = design.fixedColumns + design.randomColumns
  const result = createZeroMatrix(size, size)
  for (const { pattern, precision } of standing.patterns) {
    const block = pickBlock(derivative, pattern.visits)
    addWeighted(result, design, pattern, multiplyMatrices(multiplyMatrices(precision, block), precision))
  }
  return result
}

export function pickBlock(of: Matrix, indices: readonly number[]): Matrix {
  const result = createZeroMatrix(indices.length, indices.length)
  for (let j = 0; j < indices.length; j++)
    for (let k = 0; k < indices.length; k++)
      result.cells[j * indices.length + k] = of.cells[
        (indices[j] as number) * of.columns + (indices[k] as number)
      ] as number
  return result
}

/** For the sites' variance: K⁻¹ times the identity of the random columns over the variance squared. */
function computeSiteVarianceShift(
  { design }: LikelihoodProblem,
  { inverse, parameters }: LikelihoodEvaluation,
): Matrix {
  const variance = parameters.at(-1) as number
  const result = createZeroMatrix(inverse.rows, inverse.columns)
  for (let i = 0; i < inverse.rows; i++)
    for (let j = design.fixedColumns; j < inverse.columns; j++) {
      const at = i * inverse.columns + j
      result.cells[at] = (inverse.cells[at] as number) / variance ** 2
    }
  return result
}

/** tr(P·ZZᵀ·P·ZZᵀ) less the part that is a trace of products: ZᵀPZ is I/σ² − K⁻¹/σ⁴ on the random columns. */
function computeSiteTrace(
  { design }: LikelihoodProblem,
  { inverse, parameters }: LikelihoodEvaluation,
): number {
  const variance = parameters.at(-1) as number
  let trace = 0
  for (let at = design.fixedColumns; at < inverse.rows; at++)
    trace += inverse.cells[at * inverse.rows + at] as number
  return design.randomColumns / variance ** 2 - (2 * trace) / variance ** 3
}

/**
 * The patterns' own part, n·tr(ΩAΩB) − 2·tr(AΩB·ΩDΩ) with D the leverage, is bilinear in the derivatives A and B: its
 * coefficients, for cells (a, b) of A and (c, d) of B, are added up once, whatever the number of parameters.
 */
function computePatternTensor(visits: number, standing: LikelihoodEvaluation): Matrix {
  const tensor = createZeroMatrix(visits * visits, visits * visits)
  for (const { pattern, precision, leverage } of standing.patterns) {
    const n = pattern.visits.length
    const shrunk = multiplyMatrices(multiplyMatrices(precision, leverage), precision)
    const outer = addScaled(scaleMatrix(precision, pattern.participants), shrunk, -2)
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const row = ((pattern.visits[a] as number) * visits + (pattern.visits[b] as number)) * visits * visits
        for (let c = 0; c < n; c++) {
          const factor = precision.cells[b * n + c] as number
          const first = row + (pattern.visits[c] as number) * visits
          for (let d = 0; d < n; d++) {
            const at = first + (pattern.visits[d] as number)
            tensor.cells[at] = (tensor.cells[at] as number) + factor * (outer.cells[d * n + a] as number)
          }
        }
      }
  }
  return tensor
}

function applyTensor(tensor: Matrix, a: Matrix, b: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.cells.length; i++) {
    const left = a.cells[i] as number
    if (left === 0) continue
    for (let j = 0; j < b.cells.length; j++)
      sum += left * (tensor.cells[i * tensor.columns + j] as number) * (b.cells[j] as number)
  }
  return sum
}

/** tr(a·b) */
export function traceOfProduct(a: Matrix, b: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++)
      sum += (a.cells[i * a.columns + j] as number) * (b.cells[j * b.columns + i] as number)
  return sum
}

function scaleMatrix(matrix: Matrix, factor: number): Matrix {
  return { ...matrix, cells: matrix.cells.map((cell) => cell * factor) }
}
