import type { PoolingDetail, PoolingRules, RateMethod } from '../api/analyses/pooling.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'

/** Named after people, in every language. */
const TAU2_METHODS = { REML: 'REML', DL: 'DerSimonian–Laird', PM: 'Paule–Mandel' }
const listIntervalNames = (locale: string) => ({
  'hartung-knapp': 'Hartung–Knapp',
  'modified-hartung-knapp': findAnalysesText(locale).pooling.modified,
})

/** A clinic's share in a pooled estimate, 0–100; `null` where it is not pooled. */
export function findWeight(
  pooled: Pick<PoolingDetail, 'sites'> | { readonly kind: 'not-pooled' | 'rounded' | 'suppressed' },
  clinic: string,
): number | null {
  return 'sites' in pooled ? (pooled.sites.find(({ site }) => site === clinic)?.weight ?? null) : null
}

/** What a pooled estimate rests on: how far clinics differ, by which rules, and whether one of them carries it. */
export function PoolingDetails({
  locale,
  of,
  pooled,
  others = [],
  withoutEach,
}: {
  readonly locale: string
  /** What was pooled: the name of its tables, on a page that has several. */
  readonly of: string
  readonly pooled: PoolingDetail
  /** What other methods say, a sentence each. */
  readonly others?: readonly string[]
  /** The name of each clinic with its share in the estimate, 0–100, and what is left without it, in words. */
  readonly withoutEach: readonly {
    readonly name: string
    readonly weight: number | null
    readonly estimate: string
    readonly interval: string
  }[]
}) {
  const text = findAnalysesText(locale).pooling
  const { small, percentage } = createFormats(locale)
  const { none } = findAnalysesText(locale).console
  const { tau2Interval, q, tau2Method, intervalRule, intervalDf, predictionRule } = pooled
  const formatRange = ([low, high]: readonly [number, number], formatValue: (value: number) => string) =>
    findAnalysesText(locale).analysis.to(formatValue(low), formatValue(high))
  return (
    <details>
      <summary>{text.details}</summary>
      <p class="small">
        {text.method(
          TAU2_METHODS[tau2Method],
          listIntervalNames(locale)[intervalRule],
          intervalDf,
          text.predictions[predictionRule],
        )}
      </p>
      <p class="small">
        {tau2Interval.i2 === null || tau2Interval.tau2 === null
          ? text.noHeterogeneityInterval
          : text.heterogeneityIntervals(
              formatRange(tau2Interval.i2, percentage),
              formatRange(tau2Interval.tau2, small),
            )}{' '}
        {text.q(small(q.value), q.df, q.p < 0.001 ? `<${small(0.001)}` : small(q.p))}
      </p>
      {others.map((sentence) => (
        <p class="small">{sentence}</p>
      ))}
      <DataTable
        label={`${text.withoutEach}: ${of}`}
        columns={[
          { title: text.without },
          ...[text.weight, text.estimate, text.percentInterval].map((title) => ({ title, isNumber: true })),
        ]}
        rows={withoutEach.map(({ name, weight, estimate, interval }) => [
          text.withoutOne(name),
          ...[weight === null ? none : percentage(weight), estimate, interval],
        ])}
      />
    </details>
  )
}

/** How sites are to be pooled, as part of a form: folded, since few will change it. */
export function PoolingPicks({
  locale,
  rules,
}: {
  locale: string
  rules: PoolingRules & { readonly rateMethod?: RateMethod }
}) {
  const text = findAnalysesText(locale).pooling
  const picks = [
    ...(rules.rateMethod === undefined
      ? []
      : [
          {
            ...{ name: 'rateMethod', label: text.rateMethod },
            ...{ choices: text.rateMethods, chosen: rules.rateMethod },
          },
        ]),
    { name: 'tau2', label: text.tau2, choices: TAU2_METHODS, chosen: rules.tau2 },
    { name: 'interval', label: text.interval, choices: listIntervalNames(locale), chosen: rules.interval },
    { name: 'prediction', label: text.prediction, choices: text.predictions, chosen: rules.prediction },
  ]
  return (
    <details class="more">
      <summary>{text.rules}</summary>
      <div>
        {picks.map(({ name, label, choices, chosen }) => (
          <label>
            {label}
            <select name={name}>
              {Object.entries(choices).map(([value, title]) => (
                <option value={value} selected={value === chosen}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </details>
  )
}
