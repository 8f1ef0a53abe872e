import type { ReleasedAdverseEvents, ReleasedIncidence } from '../api/releases/released-adverse-events.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type ReleasedAdverseEventsPageProps = {
  readonly frame: ConsoleFrame
  readonly result: ReleasedAdverseEvents
  readonly release: number
}

/** How many participants of the whole study had which adverse events, as a release shows them. */
export function ReleasedAdverseEventsPage({ frame, result, release }: ReleasedAdverseEventsPageProps) {
  const { locale } = frame
  const { adverseEvents: text, clinicalEvent, console, analysis } = findAnalysesText(locale)
  const { count, percent } = createFormats(locale)
  const rows: readonly (readonly [string, ReleasedIncidence])[] = [
    [text.any, result.withEvent],
    [text.anySerious, result.withSerious],
    [text.anyRelated, result.withRelated],
    ...result.terms.map(({ term, incidence }) => [clinicalEvent.terms[term], incidence] as const),
  ]
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="adverseEvents" />
      <h1>{text.heading}</h1>
      <p class="soft">
        {text.releasedLead} {text.terms}
      </p>
      <div class="card">
        <h2>{text.incidence}</h2>
        <p>
          {result.participants === null
            ? text.participantsSuppressed
            : text.treated(count(result.participants))}
        </p>
        <DataTable
          label={text.incidence}
          columns={[
            { title: text.term },
            ...[text.participants, text.share, analysis.interval(percent(0.95))].map((title) => ({
              title,
              isNumber: true,
            })),
          ]}
          rows={rows.map(([title, of]) =>
            of.kind === 'suppressed'
              ? [title, console.outcomes.suppressed]
              : [
                  ...[title, count(of.count), percent(of.rate)],
                  of.interval === null
                    ? console.outcomes.suppressed
                    : analysis.to(percent(of.interval[0]), percent(of.interval[1])),
                ],
          )}
        />
        <p class="soft small">{text.suppression(result.minimumCellSize)}</p>
      </div>
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.adverseEvents(frame.study.id, { release, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}
