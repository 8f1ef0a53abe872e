import { cholesky, solve } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix } from '../statistics/matrix.ts'

/** The columns of one row that are not 0, with their values. */
export type SparseRow = readonly (readonly [column: number, value: number])[]

export type OrdinalRegression =
  | {
      readonly kind: 'fitted'
      readonly logLikelihood: number
      /** Ascending: one fewer than there are categories. */
      readonly thresholds: readonly number[]
      /** Log odds of a higher category for each unit of a column. */
      readonly slopes: readonly number[]
    }
  | { readonly kind: 'not-fitted'; readonly reason: 'columns-depend' | 'separated' }

const MAX_ITERATIONS = 100
const MAX_HALVINGS = 40
/** Of the log-likelihood still to be gained, twice. */
const TOLERANCE = 1e-16
/** Beyond this a probability is 0 or 1: some combination of columns tells the category. */
const MAX_PREDICTOR = 60

/**
 * Proportional odds by maximum likelihood: logit P(category ≤ k) = threshold k − Σ slope·column (McCullagh, Journal of the Royal
 * Statistical Society B 42:109, 1980). The likelihood has one maximum (Pratt 1981), found by Newton’s method with halved steps.
 *
 * @param rows of each participant, without an intercept
 * @param categories of each participant, from 0, each of `count` at least once
 * @param count of categories, at least 2
 * @param columns of the rows
 */
export function fitOrdinalRegression(
  rows: readonly SparseRow[],
  categories: readonly number[],
  { count, columns }: { readonly count: number; readonly columns: number },
): OrdinalRegression {
  const thresholds = count - 1
  let parameters = new Float64Array(thresholds + columns)
  parameters.set(findStartingThresholds(categories, count))
  let standing = evaluate(rows, categories, parameters, thresholds)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const factor = cholesky(standing.information)
    if (factor === undefined)
      return { kind: 'not-fitted', reason: iteration === 0 ? 'columns-depend' : 'separated' }
    const step = solve(factor, standing.score).cells
    const gain = step.reduce((sum, one, at) => sum + one * (standing.score.cells[at] as number), 0)
    if (gain < TOLERANCE * Math.max(1, Math.abs(standing.logLikelihood)))
      return {
        ...{ kind: 'fitted', logLikelihood: standing.logLikelihood },
        thresholds: Array.from(parameters.subarray(0, thresholds)),
        slopes: Array.from(parameters.subarray(thresholds)),
      }
    let halvings = 0
    for (let share = 1; ; share /= 2) {
      const moved = parameters.map((one, at) => one + share * (step[at] as number))
      const found = evaluate(rows, categories, moved, thresholds)
      const isAsGood =
        found.logLikelihood >= standing.logLikelihood - 1e-12 * Math.abs(standing.logLikelihood)
      if (isAsGood || halvings === MAX_HALVINGS) {
        ;[parameters, standing] = [moved, found]
        break
      }
      halvings += 1
    }
    if (halvings === MAX_HALVINGS || !(standing.largest < MAX_PREDICTOR))
      return { kind: 'not-fitted', reason: 'separated' }
  }
  return { kind: 'not-fitted', reason: 'separated' }
}

/** Those of a model without columns. */
function findStartingThresholds(categories: readonly number[], count: number): number[] {
  const sizes = new Array<number>(count).fill(0)
  for (const category of categories) sizes[category] = (sizes[category] as number) + 1
  let below = 0
  return sizes.slice(0, -1).map((size) => {
    below += size
    return Math.log(below / (categories.length - below))
  })
}

type Evaluation = {
  readonly logLikelihood: number
  readonly score: Matrix
  /** Minus the second derivatives. */
  readonly information: Matrix
  readonly largest: number
}

function evaluate(
  rows: readonly SparseRow[],
  categories: readonly number[],
  parameters: Float64Array,
  thresholds: number,
): Evaluation {
  const size = parameters.length
  const score = createZeroMatrix(size, 1)
  const information = createZeroMatrix(size, size)
  let [logLikelihood, largest] = [0, 0]
  const add = (places: SparseRow, others: SparseRow, weight: number) => {
    for (const [i, a] of places)
      for (const [j, b] of others)
        information.cells[i * size + j] = (information.cells[i * size + j] as number) + weight * a * b
  }
  rows.forEach((row, at) => {
    const category = categories[at] as number
    const predictor = row.reduce(
      (sum, [column, value]) => sum + value * (parameters[thresholds + column] as number),
      0,
    )
    largest = Math.max(largest, Math.abs(predictor))
    const shared = row.map(([column, value]) => [thresholds + column, -value] as const)
    const listEnd = (place: number): SparseRow =>
      place < 0 || place >= thresholds ? [] : [[place, 1], ...shared]
    const [upper, lower] = [listEnd(category), listEnd(category - 1)]
    const u = upper.length === 0 ? Infinity : (parameters[category] as number) - predictor
    const l = lower.length === 0 ? -Infinity : (parameters[category - 1] as number) - predictor
    const probability = logistic(u) * logistic(-l) * -Math.expm1(l - u)
    logLikelihood += probability > 0 ? Math.log(probability) : -Infinity
    const [fu, fl] = [density(u) / probability, density(l) / probability]
    for (const [i, a] of upper) score.cells[i] = (score.cells[i] as number) + a * fu
    for (const [i, a] of lower) score.cells[i] = (score.cells[i] as number) - a * fl
    add(upper, upper, fu ** 2 - fu * (1 - 2 * logistic(u)))
    add(lower, lower, fl ** 2 + fl * (1 - 2 * logistic(l)))
    add(upper, lower, -fu * fl)
    add(lower, upper, -fu * fl)
  })
  return { logLikelihood, score, information, largest }
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

function density(x: number): number {
  return logistic(x) * logistic(-x)
}
