import { SEVERITIES } from '../../surveys/study/clinical-event.ts'
import type {
  AdverseEventCounts,
  AdverseEventsQuery,
  AdverseEventsReply,
} from '../api/analyses/adverse-events.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { PickForm } from './picker.tsx'

type AdverseEventsPageProps = {
  readonly frame: ConsoleFrame
  readonly result: AdverseEventsReply
  readonly query: AdverseEventsQuery
  /** Of the study's clinics, by id. */
  readonly sites: readonly { readonly id: string; readonly title: string }[]
}

/** How many participants had which adverse events: all clinics together, and each. */
export function AdverseEventsPage({ frame, result, query, sites }: AdverseEventsPageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).adverseEvents
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="adverseEvents" />
      <h1>{text.heading}</h1>
      <p class="soft">
        {text.lead} {text.terms}
      </p>
      {frame.attributes?.length ? (
        <PickForm
          locale={locale}
          action={consolePaths.adverseEvents(frame.study.id)}
          kept={{ asOf: query.asOf }}
        >
          <AttributePicks frame={frame} query={query} />
        </PickForm>
      ) : null}
      <FilterNote frame={frame} filter={result.filter} />
      {result.sites.length === 1 ? null : <Counts locale={locale} title={text.total} counts={result.total} />}
      {result.sites.map(({ site, ...counts }) => (
        <Counts locale={locale} title={findTitle(sites, site)} counts={counts} />
      ))}
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.adverseEvents(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

type CountsProps = { readonly locale: string; readonly title: string; readonly counts: AdverseEventCounts }

function Counts({ locale, title, counts }: CountsProps) {
  const { adverseEvents: text, clinicalEvent } = findAnalysesText(locale)
  const format = createFormats(locale)
  return (
    <div class="card">
      <h2>{title}</h2>
      <p>
        {[
          text.summary(counts.withEvent, counts.participants),
          ...(counts.withEvent === 0
            ? []
            : [text.serious(counts.withSerious), text.related(counts.withRelated)]),
        ].join('; ')}
        .
      </p>
      {counts.terms.length === 0 ? (
        <p class="soft">{text.none}</p>
      ) : (
        <DataTable
          label={title}
          columns={[
            { title: text.term },
            ...[
              text.participants,
              ...SEVERITIES.map((severity) => clinicalEvent.severities[severity]),
              ...[text.seriousColumn, text.relatedColumn],
            ].map((column) => ({ title: column, isNumber: true })),
          ]}
          rows={counts.terms.map(({ term, participants, worst, serious, related }) => [
            clinicalEvent.terms[term],
            ...[participants, ...SEVERITIES.map((severity) => worst[severity]), serious, related].map(
              format.count,
            ),
          ])}
        />
      )}
    </div>
  )
}
