import { findAnalysesText } from '../text/analyses-text.ts'
import type { AnalysesText } from '../text/en/text.ts'
import { createFormats, type Formats } from './format.ts'
import type { ParticipantView, ScaleSeries, ScorePoint } from './participant-view.ts'
import { ScoreChart } from './score-chart.tsx'
import type { ChangeDirection, ChangeSummary } from './trajectory-view.ts'

type ScaleCardProps = {
  readonly locale: string
  readonly view: ParticipantView
  readonly series: ScaleSeries
}

/** One scale: its plot, and the same numbers below. */
export function ScaleCard({ locale, view, series }: ScaleCardProps) {
  const text = findAnalysesText(locale).console.participant
  const banded = series.bands.length > 0
  const columns = [text.score, text.change, text.percent, text.sinceTreatment]
  return (
    <section class="card" aria-label={series.title}>
      <h3>{series.title}</h3>
      {series.points.every((point) => point.kind === 'missed') ? (
        <p class="soft">{text.neverAnswered}</p>
      ) : (
        <ScoreChart locale={locale} series={series} view={view} />
      )}
      {series.summary === null ? null : <Change locale={locale} summary={series.summary} />}
      <details>
        <summary>{text.numbers}</summary>
        <section class="scroll" aria-label={`${series.title}: ${text.numbers}`} tabindex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{findAnalysesText(locale).console.worklist.timepoint}</th>
                {columns.map((column) => (
                  <th scope="col" class="n">
                    {column}
                  </th>
                ))}
                {banded ? <th scope="col">{text.band}</th> : null}
              </tr>
            </thead>
            <tbody>
              {series.points.map((point) => (
                <PointRow locale={locale} timeZone={view.site.timeZone} point={point} banded={banded} />
              ))}
            </tbody>
          </table>
        </section>
        {series.summary?.error === null ? (
          <p class="soft small">{findAnalysesText(locale).trajectory.errorUnknown}</p>
        ) : null}
      </details>
    </section>
  )
}

/** How it has changed since the baseline: at the latest score, at the best, and over all days. */
function Change({ locale, summary }: { locale: string; summary: ChangeSummary }) {
  const { console, trajectory: text } = findAnalysesText(locale)
  const format = createFormats(locale)
  const { latest, baseline, best, average, error } = summary
  const size = format.score(Math.abs(latest.change))
  const sizeAndPercent =
    latest.percentChange === null ? size : text.size(size, format.percentChange(latest.percentChange))
  return (
    <>
      <p>
        {text.latest[findShownDirection(latest.way, size, format)](
          latest.timepoint.title,
          sizeAndPercent,
          baseline.title,
        )}
        {error === null || latest.isBeyondError === null ? null : (
          <>
            {' '}
            {(latest.isBeyondError ? text.beyondError : text.withinError)(format.score(error.smallest))}
            {error.evidence === 'established' ? null : (
              <>
                {' '}
                <span class="tag">{console.evidence[error.evidence]}</span>
              </>
            )}
          </>
        )}
      </p>
      <p class="soft small">
        {text.best(format.score(best.value), best.timepoint.title)}
        {average === null ? null : ` ${averageWords(average, text, format)}`}
      </p>
    </>
  )
}

function averageWords(
  { way, change, days }: NonNullable<ChangeSummary['average']>,
  text: AnalysesText['trajectory'],
  format: Formats,
): string {
  const size = format.score(Math.abs(change))
  return text.average[findShownDirection(way, size, format)](size, days)
}

/** A change that is shown as 0 is shown as none. */
function findShownDirection(way: ChangeDirection, size: string, format: Formats): ChangeDirection {
  return size === format.score(0) ? 'same' : way
}

type PointRowProps = { locale: string; timeZone: string; point: ScorePoint; banded: boolean }

function PointRow({ locale, timeZone, point, banded }: PointRowProps) {
  const { none, participant: text, reasonOf } = findAnalysesText(locale).console
  const format = createFormats(locale, timeZone)
  return (
    <tr>
      <th scope="row">
        {point.timepoint.title} <span class="soft small">{format.date(point.at)}</span>
      </th>
      {point.kind === 'scored' ? (
        <>
          <td class="n">{format.score(point.value)}</td>
          <td class="n">{point.change === null ? none : format.signed(point.change)}</td>
          <td class="n">{point.percentChange === null ? none : format.signed(point.percentChange)}</td>
          <td class="n">
            {point.daysSinceTreatment === null ? none : format.score(point.daysSinceTreatment)}
          </td>
          {banded ? <td>{point.band ?? none}</td> : null}
        </>
      ) : (
        <td colspan={banded ? 5 : 4}>
          {point.kind === 'missed'
            ? text.missed
            : point.kind === 'not-submitted'
              ? text.notSubmitted(point.value === null ? none : format.score(point.value))
              : `${text.notScorable}: ${reasonOf(point.reason)}`}
        </td>
      )}
    </tr>
  )
}
