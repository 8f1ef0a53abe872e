import type { MeanSeries } from '../charts/mean-series.ts'
import { MeansOverVisits } from '../charts/means-over-visits.tsx'
import { findText } from '../text/index.ts'
import { createFormats } from './format.ts'
import { findTitle } from './frame.ts'
import type { FittedModel, RepeatedMeasuresView } from './repeated-measures-view.ts'

type MeansChartProps = {
  readonly locale: string
  readonly view: Pick<RepeatedMeasuresView, 'measure' | 'visits' | 'arms'>
  readonly model: FittedModel
}

/** Adjusted means of each arm over the visits. */
export function MeansChart({ locale, view, model }: MeansChartProps) {
  const text = findText(locale)
  const series = buildSeries(view, model)
  const isBroken = series.some(({ points }) => points.some(({ mean }) => mean === null))
  const visits = [...new Set(model.means.map(({ visit }) => visit))]
  return (
    <MeansOverVisits
      locale={locale}
      label={`${text.repeatedMeasures.chart(view.measure.title)}. ${describeMeans(series, view, locale)}`}
      note={`${text.analysis.directions[view.measure.direction]}${isBroken ? ` · × ${text.repeatedMeasures.notShown}` : ''}`}
      visits={visits.map((id) => ({ id, title: findTitle(view.visits, id) }))}
      series={series}
      baseline={{
        mean: model.baselineMean,
        words: text.repeatedMeasures.beforeMean(createFormats(locale).estimate(model.baselineMean)),
      }}
      range={view.measure.range}
      none={text.console.none}
    />
  )
}

function buildSeries({ arms }: MeansChartProps['view'], { means }: FittedModel): readonly MeanSeries[] {
  return arms
    .map(({ id, title }) => ({
      title,
      points: means
        .filter(({ arm }) => arm === id)
        .map((mean) => ({
          visit: mean.visit,
          mean: mean.kind === 'estimated' ? mean : null,
          n: mean.kind === 'suppressed' ? null : mean.n,
        })),
    }))
    .filter(({ points }) => points.length > 0)
}

function describeMeans(
  series: readonly MeanSeries[],
  { visits }: MeansChartProps['view'],
  locale: string,
): string {
  const text = findText(locale)
  const { estimate } = createFormats(locale)
  return series
    .map(({ title, points }) => {
      const means = points.map(({ visit, mean }) => {
        const name = findTitle(visits, visit)
        if (mean === null) return `${name} ${text.repeatedMeasures.notShown}`
        const [low, high] = mean.interval
        return `${name} ${estimate(mean.estimate)} (${text.analysis.to(estimate(low), estimate(high))})`
      })
      return `${title}: ${means.join(', ')}.`
    })
    .join(' ')
}
