import { deviation, mean } from 'd3-array'
import type { MeanEstimate, MeanRefusal } from '../../../web/api/schemas/analysis-schemas.ts'
import { studentTQuantile } from './distributions.ts'

/** What is told of the values of a group. */
export interface MeanSummary {
  /** Participants: whole, from 0. */
  readonly n: number
  /** `null` of nobody. */
  readonly mean: number | null
  /** With n − 1 in the denominator; from 0; `null` of fewer than two. */
  readonly sd: number | null
}

export function summarizeValues(values: readonly number[]): MeanSummary {
  return { n: values.length, mean: mean(values) ?? null, sd: deviation(values) ?? null }
}

/**
 * The mean with its standard error sd/√n and n − 1 degrees of freedom (metafor: measure "MN").
 *
 * @param level of the interval, above 0 and below 1
 * @throws RangeError when n is not a number of participants, or sd is below 0
 */
export function estimateMean(of: MeanSummary, level = 0.95): MeanEstimate {
  const moments = checkSummary(of)
  if (typeof moments === 'string') return { kind: 'not-estimated', n: of.n, reason: moments }
  return buildEstimate(moments.mean, moments.variance, of.n - 1, of.n, level)
}

/**
 * The first mean less the second, with the standard error and degrees of freedom of B. L. Welch (Biometrika 34:28, 1947),
 * that let the groups differ in spread (metafor: measure "MD"). Of a group whose values are all alike the variance is 0,
 * and the difference has that of the other group.
 *
 * @throws RangeError when an n is not a number of participants, or an sd is below 0
 */
export function estimateMeanDifference(first: MeanSummary, second: MeanSummary, level = 0.95): MeanEstimate {
  const n = first.n + second.n
  const [one, other] = [checkSummary(first), checkSummary(second)]
  if (typeof one === 'string') return { kind: 'not-estimated', n, reason: one }
  if (typeof other === 'string') return { kind: 'not-estimated', n, reason: other }
  const [a, b] = [one.variance, other.variance]
  const total = a + b
  const df = 1 / ((a / total) ** 2 / (first.n - 1) + (b / total) ** 2 / (second.n - 1))
  return buildEstimate(one.mean - other.mean, total, df, n, level)
}

/** A mean and its variance sd²/n. */
function checkSummary({ n, mean, sd }: MeanSummary): { mean: number; variance: number } | MeanRefusal {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`Not a number of participants: ${n}`)
  if (sd !== null && sd < 0) throw new RangeError(`A standard deviation is not below 0: ${sd}`)
  if (n < 2 || mean === null || sd === null) return 'fewer-than-two'
  return { mean, variance: (sd * sd) / n }
}

function buildEstimate(
  estimate: number,
  variance: number,
  df: number,
  n: number,
  level: number,
): MeanEstimate {
  if (!Number.isFinite(estimate) || !Number.isFinite(variance))
    return { kind: 'not-estimated', n, reason: 'estimate-not-finite' }
  if (variance === 0) return { kind: 'not-estimated', n, reason: 'no-variance' }
  const standardError = Math.sqrt(variance)
  const half = studentTQuantile((1 + level) / 2, df) * standardError
  return { kind: 'estimated', n, estimate, standardError, df, interval: [estimate - half, estimate + half] }
}
