import type { DenominatorRates, ImputedRate, RateEstimate } from '../../../web/api/analyses/denominators.ts'
import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { computeRates } from '../estimand/rates.ts'
import { type PooledProportion, poolProportions } from '../pooling/pool-proportions.ts'
import { roundOutwards, roundShare } from './rounding.ts'
import { sumCounts, type WholeSite } from './whole-counts.ts'

/* Rates over all sites of a study, as coarse as it takes to give away none of them. */

const LEVEL = 0.95

/** The steps that rates of all sites are rounded to, as shares; `null`: suppressed. */
export type Precision = {
  /** Of everybody as one sample, by every denominator; and of the pooled rate. */
  readonly rate: number
  /** Of every interval. */
  readonly interval: number | null
}

/** Where every site is shown, so that there is nothing to work out. */
export const FINE: Precision = { rate: 0.01, interval: 0.01 }

/**
 * Where some are suppressed: the same steps whatever their counts, since the choice of a step would say something of them. An
 * interval is what gives a count away: with whole percent at both ends, one count of a small site is left.
 */
/** The largest step there is. */
export const COARSEST = 0.1
const COARSE_STEPS = [0.05, COARSEST] as const
/** A step must cover so many participants: one step of whole percent is one of a hundred. */
const MIN_STEP_PARTICIPANTS = 12

/** @param due of all sites: how many took part is no outcome */
export function chooseCoarse(due: number): Precision {
  const step = COARSE_STEPS.find((one) => one * due >= MIN_STEP_PARTICIPANTS)
  return { rate: step ?? COARSEST, interval: null }
}

/** Rates over all sites before they are rounded. */
export type FineRates = {
  readonly rates: DenominatorRates
  readonly pooled: ReturnType<typeof poolProportions>
  readonly k: number
  /** How much those who are not imputed have moved the rate. */
  readonly shift: number
}

/** @param whole of the counts as they are, by which a shift is told */
export function computeFineRates(sites: readonly WholeSite[], metBefore: number): FineRates {
  const all = sumCounts(sites)
  const reporting = sites.filter(({ counts }) => counts.due > 0)
  return {
    rates: computeRates(
      sites.map(({ counts }) => counts),
      null,
    ),
    pooled: poolProportions(reporting.map(({ counts }) => ({ events: counts.met, n: counts.due }))),
    k: reporting.length,
    shift: all.due === 0 ? 0 : (all.met - metBefore) / all.due,
  }
}

type Estimates = Pick<ResponderRateReply, 'rates' | 'imputed' | 'pooled'>

/** As they are published. @param about what is the same whatever the counts: how it was pooled, and what was imputed */
export function roundRates(
  fine: FineRates,
  { pooled, imputed }: Pick<ResponderRateReply, 'pooled' | 'imputed'>,
  precision: Precision,
): Estimates {
  const { rates, shift } = fine
  const round = (rate: RateEstimate) => roundRate(rate, precision)
  return {
    rates: {
      primary: round(rates.primary),
      // Beside a coarse rate each other one would narrow down what it could be.
      ...(precision.interval === null
        ? { observed: null, worst: null, best: null }
        : { observed: round(rates.observed), worst: round(rates.worst), best: round(rates.best) }),
    },
    imputed: roundImputed(imputed, shift, precision),
    pooled: roundPooled(fine, pooled.kind === 'pooled' ? pooled.method : 'random effects', precision),
  }
}

function roundRate(of: RateEstimate, { rate, interval }: Precision): RateEstimate {
  return (
    of && {
      ...{ met: null, of: null, rate: roundShare(of.rate, rate) },
      interval: interval === null || of.interval === null ? null : roundOutwards(of.interval, interval),
    }
  )
}

function roundImputed(imputed: ImputedRate, shift: number, { rate, interval }: Precision): ImputedRate {
  if (imputed.kind !== 'imputed') return imputed
  if (interval === null) return { kind: 'not-imputed', reason: 'suppressed' }
  const [low, high] = imputed.interval
  return {
    ...imputed,
    rate: roundShare(imputed.rate + shift, rate),
    interval: roundOutwards([low + shift, high + shift], interval),
    imputedParticipants: null,
    fractionMissing: roundShare(imputed.fractionMissing),
    monteCarloError: roundShare(imputed.monteCarloError),
  }
}

function roundPooled({ pooled, k }: FineRates, method: string, precision: Precision): PooledRate {
  if (pooled.kind !== 'pooled') return pooled
  const { rate, interval, predictionInterval }: PooledProportion = pooled
  const round = (ends: readonly [number, number]) =>
    precision.interval === null ? null : roundOutwards(ends, precision.interval)
  return {
    ...{ kind: 'rounded', k, level: LEVEL, method, step: precision.rate },
    ...{ rate: roundShare(rate, precision.rate), interval: round(interval) },
    predictionInterval: round(predictionInterval),
  }
}
