import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { DataTable } from '../console/data-table.tsx'
import { createFormats } from '../console/format.ts'
import { findText } from '../text/index.ts'
import { findReportsText } from '../text/reports-text.ts'
import {
  type ReportAbout,
  SECTIONS,
  type Section,
  type TimepointCount,
  type WeeklySite,
} from './weekly-site.ts'

/** A report is a page without a script and without a request. */
export const reportContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

type DocumentProps = {
  readonly locale: string
  readonly about: ReportAbout
  readonly sites: readonly WeeklySite[]
}

/** The weekly report as a page to read and to print: the same from the same parts. */
export function WeeklySiteDocument({ locale, about, sites }: DocumentProps) {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, about.timeZone)
  const title = text.title(sites.map(({ siteName }) => siteName).join(', '))
  const isIncomplete = sites.some((site) => SECTIONS.some((name) => site[name].kind === 'failed'))
  return (
    <Document locale={locale} title={`${title} – ${about.asOf.slice(0, 10)}`} style={staffStyle}>
      <main>
        <h1>{title}</h1>
        <p class="soft">{text.asOf(`${moment(about.asOf)} (${about.timeZone})`)}</p>
        {isIncomplete ? <p class="alarm">{text.incomplete}</p> : null}
        {about.isLate ? <p class="note">{text.late}</p> : null}
        {about.superseded.length === 0 ? null : (
          <p class="note">{text.superseded(about.superseded.join(', '))}</p>
        )}
        {about.leftOut.length === 0 ? null : <p class="note">{text.leftOut(about.leftOut.join(', '))}</p>}
        {sites.map((site) => (
          <SiteSections {...{ locale, site }} isNamed={sites.length > 1} />
        ))}
        <h2>{text.about}</h2>
        <ul class="small soft">
          <li>{text.study(about.studyTitle, about.studyVersion)}</li>
          <li>{text.run(about.run)}</li>
          <li>{text.program(about.program)}</li>
          <li>{text.dataSha256(about.dataSha256)}</li>
          <li>{text.again}</li>
        </ul>
      </main>
    </Document>
  )
}

type SiteProps = { readonly locale: string; readonly site: WeeklySite }

function SiteSections({ locale, site, isNamed }: SiteProps & { readonly isNamed: boolean }) {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  return (
    <section aria-label={site.siteName}>
      {isNamed ? <h2>{site.siteName}</h2> : null}
      <p class="soft small">{text.readAt(`${moment(site.readAt)} (${site.timeZone})`)}</p>
      <Made {...{ locale }} title={text.needsNow} section={site.needsNow}>
        {({ textsStopped, kind: _, ...counts }) => {
          const rows = Object.entries(counts) as [keyof typeof counts, number][]
          return (
            <>
              {textsStopped ? <p class="alarm">{text.textsStopped}</p> : null}
              {rows.every(([, count]) => count === 0) && !textsStopped ? <p>{text.nothing}</p> : null}
              <DataTable
                label={text.needsNow}
                columns={[{ title: text.what }, { title: text.number, isNumber: true }]}
                rows={rows.map(([name, count]) => [text.needs[name], String(count)])}
              />
            </>
          )
        }}
      </Made>
      <Made {...{ locale }} title={text.calls} section={site.calls}>
        {({ people }) =>
          people.length === 0 ? (
            <p>{text.noCalls}</p>
          ) : (
            <>
              <p>{text.people(people.length)}</p>
              <DataTable
                label={text.calls}
                columns={[{ title: text.participant }, { title: text.reason }, { title: text.until }]}
                rows={people.map(({ participant, reasons }) => [
                  participant,
                  reasons
                    .map(({ kind, timepoint }) =>
                      [findText(locale).worklist.reason[kind], timepoint].filter(Boolean).join(': '),
                    )
                    .join('; '),
                  reasons.flatMap(({ until }) => (until === null ? [] : [moment(until)]))[0] ?? '',
                ])}
              />
            </>
          )
        }
      </Made>
      <Completion {...{ locale, site }} />
      <Responders {...{ locale, site }} />
      <Made {...{ locale }} title={text.nextWeek} section={site.nextWeek}>
        {({ opening, closing }) => (
          <>
            <Counts {...{ locale }} title={text.opening} counts={opening} />
            <Counts {...{ locale }} title={text.closing} counts={closing} />
          </>
        )}
      </Made>
      <Made {...{ locale }} title={text.gaps} section={site.gaps}>
        {({ missedWithoutReason, lateWaiting, notScorable }) => (
          <>
            <Counts {...{ locale }} title={text.missedWithoutReason} counts={missedWithoutReason} />
            <p>
              {text.lateWaiting}: {lateWaiting}. {text.notScorable}: {notScorable}.
            </p>
          </>
        )}
      </Made>
    </section>
  )
}

