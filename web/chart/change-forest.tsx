import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { PooledMeanView } from '../console/change-view.ts'
import { formats } from '../console/format.ts'
import { textFor } from '../text/index.ts'
import { tickWords } from './axes.tsx'
import { ForestPlot, type ForestRow } from './forest-plot.tsx'

export type ChangeRow = {
  readonly name: string
  readonly n: number
  /** `null` where there is none, or none that may be shown: `words` says why. */
  readonly estimate: { readonly estimate: number; readonly interval: readonly [number, number] } | null
  readonly words: string
}

/** Each clinic's mean, the pooled one and where that of a new clinic would lie, in the unit of the scale, about 0. */
export function ChangeForest(props: {
  readonly locale: string
  readonly id: string
  readonly title: string
  readonly axis: string
  readonly upwards: string
  readonly rows: readonly ChangeRow[]
  readonly pooled: PooledMeanView
}) {
  const { locale, id, title, axis, upwards, rows, pooled } = props
  const text = textFor(locale)
  const { estimate: say } = formats(locale)
  const words = (value: number, [low, high]: readonly [number, number]) =>
    text.change.words(say(value), say(low), say(high))
  const forest: ForestRow[] = rows.map(({ name: label, n: weight, estimate, words }) => ({
    ...{ kind: 'site', label, weight, words },
    estimate: estimate && { value: estimate.estimate, interval: estimate.interval },
  }))
  if (pooled.kind === 'pooled') {
    const { estimate: value, interval, predictionInterval } = pooled
    forest.push(
      {
        ...{ kind: 'pooled', label: text.console.outcomes.pooled, words: words(value, interval) },
        estimate: { value, interval },
      },
      {
        ...{ kind: 'prediction', label: text.console.chart.prediction },
        words: `(${text.analysis.to(say(predictionInterval[0]), say(predictionInterval[1]))})`,
        estimate: { value, interval: predictionInterval },
      },
    )
  }
  // What reaches much farther than every interval of a clinic is cut off: with few clinics the prediction may be endless.
  const [low = -1, high = 1] = extent([0, ...rows.flatMap(({ estimate }) => estimate?.interval ?? [])])
  const scale = scaleLinear(low === high ? [-1, 1] : [low, high], [0, 1]).nice(6)
  const tick = tickWords(locale)
  return (
    <ForestPlot
      {...{ id, title, axis, upwards }}
      domain={scale.domain() as [number, number]}
      reference={0}
      ticks={scale.ticks(6).map((at) => ({ at, words: tick(at) }))}
      rows={forest}
    />
  )
}
