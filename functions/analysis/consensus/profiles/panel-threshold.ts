import type { PanelThreshold } from '../../../../web/api/consensus/profile-thresholds.ts'
import { normalQuantile, studentTQuantile } from '../../statistics/distributions.ts'
import { findFallingRoot } from '../../statistics/falling-root.ts'
import type { Matrix } from '../../statistics/matrix.ts'
import { computeMarginalProbability, findPredictorAt } from './marginal-probability.ts'

/** A fitted model of votes; σ is 0 where it has no random intercept. */
export type VoteModel = {
  readonly coefficients: Float64Array
  readonly sigma: number
  /** Of coefficients and σ. */
  readonly covariance: Matrix
}

/** How one group’s linear predictor depends on the measure asked about: intercept + slope·x, each a sum of coefficients. */
export type GroupLine = {
  readonly intercept: readonly number[]
  readonly slope: readonly number[]
}

/**
 * Where a share of the panel says yes. With several groups, the mean of their shares: each group counts alike.
 *
 * The delta interval takes the threshold for normal. Fieller’s takes the two ends for normal and is not symmetric; it exists for a
 * single group, and where the slope differs from 0.
 *
 * @param share above 0 and below 1
 * @param options.df degrees of freedom of the intervals; left out: normal
 * @see Fieller, Journal of the Royal Statistical Society B 16:175, 1954
 */
export function findThreshold(
  model: VoteModel,
  lines: readonly GroupLine[],
  share: number,
  { level = 0.95, df }: { readonly level?: number; readonly df?: number } = {},
): PanelThreshold {
  const { coefficients, sigma } = model
  const ends = lines.map(({ intercept, slope }) => ({
    intercept: dot(intercept, coefficients),
    slope: dot(slope, coefficients),
  }))
  if (ends.some(({ slope }) => !(slope > 0))) return { kind: 'not-estimated', reason: 'slope-not-positive' }
  const { eta } = findPredictorAt(share, sigma)
  const starts = ends.map(({ intercept, slope }) => (eta - intercept) / slope)
  const evaluate = (x: number) => {
    const parts = ends.map(({ intercept, slope }) => ({
      ...computeMarginalProbability(intercept + slope * x, sigma),
      slope,
    }))
    const value = parts.reduce((sum, one) => sum + one.value, 0) / parts.length
    const slope = parts.reduce((sum, one) => sum + one.byPredictor * one.slope, 0) / parts.length
    return { value: share - value, slope: -slope, parts }
  }
  const width = Math.max(...starts) - Math.min(...starts)
  const steepest = Math.max(...ends.map(({ slope }) => slope))
  const found = findFallingRoot(evaluate, starts.reduce((sum, one) => sum + one, 0) / starts.length, {
    ...{ longest: width + 4 / steepest, enough: 1e-11 / steepest },
  })
  if (found === undefined) return { kind: 'not-estimated', reason: 'no-threshold' }
  const { place: x, here } = found
  const count = coefficients.length
  const gradient = new Float64Array(count + 1)
  here.parts.forEach(({ byPredictor, bySigma }, at) => {
    const { intercept, slope } = lines[at] as GroupLine
    for (let i = 0; i < count; i += 1)
      gradient[i] =
        (gradient[i] as number) +
        (byPredictor * ((intercept[i] as number) + x * (slope[i] as number))) / (lines.length * here.slope)
    gradient[count] = (gradient[count] as number) + bySigma / (lines.length * here.slope)
  })
  const standardError = Math.sqrt(computeVariance(gradient, model.covariance))
  const p = (1 + level) / 2
  const critical = df === undefined ? normalQuantile(p) : studentTQuantile(p, df)
  return {
    ...{ kind: 'estimated', estimate: x, standardError },
    interval: [x - critical * standardError, x + critical * standardError],
    fieller: lines.length === 1 ? computeFieller(model, lines[0] as GroupLine, share, critical) : null,
  }
}

/** The x for which intercept + slope·x does not differ from the predictor at the share. */
function computeFieller(
  { coefficients, sigma, covariance }: VoteModel,
  line: GroupLine,
  share: number,
  critical: number,
): readonly [number, number] | null {
  const { eta, bySigma } = findPredictorAt(share, sigma)
  const towards = Float64Array.from([...line.intercept, -bySigma])
  const along = Float64Array.from([...line.slope, 0])
  const a = dot(line.intercept, coefficients) - eta
  const b = dot(line.slope, coefficients)
  const square = critical * critical
  const [vaa, vbb] = [computeVariance(towards, covariance), computeVariance(along, covariance)]
  const vab = computeCovariance(towards, along, covariance)
  const [two, one, none] = [b * b - square * vbb, a * b - square * vab, a * a - square * vaa]
  const under = one * one - two * none
  if (!(two > 0) || under < 0) return null
  return [(-one - Math.sqrt(under)) / two, (-one + Math.sqrt(under)) / two]
}

function dot(weights: readonly number[], coefficients: Float64Array): number {
  return weights.reduce((sum, weight, at) => sum + weight * (coefficients[at] as number), 0)
}

function computeVariance(gradient: Float64Array, covariance: Matrix): number {
  return computeCovariance(gradient, gradient, covariance)
}

function computeCovariance(a: Float64Array, b: Float64Array, { cells, columns }: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1)
    for (let j = 0; j < b.length; j += 1)
      sum += (a[i] as number) * (cells[i * columns + j] as number) * (b[j] as number)
  return sum
}
