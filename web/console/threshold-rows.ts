import { textFor } from '../text/index.ts'
import { formats } from './format.ts'
import type { MeanChangeView, ThresholdView, WorkbenchView } from './thresholds-view.ts'

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
  readonly saidInterval: string
  /** How many resamples gave no estimate, where there were any. */
  readonly resamples: string
}

/** Every method in one order: anchored on the rating first, then from the spread of the scores alone. */
export function methodRows(
  { anchor, thresholds, distribution }: WorkbenchView,
  locale: string,
): readonly MethodRow[] {
  const { methodNames: names, estimateReasons: reasons } = textFor(locale).thresholds
  const spread = (title: string, value: number | null): MethodRow => {
    const reason = distribution.kind === 'estimated' ? 'reliability-unknown' : distribution.reason
    return {
      ...{ title, group: 'distribution', isUnconfirmed: false, resamples: '' },
      n: distribution.kind === 'estimated' ? formats(locale).count(distribution.n) : '',
      ...toldOf(value, null, locale, reasons[reason]),
    }
  }
  const spreads =
    distribution.kind === 'estimated'
      ? distribution
      : { halfDeviation: null, standardErrorOfMeasurement: null, mdc90: null, mdc95: null }
  return [
    meanRow(names['mean-change'], anchor.meanChange, locale),
    meanRow(names['over-unchanged'], anchor.overUnchanged, locale),
    ...thresholds.map((one) => thresholdRow(one, locale)),
    spread(names.half, spreads.halfDeviation),
    spread(names.sem, spreads.standardErrorOfMeasurement),
    spread(names.mdc90, spreads.mdc90),
    spread(names.mdc95, spreads.mdc95),
  ]
}

function meanRow(title: string, mean: MeanChangeView, locale: string): MethodRow {
  const { estimateReasons } = textFor(locale).thresholds
  const about = { title, group: 'anchored', isUnconfirmed: false, resamples: '' } as const
  if (mean.kind === 'not-estimated')
    return { ...about, n: '', ...toldOf(null, null, locale, estimateReasons[mean.reason]) }
  return { ...about, n: formats(locale).count(mean.n), ...toldOf(mean.estimate, mean.interval, locale) }
}

function thresholdRow(one: ThresholdView, locale: string): MethodRow {
  const text = textFor(locale).thresholds
  const { count } = formats(locale)
  const about = { title: text.methodNames[one.method], group: 'anchored', n: count(one.n) } as const
  if (one.kind === 'not-estimated') {
    const isUnconfirmed = one.method === 'adjusted predictive modelling (2017)'
    return {
      ...about,
      isUnconfirmed,
      resamples: '',
      ...toldOf(null, null, locale, text.estimateReasons[one.reason]),
    }
  }
  const told = toldOf(one.estimate, one.interval, locale)
  return {
    ...about,
    ...told,
    isUnconfirmed: one.evidence === 'unconfirmed',
    saidInterval:
      one.interval === null ? (one.replicates === 0 ? text.noBootstrap : text.noInterval) : told.saidInterval,
    resamples: one.replicates === 0 ? '' : text.failedOf(count(one.failed), count(one.replicates)),
  }
}

function toldOf(
  value: number | null,
  interval: readonly [number, number] | null,
  locale: string,
  reason = '',
): Pick<MethodRow, 'estimate' | 'interval' | 'said' | 'saidInterval'> {
  const { estimate } = formats(locale)
  const { analysis } = textFor(locale)
  return {
    ...{ estimate: value, interval },
    said: value === null ? reason : estimate(value),
    saidInterval: interval === null ? '' : analysis.to(estimate(interval[0]), estimate(interval[1])),
  }
}
