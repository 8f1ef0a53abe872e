import type { Assumption } from '../../../web/api/analyses/missing-data-assumptions.ts'
import { cholesky, solve } from '../statistics/cholesky.ts'
import {
  createZeroMatrix,
  type Matrix,
  multiplyMatrices,
  readCell,
  selectSquare,
  transpose,
} from '../statistics/matrix.ts'

/**
 * The mean that a participant's measurements have under an assumption, before and after their last answers.
 *
 * @param own, reference means of their arm and of the reference arm: baseline first, then the visits
 * @param last place of the last one that was measured
 */
export function computeAssumedMean(
  assumption: Assumption,
  own: Float64Array,
  reference: Float64Array,
  last: number,
): Float64Array {
  switch (assumption) {
    case 'missing-at-random':
      return own
    case 'copy-reference':
      return reference
    case 'jump-to-reference':
      return own.map((mean, at) => (at <= last ? mean : (reference[at] as number)))
    case 'copy-increments-in-reference': {
      const from = (own[last] as number) - (reference[last] as number)
      return own.map((mean, at) => (at <= last ? mean : from + (reference[at] as number)))
    }
  }
}

/** How what is missing depends on what was measured, for one pattern of a normal distribution. */
export type ConditionalDistribution = {
  readonly measured: readonly number[]
  readonly missing: readonly number[]
  /** missing × measured */
  readonly slopes: Matrix
  /** Lower triangle of the rest's covariance. */
  readonly rest: Matrix
}

/** @returns `undefined` when the covariance is not positive definite */
export function computeConditional(
  covariance: Matrix,
  measured: readonly number[],
): ConditionalDistribution | undefined {
  const missing = Array.from({ length: covariance.rows }, (_, at) => at).filter(
    (at) => !measured.includes(at),
  )
  const factor = cholesky(selectSquare(covariance, measured))
  if (factor === undefined) return undefined
  const across = createZeroMatrix(measured.length, missing.length)
  measured.forEach((row, i) => {
    missing.forEach((column, j) => {
      across.cells[i * missing.length + j] = readCell(covariance, row, column)
    })
  })
  const slopes = transpose(solve(factor, across))
  const explained = multiplyMatrices(slopes, across)
  const own = selectSquare(covariance, missing)
  const left = { ...own, cells: own.cells.map((cell, at) => cell - (explained.cells[at] as number)) }
  const rest = cholesky(left)
  return rest && { measured, missing, slopes, rest: rest.lower }
}

/** The mean of what is missing, given what was measured: μ₂ + B·(y₁ − μ₁). */
export function computeConditionalMean(
  { measured, missing, slopes }: ConditionalDistribution,
  mean: Float64Array,
  values: Float64Array,
): Float64Array {
  return Float64Array.from(missing, (at, row) =>
    measured.reduce(
      (sum, place, column) =>
        sum + readCell(slopes, row, column) * ((values[place] as number) - (mean[place] as number)),
      mean[at] as number,
    ),
  )
}
