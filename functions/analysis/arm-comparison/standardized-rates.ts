import { compareTexts } from '../../platform/core/compare-texts.ts'
import { normalCdf, normalQuantile } from '../statistics/distributions.ts'
import { createZeroMatrix, type Matrix } from '../statistics/matrix.ts'
import { requireLevel } from '../statistics/wilson.ts'
import type { Counted } from '../timeline/counted.ts'
import { dotRow, fitLogisticRegression } from './logistic-regression.ts'
import type { ArmContrast } from './mantel-haenszel.ts'

/** One participant of two arms, or several who are alike: 1 for the arm, 0 for the one it is compared with. */
export type CovariateRow = Counted & {
  readonly outcome: 0 | 1
  readonly arm: 0 | 1
  readonly site: string
  /** Such as the baseline score; the same ones, in one order, for everybody. */
  readonly covariates: readonly number[]
}

export type StandardizedRates =
  | {
      readonly kind: 'estimated'
      readonly n: number
      /** Mean predicted rates if everybody had been in the arm, and in the other. */
      readonly rates: readonly [arm: number, against: number]
      readonly riskDifference: ArmContrast
      readonly riskRatio: ArmContrast
      readonly oddsRatio: ArmContrast
      /** Of the risk difference, two-sided, normal. */
      readonly p: number
    }
  | { readonly kind: 'not-estimated'; readonly reason: 'columns-depend' | 'separated' }

/**
 * Two arms compared with covariates held alike: a logistic regression on arm, site and covariates, whose predictions are
 * averaged over everybody as if all had been in the one arm and as if all had been in the other (g-computation). The
 * contrasts are marginal, so that an odds ratio can be read beside an unadjusted one. Errors by the delta method from the
 * model's covariance. Rows that are alike are counted together and taken in one order, so that the same participants give the
 * same bits, however they come.
 *
 * @see Ge, Durham, Meyer, Xie & Thomas, Drug Information Journal 45:481, 2011; FDA, Adjusting for covariates in randomized
 *   clinical trials, 2023
 */
export function standardizeRates(all: readonly CovariateRow[], level = 0.95): StandardizedRates {
  requireLevel(level)
  const rows = countAlike(all)
  const counts = rows.map(({ count }) => count)
  const sites = [...new Set(rows.map(({ site }) => site))].sort()
  const design = buildDesign(rows, sites)
  const fit = fitLogisticRegression(
    design,
    rows.map(({ outcome }) => outcome),
    counts,
  )
  if (fit.kind === 'not-fitted') return { kind: 'not-estimated', reason: fit.reason }
  const [one, other] = [
    predictMean(design, counts, fit.coefficients, 1),
    predictMean(design, counts, fit.coefficients, 0),
  ]
  const z = normalQuantile((1 + level) / 2)
  const computeError = (of: number, against: number) => {
    const gradient = one.gradient.map((value, at) => of * value - against * (other.gradient[at] as number))
    return Math.sqrt(
      gradient.reduce((sum, value, at) => sum + value * dotRow(fit.covariance.cells, at, gradient), 0),
    )
  }
  const [p, q] = [one.rate, other.rate]
  const differenceError = computeError(1, 1)
  const ratio = (log: number, standardError: number): ArmContrast => ({
    ...{ kind: 'estimated', estimate: Math.exp(log), standardError },
    interval: [Math.exp(log - z * standardError), Math.exp(log + z * standardError)],
  })
  const logit = (rate: number) => Math.log(rate / (1 - rate))
  return {
    ...{ kind: 'estimated', n: counts.reduce((sum, count) => sum + count, 0), rates: [p, q] },
    riskDifference: {
      ...{ kind: 'estimated', estimate: p - q, standardError: differenceError },
      interval: [Math.max(-1, p - q - z * differenceError), Math.min(1, p - q + z * differenceError)],
    },
    riskRatio: ratio(Math.log(p / q), computeError(1 / p, 1 / q)),
    oddsRatio: ratio(logit(p) - logit(q), computeError(1 / (p * (1 - p)), 1 / (q * (1 - q)))),
    p: 2 * normalCdf(-Math.abs((p - q) / differenceError)),
  }
}

/** The different rows with how many participants have each, in an order of their own. */
function countAlike(rows: readonly CovariateRow[]): readonly (CovariateRow & { readonly count: number })[] {
  const known = new Map<string, CovariateRow & { readonly count: number }>()
  for (const row of rows) {
    const { outcome, arm, site, covariates, count = 1 } = row
    const name = JSON.stringify([site, arm, outcome, covariates])
    known.set(name, { ...row, count: (known.get(name)?.count ?? 0) + count })
  }
  return [...known].sort(([a], [b]) => compareTexts(a, b)).map(([, row]) => row)
}

/** Intercept, arm, sites but the first, covariates. */
function buildDesign(rows: readonly CovariateRow[], sites: readonly string[]): Matrix {
  const columns = 1 + sites.length + (rows[0]?.covariates.length ?? 0)
  const design = createZeroMatrix(rows.length, columns)
  rows.forEach(({ arm, site, covariates }, row) => {
    const values = [1, arm, ...sites.slice(1).map((one) => (one === site ? 1 : 0)), ...covariates]
    design.cells.set(values, row * columns)
  })
  return design
}

/** The mean predicted rate with everybody in one arm, and how it changes with each coefficient. */
function predictMean(design: Matrix, counts: readonly number[], coefficients: Float64Array, arm: 0 | 1) {
  const { rows, columns } = design
  const n = counts.reduce((sum, count) => sum + count, 0)
  const cells = design.cells.slice()
  for (let row = 0; row < rows; row += 1) cells[row * columns + 1] = arm
  const gradient = new Float64Array(columns)
  let rate = 0
  for (let row = 0; row < rows; row += 1) {
    const p = 1 / (1 + Math.exp(-dotRow(cells, row, coefficients)))
    const share = (counts[row] as number) / n
    rate += p * share
    for (let at = 0; at < columns; at += 1)
      gradient[at] = (gradient[at] as number) + p * (1 - p) * (cells[row * columns + at] as number) * share
  }
  return { rate, gradient }
}
