import type { NotPooled, RateMethod } from '../../../web/api/analyses/pooling.ts'
import { type ClinicMean, poolClinicMean } from './clinic-mean.ts'
import { type PooledLogits, poolLogits, type SiteProportion } from './pool-logits.ts'
import type { PoolingOptions } from './pooling.ts'

export interface ProportionOptions extends PoolingOptions {
  /** Default `clinic-mean`; τ² and the rules of intervals are those of `two-stage`. */
  readonly method?: RateMethod
}

/** The rate by the method asked for, with what every other method of one pass says. Rates are from 0 to 1. */
export interface PooledProportion {
  readonly kind: 'pooled'
  readonly method: RateMethod
  readonly rate: number
  readonly interval: readonly [number, number]
  readonly predictionInterval: readonly [number, number]
  /** Of each site in the rate, 0–100, in the order given. */
  readonly weights: readonly number[]
  readonly clinicMean: ClinicMean
  readonly twoStage: PooledLogits
}

/**
 * The responder rate of a study over its clinics. By default the mean of the clinics' true rates with the interval that
 * tests/simulation/pooling/ chose; `two-stage` is the rate of a typical clinic.
 *
 * @param sites in any order, each with at least one participant
 * @returns refused with fewer than three sites, and when all have no event or nothing else: nothing then shows how much
 *   clinics differ
 * @throws RangeError when the counts of a site are not counts, or the level is not between 0 and 1
 */
export function poolProportions(
  sites: readonly SiteProportion[],
  options: ProportionOptions = {},
): PooledProportion | NotPooled {
  const { method = 'clinic-mean' } = options
  const twoStage = poolLogits(sites, options)
  if (twoStage.kind === 'not-pooled') return twoStage
  const clinicMean = poolClinicMean(sites, options)
  const all = { kind: 'pooled', method, clinicMean, twoStage } as const
  if (method === 'two-stage') {
    const { rate, interval, predictionInterval, weights } = twoStage
    return { ...all, rate, interval, predictionInterval, weights }
  }
  const { rate, weights, interval, plainInterval, predictionInterval } = clinicMean
  return {
    ...{ ...all, rate, weights },
    // Without any spread the plain interval has no width.
    interval: method === 'clinic-mean-plain' ? (plainInterval ?? interval) : interval,
    predictionInterval: predictionInterval ?? interval,
  }
}
