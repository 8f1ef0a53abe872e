import type { FittedModel } from '../api/analyses/repeated-measures.ts'
import type { MeanSeries } from '../charts/mean-series.ts'
import { MeansOverVisits } from '../charts/means-over-visits.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { RepeatedMeasuresWords } from './analysis-words.ts'
import { createFormats } from './format.ts'
import { findTitle } from './frame.ts'

type MeansChartProps = {
  readonly locale: string
  readonly words: Pick<RepeatedMeasuresWords, 'measure' | 'visits' | 'arms'>
  readonly model: FittedModel
}

/** Adjusted means of each arm over the visits. */
export function MeansChart({ locale, words, model }: MeansChartProps) {
  const text = findAnalysesText(locale)
  const series = buildSeries(words, model)
  const isBroken = series.some(({ points }) => points.some(({ mean }) => mean === null))
  const visits = [...new Set(model.means.map(({ visit }) => visit))]
  return (
    <MeansOverVisits
      locale={locale}
      label={`${text.repeatedMeasures.chart(words.measure.title)}. ${describeMeans(series, words, locale)}`}
      note={`${text.analysis.directions[words.measure.direction]}${isBroken ? ` · × ${text.repeatedMeasures.notShown}` : ''}`}
      visits={visits.map((id) => ({ id, title: findTitle(words.visits, id) }))}
      series={series}
      baseline={{
        mean: model.baselineMean,
        words: text.repeatedMeasures.beforeMean(createFormats(locale).estimate(model.baselineMean)),
      }}
      range={words.measure.range}
      none={text.console.none}
    />
  )
}

function buildSeries({ arms }: MeansChartProps['words'], { means }: FittedModel): readonly MeanSeries[] {
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
  { visits }: MeansChartProps['words'],
  locale: string,
): string {
  const text = findAnalysesText(locale)
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
