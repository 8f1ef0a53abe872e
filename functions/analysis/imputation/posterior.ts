import { cholesky, invert } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix, multiplyMatrices, transpose } from '../statistics/matrix.ts'
import type { Random } from '../statistics/random.ts'

/** Means by arm (baseline first, then the visits) and the covariance that all arms share. */
export type NormalParameters = { readonly means: readonly Float64Array[]; readonly covariance: Matrix }

/**
 * Draws the parameters of normal distributions with one covariance, given complete data: the covariance from its inverse
 * Wishart posterior under Jeffreys' prior, then each arm's mean.
 *
 * @param rows complete, participant by participant, `width` values each
 * @returns `undefined` when there are too few participants, or no spread
 * @see J. L. Schafer, Analysis of incomplete multivariate data, 1997, section 5.4
 */
export function drawParameters(
  rows: Float64Array,
  width: number,
  arm: Uint16Array,
  arms: number,
  random: Random,
): NormalParameters | undefined {
  const counts = new Float64Array(arms)
  const means = Array.from({ length: arms }, () => new Float64Array(width))
  for (let at = 0; at < arm.length; at += 1) {
    const mean = means[arm[at] as number] as Float64Array
    counts[arm[at] as number] = (counts[arm[at] as number] as number) + 1
    for (let place = 0; place < width; place += 1)
      mean[place] = (mean[place] as number) + (rows[at * width + place] as number)
  }
  means.forEach((mean, which) => {
    for (let place = 0; place < width; place += 1)
      mean[place] = (mean[place] as number) / (counts[which] as number)
  })
  const spread = createZeroMatrix(width, width)
  const residual = new Float64Array(width)
  for (let at = 0; at < arm.length; at += 1) {
    const mean = means[arm[at] as number] as Float64Array
    for (let place = 0; place < width; place += 1)
      residual[place] = (rows[at * width + place] as number) - (mean[place] as number)
    for (let i = 0; i < width; i += 1)
      for (let j = 0; j < width; j += 1)
        spread.cells[i * width + j] =
          (spread.cells[i * width + j] as number) + (residual[i] as number) * (residual[j] as number)
  }
  const covariance = drawInverseWishart(spread, arm.length - arms, random)
  const root = covariance && cholesky(covariance)?.lower
  if (covariance === undefined || root === undefined) return undefined
  return {
    covariance,
    means: means.map((mean, which) => {
      const shift = drawNormal(root, random)
      return mean.map((value, place) => value + (shift[place] as number) / Math.sqrt(counts[which] as number))
    }),
  }
}

/** L·z for z of independent standard normals. */
export function drawNormal(lower: Matrix, random: Random): Float64Array {
  const z = Float64Array.from({ length: lower.rows }, () => random.normal())
  return Float64Array.from(z, (_, row) => {
    let sum = 0
    for (let column = 0; column <= row; column += 1)
      sum += (lower.cells[row * lower.columns + column] as number) * (z[column] as number)
    return sum
  })
}

/** By Bartlett's decomposition of the Wishart distribution with the inverse of the spread as its scale. */
function drawInverseWishart(spread: Matrix, df: number, random: Random): Matrix | undefined {
  const width = spread.rows
  if (df < width) return undefined
  const factor = cholesky(spread)
  const scale = factor && cholesky(invert(factor))?.lower
  if (scale === undefined) return undefined
  const triangle = createZeroMatrix(width, width)
  for (let i = 0; i < width; i += 1) {
    triangle.cells[i * width + i] = Math.sqrt(random.chiSquare(df - i))
    for (let j = 0; j < i; j += 1) triangle.cells[i * width + j] = random.normal()
  }
  const root = multiplyMatrices(scale, triangle)
  const wishart = cholesky(multiplyMatrices(root, transpose(root)))
  return wishart && invert(wishart)
}
