import { createZeroMatrix, type Matrix } from './matrix.ts'

/** The lower triangle L of a symmetric positive definite matrix A = L·Lᵀ. */
export type Cholesky = { readonly size: number; readonly lower: Matrix }

/** A pivot of less than this share of its diagonal cell is taken for 0: the column is a combination of those before it. */
const SINGULAR_TOLERANCE = 1e-12

/** `undefined` when the matrix is not positive definite, or so nearly that a column follows from the others. */
export function cholesky(a: Matrix): Cholesky | undefined {
  const size = a.rows
  const lower = createZeroMatrix(size, size)
  const { cells } = lower
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a.cells[i * size + j] as number
      for (let k = 0; k < j; k++) sum -= (cells[i * size + k] as number) * (cells[j * size + k] as number)
      if (i !== j) cells[i * size + j] = sum / (cells[j * size + j] as number)
      else if (!(sum > SINGULAR_TOLERANCE * (a.cells[i * size + i] as number))) return undefined
      else cells[i * size + i] = Math.sqrt(sum)
    }
  return { size, lower }
}

/** log |A| */
export function logDeterminant({ size, lower }: Cholesky): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += Math.log(lower.cells[i * size + i] as number)
  return 2 * sum
}

/** The x with A·x = b, column by column of b. */
export function solve({ size, lower: { cells } }: Cholesky, b: Matrix): Matrix {
  const { columns } = b
  const x = { ...b, cells: b.cells.slice() }
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < size; i++) {
      let sum = x.cells[i * columns + c] as number
      for (let k = 0; k < i; k++)
        sum -= (cells[i * size + k] as number) * (x.cells[k * columns + c] as number)
      x.cells[i * columns + c] = sum / (cells[i * size + i] as number)
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = x.cells[i * columns + c] as number
      for (let k = i + 1; k < size; k++)
        sum -= (cells[k * size + i] as number) * (x.cells[k * columns + c] as number)
      x.cells[i * columns + c] = sum / (cells[i * size + i] as number)
    }
  }
  return x
}

/** A⁻¹, exactly symmetric. */
export function invert(factor: Cholesky): Matrix {
  const { size } = factor
  const unit = createZeroMatrix(size, size)
  for (let i = 0; i < size; i++) unit.cells[i * size + i] = 1
  const inverse = solve(factor, unit)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const mean = ((inverse.cells[i * size + j] as number) + (inverse.cells[j * size + i] as number)) / 2
      inverse.cells[i * size + j] = mean
      inverse.cells[j * size + i] = mean
    }
  return inverse
}
