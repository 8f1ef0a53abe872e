import { deviation } from 'd3-array'
import type { DistributionThresholds } from '../../../web/api/analyses/meaningful-change.ts'
import { minimalDetectableChange, standardErrorOfMeasurement } from '../trajectory/reliable-change.ts'

/** What is more than noise, not what matters to anybody. @param reliability of the score, 0 to below 1 */
export function computeDistributionThresholds(
  baselines: readonly number[],
  reliability: number | null,
): DistributionThresholds {
  const n = baselines.length
  if (n < 2) return { kind: 'not-estimated', n, reason: 'fewer-than-two' }
  const standardDeviation = deviation(baselines) ?? 0
  if (standardDeviation === 0) return { kind: 'not-estimated', n, reason: 'no-variance' }
  const of = reliability === null ? null : { standardDeviation, coefficient: reliability }
  return {
    ...{ kind: 'estimated', n, standardDeviation, halfDeviation: standardDeviation / 2 },
    standardErrorOfMeasurement: of && standardErrorOfMeasurement(of),
    mdc90: of && minimalDetectableChange(of, 0.9),
    mdc95: of && minimalDetectableChange(of, 0.95),
  }
}
