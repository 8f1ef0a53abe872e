import type { MeanEstimate } from '../../../web/api/schemas/analysis-schemas.ts'
import { studentTQuantile } from './distributions.ts'
import { addSums, type ExactSums, findExcess, summarizeSums } from './exact-sums.ts'
import { estimateMean } from './mean-estimate.ts'

/**
 * The mean of all participants of several clinics, with an interval that knows that they come from clinics. From three of
 * them on the variance is k/(k − 1)·Σ(sumᵢ − nᵢ·mean)²/n² (clubSandwich: CR1) with t(k − 1), and the interval is never
 * narrower than that of a simple sample, of which `standardError` and `df` are where it is the wider one.
 *
 * @param clinics sums of each, in any order; clinics without values are left out
 * @param level of the interval, above 0 and below 1
 */
export function estimateClusteredMean(clinics: readonly ExactSums[], level = 0.95): MeanEstimate {
  const counted = clinics.filter(({ n }) => n > 0)
  const all = addSums(counted)
  const simple = estimateMean(summarizeSums(all), level)
  const k = counted.length
  if (simple.kind === 'not-estimated' || k < 3) return simple
  const { estimate, n, interval } = simple
  const squares = counted.reduce((sum, one) => sum + findExcess(one, all) ** 2, 0)
  const standardError = Math.sqrt((k / (k - 1)) * squares) / n
  const half = studentTQuantile((1 + level) / 2, k - 1) * standardError
  if (half <= (interval[1] - interval[0]) / 2) return simple
  return { ...simple, standardError, df: k - 1, interval: [estimate - half, estimate + half] }
}
