import { cholesky, invert } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix } from '../statistics/matrix.ts'

export type LogisticRegression =
  | { readonly kind: 'fitted'; readonly coefficients: Float64Array; readonly covariance: Matrix }
  | { readonly kind: 'not-fitted'; readonly reason: 'columns-depend' | 'separated' }

const MAX_ITERATIONS = 50
const TOLERANCE = 1e-12
/** A linear predictor beyond this is a probability of 0 or 1: some combination of columns tells the outcome. */
const MAX_PREDICTOR = 30

/**
 * Logistic regression by maximum likelihood (Newton's method).
 *
 * @param design rows × columns, row by row, with a column of ones for the intercept where there is one
 * @param outcomes 0 or 1 of each row
 * @param counts how often each row stands; once where they are left out
 * @returns coefficients in the order of the columns, with the inverse of the information; refused where a column follows from
 *   the others, or where the columns separate the outcomes so that no finite maximum exists
 */
export function fitLogisticRegression(
  design: Matrix,
  outcomes: ArrayLike<number>,
  counts?: ArrayLike<number>,
): LogisticRegression {
  const { rows, columns, cells } = design
  const coefficients = new Float64Array(columns)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const score = new Float64Array(columns)
    const information = createZeroMatrix(columns, columns)
    for (let row = 0; row < rows; row += 1) {
      const eta = dotRow(cells, row, coefficients)
      if (Math.abs(eta) > MAX_PREDICTOR) return { kind: 'not-fitted', reason: 'separated' }
      const p = 1 / (1 + Math.exp(-eta))
      const count = counts?.[row] ?? 1
      const [residual, weight] = [((outcomes[row] as number) - p) * count, p * (1 - p) * count]
      for (let i = 0; i < columns; i += 1) {
        const x = cells[row * columns + i] as number
        score[i] = (score[i] as number) + residual * x
        for (let j = 0; j <= i; j += 1)
          information.cells[i * columns + j] =
            (information.cells[i * columns + j] as number) + weight * x * (cells[row * columns + j] as number)
      }
    }
    for (let i = 0; i < columns; i += 1)
      for (let j = 0; j < i; j += 1)
        information.cells[j * columns + i] = information.cells[i * columns + j] as number
    const factor = cholesky(information)
    if (factor === undefined)
      return { kind: 'not-fitted', reason: iteration === 0 ? 'columns-depend' : 'separated' }
    const covariance = invert(factor)
    let largest = 0
    for (let i = 0; i < columns; i += 1) {
      const step = dotRow(covariance.cells, i, score)
      coefficients[i] = (coefficients[i] as number) + step
      largest = Math.max(largest, Math.abs(step))
    }
    if (largest < TOLERANCE) return { kind: 'fitted', coefficients, covariance }
  }
  return { kind: 'not-fitted', reason: 'separated' }
}

/** A row of a matrix with as many columns as the vector has members, times the vector. */
export function dotRow(cells: Float64Array, row: number, vector: Float64Array): number {
  let sum = 0
  for (let i = 0; i < vector.length; i += 1)
    sum += (cells[row * vector.length + i] as number) * (vector[i] as number)
  return sum
}
