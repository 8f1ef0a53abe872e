import type { DomainWeights } from '../../../../web/api/consensus/trade-offs.ts'
import { fitLogisticRegression } from '../../arm-comparison/logistic-regression.ts'
import { studentTQuantile } from '../../statistics/distributions.ts'
import {
  createMatrix,
  createZeroMatrix,
  type Matrix,
  multiplyMatrices,
  readCell,
} from '../../statistics/matrix.ts'
import { type Choice, computeSteps, type TradeOffDomain } from './pairs.ts'

/** A rater with the choices that they were asked for; implied ones are no further evidence. */
export type RaterChoices = { readonly rater: string; readonly choices: readonly Choice[] }

/**
 * Weights of domains from pairwise choices: a logistic model in which each step up of a domain adds to the log odds of being chosen
 * (Bradley and Terry’s, with the sides made of steps). *Equal* is half a choice for each side.
 *
 * This and not PAPRIKA’s linear program, which gives weights that fit the choices without any error: raters contradict themselves and
 * each other, and a weight without an interval hides it. Skipping what is implied does not bias the model: which pair comes next
 * depends on earlier choices alone. Errors are by rater (sandwich), since choices of one rater hang together; intervals with
 * t(raters − 1).
 *
 * @see Bradley & Terry, Biometrika 39:324, 1952; Liang & Zeger, Biometrika 73:13, 1986
 */
export function estimateWeights(
  domains: readonly TradeOffDomain[],
  raters: readonly RaterChoices[],
  level = 0.95,
): DomainWeights {
  const heard = raters.filter(({ choices }) => choices.length > 0)
  if (heard.length < 2) return { kind: 'not-estimated', reason: 'fewer-than-two-raters' }
  const rows = heard.flatMap(({ choices }, rater) =>
    choices.map(({ pair, preferred }) => ({
      ...{ rater, pair: pair.id, steps: computeSteps(domains, pair) },
      outcome: preferred === 'first' ? 1 : preferred === 'second' ? 0 : 0.5,
    })),
  )
  const own = fitRows(rows)
  if (own.kind === 'not-fitted' && own.reason === 'columns-depend')
    return { kind: 'not-estimated', reason: 'columns-depend' }
  const isShrunk = own.kind === 'not-fitted'
  const halves = [...new Map(rows.map((row) => [row.pair, { ...row, outcome: 0.5 }])).values()]
  const fit = isShrunk ? fitRows([...rows, ...halves]) : own
  if (fit.kind === 'not-fitted') return { kind: 'not-estimated', reason: 'columns-depend' }
  const { coefficients } = fit
  const covariance = computeSandwich(rows, coefficients, fit.covariance, heard.length)
  const places = listPlaces(domains)
  const totals = places.map((of) => of.reduce((sum, at) => sum + (coefficients[at] as number), 0))
  const whole = totals.reduce((sum, total) => sum + total, 0)
  if (!(whole > 0)) return { kind: 'not-estimated', reason: 'no-direction' }
  const critical = studentTQuantile((1 + level) / 2, heard.length - 1)
  return {
    ...{ kind: 'estimated', raters: heard.length, choices: rows.length, isShrunk },
    domains: domains.map(({ id }, domain) => {
      const own = places[domain] as readonly number[]
      const total = totals[domain] as number
      const gradient = Float64Array.from(
        coefficients,
        (_, at) => ((own.includes(at) ? whole : 0) - total) / whole ** 2,
      )
      const half = critical * Math.sqrt(computeQuadratic(gradient, covariance))
      const weight = total / whole
      return {
        ...{ domain: id, weight, interval: [weight - half, weight + half] as const },
        steps: own.map((at) => ({
          estimate: coefficients[at] as number,
          standardError: Math.sqrt(readCell(covariance, at, at)),
        })),
      }
    }),
  }
}

/** The weights of all raters, and of each group apart, by name. */
export function estimateGroupWeights(
  domains: readonly TradeOffDomain[],
  raters: readonly (RaterChoices & { readonly group: string })[],
  level = 0.95,
): readonly { readonly group: string; readonly weights: DomainWeights }[] {
  const groups = [...Map.groupBy(raters, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1))
  return [['all', raters] as const, ...groups].map(([group, own]) => ({
    group,
    weights: estimateWeights(domains, own, level),
  }))
}

type Row = {
  readonly rater: number
  readonly pair: string
  readonly steps: readonly number[]
  readonly outcome: number
}

function fitRows(rows: readonly Row[]) {
  return fitLogisticRegression(
    createMatrix(rows.map(({ steps }) => steps)),
    rows.map(({ outcome }) => outcome),
  )
}

/** Places of each domain’s steps among the columns. */
function listPlaces(domains: readonly TradeOffDomain[]): readonly (readonly number[])[] {
  let from = 0
  return domains.map(({ levels }) => {
    const places = Array.from({ length: levels - 1 }, (_, step) => from + step)
    from += levels - 1
    return places
  })
}

/** A⁻¹·B·A⁻¹·G/(G − 1), with B the sum over raters of their scores’ squares. */
function computeSandwich(
  rows: readonly Row[],
  coefficients: Float64Array,
  bread: Matrix,
  raters: number,
): Matrix {
  const size = coefficients.length
  const scores = createZeroMatrix(raters, size)
  for (const { rater, steps, outcome } of rows) {
    const eta = steps.reduce((sum, step, at) => sum + step * (coefficients[at] as number), 0)
    const residual = outcome - 1 / (1 + Math.exp(-eta))
    steps.forEach((step, at) => {
      scores.cells[rater * size + at] = (scores.cells[rater * size + at] as number) + residual * step
    })
  }
  const meat = createZeroMatrix(size, size)
  for (let rater = 0; rater < raters; rater += 1)
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        meat.cells[i * size + j] =
          (meat.cells[i * size + j] as number) +
          ((scores.cells[rater * size + i] as number) * (scores.cells[rater * size + j] as number) * raters) /
            (raters - 1)
  return multiplyMatrices(multiplyMatrices(bread, meat), bread)
}

function computeQuadratic(gradient: Float64Array, matrix: Matrix): number {
  let sum = 0
  for (let i = 0; i < gradient.length; i += 1)
    for (let j = 0; j < gradient.length; j += 1)
      sum += (gradient[i] as number) * readCell(matrix, i, j) * (gradient[j] as number)
  return sum
}