function Completion({ locale, site }: SiteProps) {
  const text = findReportsText(locale).document
  const { percent } = createFormats(locale)
  const number = (title: string) => ({ title, isNumber: true })
  return (
    <Made {...{ locale }} title={text.completion} section={site.completion}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{text.noCompletion}</p>
        ) : (
          <>
            <p class="soft">{text.completionHint}</p>
            <DataTable
              label={text.completion}
              columns={[
                { title: text.timepoint },
                ...[
                  text.completed,
                  text.ofTheseLate,
                  text.missed,
                  text.expected,
                  text.enrolled,
                  text.rate,
                ].map(number),
              ]}
              rows={rows.flatMap(({ timepoint, row }) => {
                if (row.kind !== 'counted') return []
                const { standings, ofExpected, enrolled, late } = row
                return [
                  [
                    timepoint,
                    ...[standings.completed, late?.count ?? 0].map(String),
                    String(standings.missed + standings['partly-answered']),
                    ...[ofExpected?.of ?? 0, enrolled].map(String),
                    ofExpected === null ? '–' : percent(ofExpected.rate),
                  ],
                ]
              })}
            />
          </>
        )
      }
    </Made>
  )
}

function Responders({ locale, site }: SiteProps) {
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  const { responders } = site
  const title =
    responders.kind === 'made' && responders.definition !== null
      ? text.responders(responders.definition)
      : text.respondersHeading
  return (
    <Made {...{ locale, title }} section={responders}>
      {(made) =>
        made.definition === null ? (
          <p>{text.noDefinition}</p>
        ) : (
          <>
            <p class="soft">
              {text.respondersHint} {made.since === null ? text.first : text.since(moment(made.since))}
            </p>
            <DataTable
              label={title}
              columns={[
                { title: text.what },
                { title: text.number, isNumber: true },
                { title: text.participant },
              ]}
              rows={[
                [text.met, String(made.met.length), made.met.join(', ') || text.nobody],
                [text.lost, String(made.lost.length), made.lost.join(', ') || text.nobody],
                [text.stillMet, String(made.stillMet), ''],
              ]}
            />
          </>
        )
      }
    </Made>
  )
}

function Counts({
  locale,
  title,
  counts,
}: {
  readonly locale: string
  readonly title: string
  readonly counts: readonly TimepointCount[]
}) {
  const text = findReportsText(locale).document
  if (counts.length === 0)
    return (
      <p>
        {title}: {text.none.toLowerCase()}.
      </p>
    )
  return (
    <>
      <h3>{title}</h3>
      <DataTable
        label={title}
        columns={[{ title: text.timepoint }, { title: text.number, isNumber: true }]}
        rows={counts.map(({ timepoint, count }) => [timepoint, String(count)])}
      />
    </>
  )
}

/** A section, or that it could not be made: neither is ever left out. */
function Made<Content extends object>({
  locale,
  title,
  section,
  children,
}: {
  readonly locale: string
  readonly title: string
  readonly section: Section<Content>
  readonly children: (made: { readonly kind: 'made' } & Content) => Child
}) {
  return (
    <>
      <h2>{title}</h2>
      {section.kind === 'failed' ? (
        <p class="alarm">{findReportsText(locale).document.failed}</p>
      ) : (
        children(section)
      )}
    </>
  )
}
