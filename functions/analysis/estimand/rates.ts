import type {
  DenominatorCounts,
  DenominatorRates,
  NoRateReason,
  RateEstimate,
} from '../../../web/api/analyses/denominators.ts'
import { estimateClusteredProportion } from '../statistics/clustered-proportion.ts'
import type { Denominators } from './denominators.ts'

/** Every denominator's rate over sites, side by side, with intervals that know of the sites. */
export function computeRates(
  sites: readonly Pick<Denominators, 'due' | 'met' | 'observed' | 'observedMet' | 'bestMet'>[],
  noRate: NoRateReason | null,
): DenominatorRates {
  if (noRate !== null) return { primary: null, observed: null, worst: null, best: null }
  const primary = estimateRate(sites.map(({ met, due }) => ({ events: met, n: due })))
  return {
    primary,
    observed: estimateRate(sites.map(({ observedMet, observed }) => ({ events: observedMet, n: observed }))),
    // What is missing is not met in the primary rate either.
    worst: primary,
    best: estimateRate(sites.map(({ bestMet, due }) => ({ events: bestMet, n: due }))),
  }
}

/** The share of all participants of some sites, with the interval of a sample of sites from three of them on; `null` of nobody. */
export function estimateRate(
  sites: readonly { readonly events: number; readonly n: number }[],
): RateEstimate {
  const of = sites.reduce((sum, { n }) => sum + n, 0)
  if (of === 0) return null
  const met = sites.reduce((sum, { events }) => sum + events, 0)
  const { rate, interval } = estimateClusteredProportion(sites)
  return { met, of, rate, interval: [...interval] }
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
