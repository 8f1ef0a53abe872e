import { DataTable } from '../console/data-table.tsx'
import { createFormats } from '../console/format.ts'
import { consolePaths } from '../console/paths.ts'
import { findText } from '../text/index.ts'
import { findReportsText } from '../text/reports-text.ts'
import { ReportSection } from './report-document.tsx'
import type { TimepointCount, WeeklySite } from './weekly-site.ts'

type SiteProps = {
  readonly locale: string
  readonly study: string
  readonly site: WeeklySite
  /** One of several clinics, each under a heading of its own. */
  readonly isNamed: boolean
}

/** A week of one clinic, section by section. */
export function WeeklySiteSections(props: SiteProps) {
  const { locale, study, site, isNamed } = props
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  return (
    <section aria-label={site.siteName}>
      {isNamed ? <h2>{site.siteName}</h2> : null}
      <p class="soft small">{text.readAt(`${moment(site.readAt)} (${site.timeZone})`)}</p>
      <ReportSection locale={locale} isInner={isNamed} title={text.needsNow} section={site.needsNow}>
        {({ textsStopped, kind: _, ...counts }) => {
          const rows = Object.entries(counts) as [keyof typeof counts, number][]
          return (
            <>
              {textsStopped ? <p class="alarm">{text.textsStopped}</p> : null}
              {rows.every(([, count]) => count === 0) && !textsStopped ? <p>{text.nothing}</p> : null}
              <DataTable
                label={nameTable(props, text.needsNow)}
                columns={[{ title: text.what }, { title: text.number, isNumber: true }]}
                rows={rows.map(([name, count]) => [text.needs[name], String(count)])}
              />
              <p>
                <a href={consolePaths.today(study, { site: site.site })}>{text.today}</a>
              </p>
            </>
          )
        }}
      </ReportSection>
      <ReportSection locale={locale} isInner={isNamed} title={text.calls} section={site.calls}>
        {({ people }) =>
          people.length === 0 ? (
            <p>{text.noCalls}</p>
          ) : (
            <>
              <p>{text.people(people.length)}</p>
              <DataTable
                label={nameTable(props, text.calls)}
                columns={[{ title: text.participant }, { title: text.reason }, { title: text.until }]}
                rows={people.map(({ participant, reasons }) => [
                  <ParticipantLinks {...{ study }} participants={[participant]} />,
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
      </ReportSection>
      <Completion {...props} />
      <Responders {...props} />
      <ReportSection locale={locale} isInner={isNamed} title={text.nextWeek} section={site.nextWeek}>
        {({ opening, closing }) => (
          <>
            <Counts {...props} title={text.opening} counts={opening} />
            <Counts {...props} title={text.closing} counts={closing} />
          </>
        )}
      </ReportSection>
      <ReportSection locale={locale} isInner={isNamed} title={text.gaps} section={site.gaps}>
        {({ missedWithoutReason, lateWaiting, notScorable }) => (
          <>
            <Counts {...props} title={text.missedWithoutReason} counts={missedWithoutReason} />
            <p>
              {text.lateWaiting}: {lateWaiting}. {text.notScorable}: {notScorable}.
            </p>
          </>
        )}
      </ReportSection>
    </section>
  )
}

function Completion(props: SiteProps) {
  const { locale, site, isNamed } = props
  const text = findReportsText(locale).document
  const { percent } = createFormats(locale)
  const { reasons } = findText(locale).missedReason
  const number = (title: string) => ({ title, isNumber: true })
  return (
    <ReportSection locale={locale} isInner={isNamed} title={text.completion} section={site.completion}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{text.noCompletion}</p>
        ) : (
          <>
            <p class="soft">{text.completionHint}</p>
            <DataTable
              label={nameTable(props, text.completion)}
              columns={[
                { title: text.timepoint },
                ...[
                  text.completed,
                  text.ofTheseLate,
                  text.missed,
                  text.expected,
                  text.enrolled,
                  text.rate,
                  text.rateOfEnrolled,
                ].map(number),
                { title: text.missedReasons },
              ]}
              rows={rows.flatMap(({ timepoint, row }) => {
                if (row.kind !== 'counted') return []
                const { standings, ofExpected, ofEnrolled, enrolled, late, missedReasons } = row
                return [
                  [
                    timepoint,
                    ...[standings.completed, late?.count ?? 0].map(String),
                    String(standings.missed + standings['partly-answered']),
                    ...[ofExpected?.of ?? 0, enrolled].map(String),
                    ...[ofExpected, ofEnrolled].map((share) => (share === null ? '–' : percent(share.rate))),
                    (missedReasons ?? [])
                      .map(({ reason, count }) => `${reasons[reason]}: ${count}`)
                      .join('; '),
                  ],
                ]
              })}
            />
          </>
        )
      }
    </ReportSection>
  )
}

function Responders(props: SiteProps) {
  const { locale, study, site } = props
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  const { responders } = site
  const title =
    responders.kind === 'made' && responders.definition !== null
      ? text.responders(responders.definition)
      : text.respondersHeading
  return (
    <ReportSection locale={locale} isInner={props.isNamed} title={title} section={responders}>
      {(made) =>
        made.definition === null ? (
          <p>{text.noDefinition}</p>
        ) : (
          <>
            <p class="soft">
              {text.respondersHint} {made.since === null ? text.first : text.since(moment(made.since))}
            </p>
            <DataTable
              label={nameTable(props, title)}
              columns={[
                { title: text.what },
                { title: text.number, isNumber: true },
                { title: text.participant },
              ]}
              rows={[
                ...(
                  [
                    [text.met, made.met],
                    [text.lost, made.lost],
                  ] as const
                ).map(([what, participants]) => [
                  what,
                  String(participants.length),
                  participants.length === 0 ? text.nobody : <ParticipantLinks {...{ study, participants }} />,
                ]),
                [text.stillMet, String(made.stillMet), ''],
              ]}
            />
          </>
        )
      }
    </ReportSection>
  )
}

/** Study IDs, each to its page of the console. */
function ParticipantLinks({
  study,
  participants,
}: {
  readonly study: string
  readonly participants: readonly string[]
}) {
  return (
    <>
      {participants.map((participant, at) => (
        <>
          {at === 0 ? '' : ', '}
          <a href={consolePaths.participant(study, participant)}>{participant}</a>
        </>
      ))}
    </>
  )
}

function Counts(props: SiteProps & { readonly title: string; readonly counts: readonly TimepointCount[] }) {
  const { locale, title, counts, isNamed } = props
  const text = findReportsText(locale).document
  if (counts.length === 0)
    return (
      <p>
        {title}: {text.none.toLowerCase()}.
      </p>
    )
  return (
    <>
      {isNamed ? <h4>{title}</h4> : <h3>{title}</h3>}
      <DataTable
        label={nameTable(props, title)}
        columns={[{ title: text.timepoint }, { title: text.number, isNumber: true }]}
        rows={counts.map(({ timepoint, count }) => [timepoint, String(count)])}
      />
    </>
  )
}

/** A region by a name of its own, where several clinics have the same table. */
function nameTable({ site, isNamed }: SiteProps, title: string): string {
  return isNamed ? `${site.siteName}: ${title}` : title
}
