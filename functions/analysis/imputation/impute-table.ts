import type { Random } from '../statistics/random.ts'
import { drawNormal, drawParameters, type NormalParameters } from './posterior.ts'
import { computeConditional, computeConditionalMean } from './reference-based.ts'

/** Scores of participants, row by row, `width` columns each; `NaN` where one is missing. */
export type ScoreTable = {
  readonly width: number
  readonly cells: Float64Array
  /** The group of each row, from 0: groups differ in their means and share one covariance. */
  readonly group: Uint16Array
  readonly groups: number
}

export type TableImputationOptions = {
  /** Steps of the chain before the first completed table, and between two. */
  readonly burnIn?: number
  readonly between?: number
}

const BURN_IN_ITERATIONS = 100
const ITERATIONS_BETWEEN_DRAWS = 10

/**
 * Completed copies of a table, one after the other, under missing at random: a multivariate normal model with one mean for
 * each group and column and one covariance, drawn by data augmentation.
 *
 * @param random the same stream gives the same copies
 * @returns an endless sequence; it ends at once where there are too few rows, or a column without spread
 * @see J. L. Schafer, Analysis of incomplete multivariate data, 1997, section 5.4
 */
export function* imputeTable(
  table: ScoreTable,
  random: Random,
  { burnIn = BURN_IN_ITERATIONS, between = ITERATIONS_BETWEEN_DRAWS }: TableImputationOptions = {},
): Generator<Float64Array> {
  const { width, group, groups } = table
  const patterns = groupByPattern(table)
  const cells = startFromMeans(table)
  for (let step = 0; ; step += 1) {
    const parameters = drawParameters(cells, width, group, groups, random)
    if (parameters === undefined) return
    fillMissing(cells, table, patterns, parameters, random)
    const since = step - burnIn
    if (since >= 0 && since % between === 0) yield cells.slice()
  }
}

type Pattern = { readonly measured: readonly number[]; readonly rows: readonly number[] }

/** Rows that lack the same columns; complete rows are in none. */
function groupByPattern({ width, cells, group }: ScoreTable): readonly Pattern[] {
  const patterns = new Map<string, { measured: number[]; rows: number[] }>()
  for (let row = 0; row < group.length; row += 1) {
    const measured = Array.from({ length: width }, (_, at) => at).filter(
      (at) => !Number.isNaN(cells[row * width + at]),
    )
    if (measured.length === width) continue
    const key = measured.join()
    const pattern = patterns.get(key) ?? { measured, rows: [] }
    patterns.set(key, pattern)
    pattern.rows.push(row)
  }
  return [...patterns.values()]
}

function startFromMeans({ width, cells }: ScoreTable): Float64Array {
  const [sums, counts] = [new Float64Array(width), new Float64Array(width)]
  cells.forEach((value, cell) => {
    if (Number.isNaN(value)) return
    sums[cell % width] = (sums[cell % width] as number) + value
    counts[cell % width] = (counts[cell % width] as number) + 1
  })
  return cells.map((value, cell) =>
    Number.isNaN(value) ? (sums[cell % width] as number) / (counts[cell % width] as number) : value,
  )
}

function fillMissing(
  cells: Float64Array,
  { width, group }: ScoreTable,
  patterns: readonly Pattern[],
  { means, covariance }: NormalParameters,
  random: Random,
): void {
  for (const { measured, rows } of patterns) {
    const conditional = computeConditional(covariance, measured)
    if (conditional === undefined) continue
    for (const row of rows) {
      const values = cells.subarray(row * width, (row + 1) * width)
      const expected = computeConditionalMean(
        conditional,
        means[group[row] as number] as Float64Array,
        values,
      )
      const rest = drawNormal(conditional.rest, random)
      conditional.missing.forEach((at, which) => {
        values[at] = (expected[which] as number) + (rest[which] as number)
      })
    }
  }
}
