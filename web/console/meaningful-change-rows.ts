import type { MeaningfulChangeEstimate, ThresholdEstimate } from '../api/analyses/meaningful-change.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { createFormats } from './format.ts'

/** One method's estimate, as the plot draws it and the table writes it. */
export type MethodRow = {
  readonly title: string
  readonly group: 'anchored' | 'distribution'
  readonly isUnconfirmed: boolean
  readonly n: string
  readonly estimate: number | null
  readonly interval: readonly [number, number] | null
  /** The estimate, or why there is none. */
  readonly said: string
  /** The interval, or why there is none. */
  readonly intervalText: string
  /** How many resamples gave no estimate, where there were any. */
  readonly resamples: string
}

/** Every method in one order: anchored on the rating first, then from the spread of the scores alone. */
export function buildMethodRows(
  { anchor, thresholds, distribution }: MeaningfulChangeEstimate,
  locale: string,
): readonly MethodRow[] {
  const { methodNames: names, estimateReasons: reasons } = findAnalysesText(locale).meaningfulChange
  const buildDistributionRow = (title: string, value: number | null): MethodRow => {
    const reason = distribution.kind === 'estimated' ? 'reliability-unknown' : distribution.reason
    return {
      ...{ title, group: 'distribution', isUnconfirmed: false, resamples: '' },
      n: distribution.kind === 'estimated' ? createFormats(locale).count(distribution.n) : '',
      ...formatEstimate(value, null, locale, reasons[reason]),
    }
  }
  const spreads =
    distribution.kind === 'estimated'
      ? distribution
      : { halfDeviation: null, standardErrorOfMeasurement: null, mdc90: null, mdc95: null }
  return [
    buildMeanRow(names['mean-change'], anchor.meanChange, locale),
    buildMeanRow(names['over-unchanged'], anchor.overUnchanged, locale),
    ...thresholds.map((one) => buildThresholdRow(one, locale)),
    buildDistributionRow(names.half, spreads.halfDeviation),
    buildDistributionRow(names.sem, spreads.standardErrorOfMeasurement),
    buildDistributionRow(names.mdc90, spreads.mdc90),
    buildDistributionRow(names.mdc95, spreads.mdc95),
  ]
}

function buildMeanRow(
  title: string,
  mean: MeaningfulChangeEstimate['anchor']['meanChange'],
  locale: string,
): MethodRow {
  const { estimateReasons } = findAnalysesText(locale).meaningfulChange
  const about = { title, group: 'anchored', isUnconfirmed: false, resamples: '' } as const
  if (mean.kind === 'not-estimated')
    return { ...about, n: '', ...formatEstimate(null, null, locale, estimateReasons[mean.reason]) }
  return {
    ...about,
    n: createFormats(locale).count(mean.n),
    ...formatEstimate(mean.estimate, mean.interval, locale),
  }
}

function buildThresholdRow(one: ThresholdEstimate, locale: string): MethodRow {
  const text = findAnalysesText(locale).meaningfulChange
  const { count } = createFormats(locale)
  const about = { title: text.methodNames[one.method], group: 'anchored', n: count(one.n) } as const
  if (one.kind === 'not-estimated') {
    const isUnconfirmed = one.method === 'adjusted predictive modelling (2017)'
    return {
      ...about,
      isUnconfirmed,
      resamples: '',
      ...formatEstimate(null, null, locale, text.estimateReasons[one.reason]),
    }
  }
  const formatted = formatEstimate(one.estimate, one.interval, locale)
  return {
    ...about,
    ...formatted,
    isUnconfirmed: one.evidence === 'unconfirmed',
    intervalText:
      one.interval === null
        ? one.replicates === 0
          ? text.noBootstrap
          : text.noInterval
        : formatted.intervalText,
    resamples: one.replicates === 0 ? '' : text.failedOf(count(one.failed), count(one.replicates)),
  }
}

function formatEstimate(
  value: number | null,
  interval: readonly [number, number] | null,
  locale: string,
  reason = '',
): Pick<MethodRow, 'estimate' | 'interval' | 'said' | 'intervalText'> {
  const { estimate } = createFormats(locale)
  const { analysis } = findAnalysesText(locale)
  return {
    ...{ estimate: value, interval },
    said: value === null ? reason : estimate(value),
    intervalText: interval === null ? '' : analysis.to(estimate(interval[0]), estimate(interval[1])),
  }
}
