import { cholesky, invert, solve } from '../statistics/cholesky.ts'
import { fUpperTail } from '../statistics/f-distribution.ts'
import { createZeroMatrix, type Matrix, multiplyMatrices, readCell, transpose } from '../statistics/matrix.ts'
import { findSymmetricEigen } from '../statistics/symmetric-eigen.ts'
import type { Uncertainty, Weights } from './degrees-of-freedom.ts'

/** A test that several combinations of the effects are 0 at once. */
export type JointTest = {
  readonly f: number
  readonly numeratorDf: number
  readonly denominatorDf: number
  readonly p: number
}

/**
 * Wald’s F test of several linear combinations of the effects. With a corrected covariance: Kenward & Roger’s scaled F and
 * its degrees of freedom (Biometrics 53:983, 1997). Otherwise Fai & Cornelius (Journal of Statistical Computation and
 * Simulation 54:363, 1996): the combinations are turned into independent ones, and the degrees of freedom are those of an F
 * with the mean of the sum of their squared t.
 *
 * @param combinations linearly independent
 * @returns `undefined` where the combinations follow from each other, or no degrees of freedom are left
 */
export function testJointly(
  effects: Float64Array,
  uncertainty: Uncertainty,
  combinations: readonly Weights[],
): JointTest | undefined {
  const rows = combinations.map((weights) => expand(weights, effects.length))
  const estimates = rows.map((row) =>
    row.reduce((sum, weight, at) => sum + weight * (effects[at] as number), 0),
  )
  const l = stack(rows)
  const project = (of: Matrix) => multiplyMatrices(multiplyMatrices(l, of), transpose(l))
  const parts: Projected = {
    estimates,
    covariance: project(uncertainty.covariance),
    slopes: uncertainty.slopes.map(project),
    parameters: uncertainty.parameters,
  }
  const found =
    uncertainty.corrected === undefined
      ? testByFaiCornelius(parts)
      : testByKenwardRoger(parts, project(uncertainty.corrected))
  if (found === undefined || !(found.denominatorDf > 0)) return undefined
  const { f, denominatorDf } = found
  return { ...found, numeratorDf: rows.length, p: fUpperTail(f, rows.length, denominatorDf) }
}

type Projected = Omit<Uncertainty, 'corrected'> & { readonly estimates: readonly number[] }
type Found = Pick<JointTest, 'f' | 'denominatorDf'> | undefined

function testByKenwardRoger(
  { estimates, covariance, slopes, parameters }: Projected,
  corrected: Matrix,
): Found {
  const q = estimates.length
  const factor = cholesky(covariance)
  const correctedFactor = cholesky(corrected)
  if (factor === undefined || correctedFactor === undefined) return undefined
  const moved = slopes.map((slope) => multiplyMatrices(invert(factor), slope))
  let [a1, a2] = [0, 0]
  moved.forEach((one, i) => {
    moved.forEach((other, j) => {
      const weight = readCell(parameters, i, j)
      a1 += weight * trace(one) * trace(other)
      a2 += weight * trace(multiplyMatrices(one, other))
    })
  })
  const b = (a1 + 6 * a2) / (2 * q)
  const g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2)
  const below = 3 * q + 2 * (1 - g)
  const [c1, c2, c3] = [g / below, (q - g) / below, (q + 2 - g) / below]
  const shrink = 1 - a2 / q
  const rho = (shrink / (1 - c2 * b)) ** 2 * ((1 + c1 * b) / (1 - c3 * b)) * (1 / q)
  const denominatorDf = 4 + (q + 2) / (q * rho - 1)
  if (!(denominatorDf > 2)) return undefined
  const scale = (denominatorDf * shrink) / (denominatorDf - 2)
  const right: Matrix = { rows: q, columns: 1, cells: Float64Array.from(estimates) }
  const solved = solve(correctedFactor, right).cells
  const wald = estimates.reduce((sum, estimate, at) => sum + estimate * (solved[at] as number), 0)
  return { f: (scale * wald) / q, denominatorDf }
}

function testByFaiCornelius({ estimates, covariance, slopes, parameters }: Projected): Found {
  if (cholesky(covariance) === undefined) return undefined
  const q = estimates.length
  const { values, vectors } = findSymmetricEigen(covariance)
  let [squares, expected] = [0, 0]
  const freedoms = vectors.map((vector, at) => {
    const variance = values[at] as number
    const estimate = vector.reduce((sum, one, i) => sum + one * (estimates[i] as number), 0)
    squares += estimate ** 2 / variance
    const gradient = slopes.map((slope) => quadratic(slope, vector))
    return (2 * variance ** 2) / quadratic(parameters, gradient)
  })
  const f = squares / q
  // An F’s mean is that of the sum where each t has one; below two degrees of freedom a squared t has none.
  if (freedoms.some((df) => !(df > 2))) return { f, denominatorDf: 2 }
  const [first = 0] = freedoms
  if (freedoms.every((df) => Math.abs(df - first) < 1e-8 * first)) return { f, denominatorDf: first }
  for (const df of freedoms) expected += df / (df - 2)
  return { f, denominatorDf: (2 * expected) / (expected - q) }
}

function expand(weights: Weights, size: number): number[] {
  const row = new Array<number>(size).fill(0)
  for (const [at, weight] of weights) row[at] = (row[at] as number) + weight
  return row
}

function stack(rows: readonly (readonly number[])[]): Matrix {
  const matrix = createZeroMatrix(rows.length, rows[0]?.length ?? 0)
  rows.forEach((row, i) => {
    matrix.cells.set(row, i * matrix.columns)
  })
  return matrix
}

function trace(of: Matrix): number {
  let sum = 0
  for (let at = 0; at < of.rows; at += 1) sum += readCell(of, at, at)
  return sum
}

function quadratic(of: Matrix, vector: readonly number[]): number {
  return vector.reduce(
    (sum, a, i) => sum + vector.reduce((inner, b, j) => inner + a * b * readCell(of, i, j), 0),
    0,
  )
}
