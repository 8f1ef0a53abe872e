import type {
  DenominatorCounts,
  DenominatorRates,
  NoRateReason,
  RateEstimate,
} from '../../../web/api/analyses/denominators.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import type { Denominators } from './denominators.ts'

/** Every denominator's rate, side by side. */
export function computeRates(
  { due, met, observed, observedMet, bestMet }: Denominators,
  noRate: NoRateReason | null,
): DenominatorRates {
  if (noRate !== null) return { primary: null, observed: null, worst: null, best: null }
  return {
    primary: estimateRate(met, due),
    observed: estimateRate(observedMet, observed),
    // What is missing is not met in the primary rate either.
    worst: estimateRate(met, due),
    best: estimateRate(bestMet, due),
  }
}

/** A rate with its Wilson interval; `null` of nobody. */
export function estimateRate(met: number, of: number): RateEstimate {
  return of === 0 ? null : { met, of, rate: met / of, interval: [...wilsonInterval(met, of)] }
}

/** What is shown of a group's counts. */
export function pickCounts({
  due,
  notYetDue,
  met,
  observed,
  observedMet,
  bestMet,
}: Denominators): DenominatorCounts {
  return { due, notYetDue, met, observed, observedMet, bestMet }
}
