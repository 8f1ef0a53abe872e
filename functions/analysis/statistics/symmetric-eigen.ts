import type { Matrix } from './matrix.ts'

const MAX_SWEEPS = 60

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi’s rotations, which keep their digits in small eigenvalues.
 *
 * @returns `vectors[k]` belongs to `values[k]`, each of length 1; in no order
 * @see Golub & Van Loan, Matrix computations, section 8.5
 */
export function findSymmetricEigen({ rows: size, cells }: Matrix): {
  readonly values: readonly number[]
  readonly vectors: readonly (readonly number[])[]
} {
  const a = Array.from({ length: size }, (_, i) => Array.from(cells.slice(i * size, (i + 1) * size)))
  const v = a.map((_, i) => a.map((_one, j) => (i === j ? 1 : 0)))
  const read = (of: number[][], i: number, j: number) => (of[i] as number[])[j] as number
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let isDiagonal = true
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) {
        const off = read(a, p, q)
        const [app, aqq] = [read(a, p, p), read(a, q, q)]
        if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(app * aqq))) continue
        isDiagonal = false
        const theta = (aqq - app) / (2 * off)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
        const c = 1 / Math.hypot(t, 1)
        rotate(a, v, [p, q], [c, t * c])
      }
    if (isDiagonal) break
  }
  return { values: a.map((row, i) => row[i] as number), vectors: v }
}

/** Rotates two rows and columns of the matrix, and two rows of the vectors. */
function rotate(
  a: number[][],
  v: number[][],
  [p, q]: readonly [number, number],
  [c, s]: readonly [number, number],
): void {
  const turn = (rows: number[][]) => {
    const [one, other] = [rows[p] as number[], rows[q] as number[]]
    for (let k = 0; k < one.length; k += 1) {
      const [x, y] = [one[k] as number, other[k] as number]
      one[k] = c * x - s * y
      other[k] = s * x + c * y
    }
  }
  turn(a)
  for (const row of a) {
    const [x, y] = [row[p] as number, row[q] as number]
    row[p] = c * x - s * y
    row[q] = s * x + c * y
  }
  turn(v)
}
