import { poolBinomial } from '../../../functions/analysis/pooling/binomial-mixed-model.ts'
import { poolClinicMean } from '../../../functions/analysis/pooling/clinic-mean.ts'
import { poolLogits, type SiteProportion } from '../../../functions/analysis/pooling/pool-logits.ts'
import { studentTQuantile } from '../../../functions/analysis/statistics/distributions.ts'
import { wilsonFromRate, wilsonInterval } from '../../../functions/analysis/statistics/wilson.ts'
import { createBayesianPooling } from './bayesian.ts'
import { computeMeanRate, inverseLogit } from './grid.ts'

export type Interval = readonly [number, number]
/** What a method says of a study; `null` where it refuses. */
export type Answer = { readonly rate: number; readonly interval: Interval } | null

/**
 * Methods side by side, all held against the mean of the clinics' true rates. "-typical" turns a logit back as it is, the
 * rate of a clinic in the middle; "-mean" takes the mean over clinics at the estimated spread.
 */
export const METHODS = [
  'clinic-mean',
  'clinic-mean-plain',
  'clinic-mean-hybrid',
  'one-sample',
  'two-stage-hartung-knapp-typical',
  'two-stage-hartung-knapp-mean',
  'two-stage-modified-typical',
  'two-stage-modified-mean',
  'mixed-model-profile-typical',
  'mixed-model-profile-mean',
  'mixed-model-t(k-1)-mean',
  'mixed-model-t(k-2)-mean',
  'bayesian-half-normal-0.5',
  'bayesian-half-normal-1',
] as const

export type Method = (typeof METHODS)[number]

const bayesian = { half: createBayesianPooling(0.5), one: createBayesianPooling(1) }
const quantiles = new Map<number, number>()

function findT(df: number): number {
  const known = quantiles.get(df) ?? studentTQuantile(0.975, df)
  quantiles.set(df, known)
  return known
}

/** Every method's answer to one study. */
export function answerStudy(sites: readonly SiteProportion[]): Record<Method, Answer> {
  return {
    ...answerByClinicMean(sites),
    ...answerInTwoStages(sites),
    ...answerByMixedModel(sites),
    ...answerBayesian(sites),
  }
}

function answerByClinicMean(sites: readonly SiteProportion[]) {
  const { rate, interval, plainInterval, icc, effectiveSampleSize, events, n, k } = poolClinicMean(sites)
  return {
    'clinic-mean': { rate, interval },
    'clinic-mean-plain': plainInterval && { rate, interval: plainInterval },
    // One sample when the clinics differ by no more than chance, t(k − 1) otherwise.
    'clinic-mean-hybrid': {
      rate,
      interval: icc > 0 ? wilsonFromRate(rate, effectiveSampleSize, findT(k - 1)) : wilsonInterval(events, n),
    },
    'one-sample': { rate: events / n, interval: wilsonInterval(events, n) },
  }
}

function answerInTwoStages(sites: readonly SiteProportion[]) {
  const plain = describeTwoStages(poolLogits(sites, { interval: 'hartung-knapp' }))
  const modified = describeTwoStages(poolLogits(sites, { interval: 'modified-hartung-knapp' }))
  return {
    'two-stage-hartung-knapp-typical': plain.typical,
    'two-stage-hartung-knapp-mean': plain.mean,
    'two-stage-modified-typical': modified.typical,
    'two-stage-modified-mean': modified.mean,
  }
}

function describeTwoStages(pooled: ReturnType<typeof poolLogits>): { typical: Answer; mean: Answer } {
  if (pooled.kind === 'not-pooled') return { typical: null, mean: null }
  const { rate, interval, logit, tau2 } = pooled
  return { typical: { rate, interval }, mean: averageOverClinics(logit.estimate, logit.interval, tau2) }
}

function answerByMixedModel(sites: readonly SiteProportion[]) {
  const fit = poolBinomial(sites, { only: 'Gauss–Hermite 11' })
  if (fit.kind === 'not-pooled')
    return {
      'mixed-model-profile-typical': null,
      'mixed-model-profile-mean': null,
      'mixed-model-t(k-1)-mean': null,
      'mixed-model-t(k-2)-mean': null,
    }
  const { estimate, standardError, profile } = fit.logit
  const byT = (df: number): Interval => [
    estimate - findT(df) * standardError,
    estimate + findT(df) * standardError,
  ]
  const isFound = profile.kind === 'estimated'
  return {
    'mixed-model-profile-typical': isFound
      ? {
          rate: fit.rate.estimate,
          interval: [inverseLogit(profile.interval[0]), inverseLogit(profile.interval[1])] as const,
        }
      : null,
    'mixed-model-profile-mean': isFound ? averageOverClinics(estimate, profile.interval, fit.tau2) : null,
    'mixed-model-t(k-1)-mean': averageOverClinics(estimate, byT(fit.k - 1), fit.tau2),
    'mixed-model-t(k-2)-mean': averageOverClinics(estimate, byT(fit.k - 2), fit.tau2),
  }
}

function answerBayesian(sites: readonly SiteProportion[]) {
  return { 'bayesian-half-normal-0.5': bayesian.half(sites), 'bayesian-half-normal-1': bayesian.one(sites) }
}

function averageOverClinics(logit: number, [lower, upper]: Interval, tau2: number): Answer {
  const tau = Math.sqrt(tau2)
  return {
    rate: computeMeanRate(logit, tau),
    interval: [computeMeanRate(lower, tau), computeMeanRate(upper, tau)],
  }
}
