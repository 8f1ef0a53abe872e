import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { PooledMean } from '../api/analyses/mean-change.ts'
import { ForestPlot, type ForestRow } from '../charts/forest-plot.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import { buildForestHeadings } from './forest-headings.ts'
import { createFormats } from './format.ts'

export type ChangeRow = {
  readonly name: string
  /** `null` where it may not be shown, or is not known. */
  readonly n: number | null
  /** `null` where there is none, or none that may be shown: `words` says why. */
  readonly estimate: { readonly estimate: number; readonly interval: readonly [number, number] } | null
  /** Share in the pooled mean, 0–100; `null` where the clinic is not pooled. */
  readonly weight: number | null
  readonly words: string
}

const TICKS = 6

/** Each clinic's mean, the pooled mean and where that of a new clinic would lie, in the unit of the scale. */
export function ChangeForest(props: {
  readonly locale: string
  readonly title: string
  readonly axis: string
  readonly upwards: string
  readonly rows: readonly ChangeRow[]
  readonly pooled: PooledMean
}) {
  const { locale, title, axis, upwards, rows, pooled } = props
  const text = findAnalysesText(locale)
  const { count } = createFormats(locale)
  const sites = rows.map(
    ({ name: label, n, weight, estimate, words }): ForestRow => ({
      ...{ kind: 'site', label, weight, words, ...(n !== null && { count: count(n) }) },
      estimate: estimate && { value: estimate.estimate, interval: estimate.interval },
    }),
  )
  // The axis spans the clinics' intervals. With few clinics the prediction interval can be far wider: it is cut off.
  const [low = -1, high = 1] = extent([0, ...rows.flatMap(({ estimate }) => estimate?.interval ?? [])])
  return (
    <ForestPlot
      {...{ locale, title, axis, upwards, reference: 0, ticks: TICKS }}
      domain={
        scaleLinear()
          .domain(low === high ? [-1, 1] : [low, high])
          .nice(TICKS)
          .domain() as [number, number]
      }
      headings={buildForestHeadings(locale, 'n', text.analysis.estimate)}
      rows={[...sites, ...buildPooledRows(pooled, locale)]}
    />
  )
}

function buildPooledRows(pooled: PooledMean, locale: string): readonly ForestRow[] {
  if (pooled.kind === 'not-pooled' || pooled.kind === 'suppressed') return []
  const text = findAnalysesText(locale)
  const { estimate: format } = createFormats(locale)
  const { estimate: value, interval, predictionInterval } = pooled
  const [low, high] = interval
  const [least, most] = predictionInterval
  return [
    {
      ...{ kind: 'pooled', label: text.console.outcomes.pooled, estimate: { value, interval } },
      words: text.meanChange.words(format(value), format(low), format(high)),
    },
    {
      ...{ kind: 'prediction', label: text.console.chart.prediction },
      words: `(${text.analysis.to(format(least), format(most))})`,
      estimate: { value, interval: predictionInterval },
    },
  ]
}
