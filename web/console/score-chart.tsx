import { ScoresOverTime } from '../charts/scores-over-time.tsx'
import { findText } from '../text/index.ts'
import { createFormats } from './format.ts'
import type { ParticipantView, ScaleSeries } from './participant-view.ts'

type ScoreChartProps = {
  readonly locale: string
  readonly series: ScaleSeries
  readonly view: Pick<ParticipantView, 'treatments' | 'enrolledAt'>
}

/** One scale of a participant over time, with its treatments. */
export function ScoreChart({ locale, series, view }: ScoreChartProps) {
  const text = findText(locale).console.chart
  const treatments = view.treatments.map(({ givenAt }) => givenAt)
  return (
    <ScoresOverTime
      locale={locale}
      label={`${text.scoresTitle(series.title)}. ${describeScores(series, locale)}`}
      xTitle={treatments.length > 0 ? text.afterTreatment : text.afterEnrolment}
      direction={series.direction === 'higher-is-worse' ? text.higherIsWorse : text.higherIsBetter}
      legend={buildLegend(series, treatments.length > 0, locale)}
      range={series.range}
      bands={series.bands}
      points={series.points.map((point) =>
        point.kind === 'not-submitted' ? { ...point, kind: 'missed' as const } : point,
      )}
      treatments={treatments}
      enrolledAt={view.enrolledAt}
    />
  )
}

/** Explains only the marks that are there. */
function buildLegend({ points }: ScaleSeries, isTreated: boolean, locale: string): readonly string[] {
  const text = findText(locale).console.chart
  const kinds = new Set(points.map(({ kind }) => kind))
  return [
    ...(isTreated ? [`▼ ${text.treatment}`] : []),
    ...(kinds.has('missed') ? [`× ${text.missed}`] : []),
    ...(kinds.has('not-submitted') ? [`× ${text.notSubmitted}`] : []),
    ...(kinds.has('not-scorable') ? [`○ ${text.notScorable}`] : []),
  ]
}

function describeScores({ points }: ScaleSeries, locale: string): string {
  const text = findText(locale).console.chart
  if (points.length === 0) return text.scoresDescription(text.noScores)
  const words = {
    ...{ missed: text.missed, 'not-submitted': text.notSubmitted },
    'not-scorable': text.notScorable,
  }
  const { score } = createFormats(locale)
  const scores = points.map((point) => {
    const result = point.kind === 'scored' ? score(point.value) : words[point.kind]
    return `${point.timepoint.title} ${result}`
  })
  return text.scoresDescription(scores.join(', '))
}
