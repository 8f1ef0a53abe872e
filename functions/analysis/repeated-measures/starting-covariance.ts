import { cholesky, solve } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix } from '../statistics/matrix.ts'
import type { PatternProducts } from './cross-products.ts'
import type { Design } from './design.ts'

/** Why the means cannot be estimated, before any covariance. */
export type StartRefusal = {
  readonly reason: 'too-few-participants' | 'no-residual-variance'
  readonly visit: number
}

/** A residual sum of squares of less than this share of the whole is rounding. */
const MIN_VARIANCE = 1e-10

/**
 * A covariance to start from: of the residuals about each visit's own least squares, each pair of visits over those who
 * were measured at both. Drawn towards its diagonal as far as it takes to be positive definite.
 *
 * @param isShared whether the visits have one variance: a visit with too few of its own then takes the others' mean
 */
export function estimateStartingCovariance(
  patterns: readonly PatternProducts[],
  design: Design,
  visits: number,
  isShared: boolean,
): Matrix | StartRefusal {
  const coefficients: (Float64Array | undefined)[] = []
  let refusal: StartRefusal | undefined
  for (let visit = 0; visit < visits; visit++) {
    const fitted = fitLeastSquares(patterns, design, visit)
    if ('reason' in fitted) refusal ??= fitted
    coefficients.push('reason' in fitted ? undefined : fitted.coefficients)
  }
  if (refusal && !(isShared && coefficients.some((own) => own !== undefined))) return refusal
  const sums = createZeroMatrix(visits, visits)
  const counts = createZeroMatrix(visits, visits)
  for (const pattern of patterns)
    pattern.visits.forEach((first, j) => {
      pattern.visits.forEach((second, k) => {
        const at = first * visits + second
        const [left, right] = [coefficients[first], coefficients[second]]
        if (left === undefined || right === undefined) return
        const product = sumResidualProducts(pattern, design.covariates, [j, left], [k, right])
        sums.cells[at] = (sums.cells[at] as number) + product
        counts.cells[at] = (counts.cells[at] as number) + pattern.participants
      })
    })
  const raw = sums.cells.map((sum, at) => (counts.cells[at] === 0 ? 0 : sum / (counts.cells[at] as number)))
  const estimated = coefficients.flatMap((own, at) => (own ? [raw[at * (visits + 1)] as number] : []))
  const shared = estimated.reduce((sum, variance) => sum + variance, 0) / estimated.length
  coefficients.forEach((own, at) => {
    if (own === undefined) raw[at * (visits + 1)] = shared
  })
  for (let keep = 1; keep > 1e-3; keep *= 0.9) {
    const drawn = raw.map((cell, at) => (at % (visits + 1) === 0 ? cell : keep * cell))
    const candidate = { rows: visits, columns: visits, cells: drawn }
    if (cholesky(candidate)) return candidate
  }
  return { rows: visits, columns: visits, cells: raw.map((cell, at) => (at % (visits + 1) === 0 ? cell : 0)) }
}

/** Coefficients by covariate, 0 for those without a column of the visit's own: sites come in later. */
function fitLeastSquares(
  patterns: readonly PatternProducts[],
  design: Design,
  visit: number,
): { coefficients: Float64Array } | StartRefusal {
  const own = Array.from({ length: design.visitCovariates }, (_, a) => a).filter(
    (a) => (design.columns[visit * design.covariates + a] as number) >= 0,
  )
  const left = createZeroMatrix(own.length, own.length)
  const right = createZeroMatrix(own.length, 1)
  let squares = 0
  let participants = 0
  for (const { visits, products, size, participants: count } of patterns) {
    const place = visits.indexOf(visit)
    if (place < 0) continue
    participants += count
    const outcome = design.covariates + place
    squares += products[outcome * size + outcome] as number
    own.forEach((a, row) => {
      right.cells[row] = (right.cells[row] as number) + (products[a * size + outcome] as number)
      own.forEach((b, column) => {
        const at = row * own.length + column
        left.cells[at] = (left.cells[at] as number) + (products[a * size + b] as number)
      })
    })
  }
  const factor = participants > own.length ? cholesky(left) : undefined
  if (factor === undefined) return { reason: 'too-few-participants', visit }
  const solution = solve(factor, right).cells
  const residual = squares - solution.reduce((sum, value, at) => sum + value * (right.cells[at] as number), 0)
  if (!(residual > MIN_VARIANCE * squares)) return { reason: 'no-residual-variance', visit }
  const coefficients = new Float64Array(design.covariates)
  own.forEach((a, row) => {
    coefficients[a] = solution[row] as number
  })
  return { coefficients }
}

/** Σ of the products of two residuals: outcome less coefficients times covariates. */
function sumResidualProducts(
  { products, size }: PatternProducts,
  covariates: number,
  first: readonly [place: number, coefficients: Float64Array],
  second: readonly [place: number, coefficients: Float64Array],
): number {
  const listWeights = ([place, coefficients]: typeof first): (readonly [number, number])[] => [
    ...Array.from(coefficients, (value, a) => [a, -value] as const),
    [covariates + place, 1],
  ]
  const right = listWeights(second)
  let sum = 0
  for (const [row, a] of listWeights(first))
    for (const [column, b] of right) sum += a * b * (products[row * size + column] as number)
  return sum
}
