import { createFormats } from '../console/format.ts'
import { consolePaths } from '../console/paths.ts'
import { findText } from '../text/index.ts'
import { findReportsText } from '../text/reports-text.ts'
import { buildCompletionPlot } from './completion-plot.tsx'
import {
  buildCount,
  buildHeading,
  buildNumberColumns,
  buildShare,
  buildText,
  type ReportBlock,
  type ReportCell,
} from './report-blocks.ts'
import { buildSection } from './report-outline.ts'
import type { TimepointCount, WeeklySite } from './weekly-site.ts'

type SiteProps = {
  readonly locale: string
  readonly study: string
  readonly site: WeeklySite
  /** One of several clinics, each under a heading of its own. */
  readonly isNamed: boolean
}

/** A week of one clinic, section by section. */
export function buildWeeklySiteBlocks(props: SiteProps): readonly ReportBlock[] {
  const { locale, site, isNamed } = props
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  return [
    ...(isNamed ? [buildHeading(2, site.siteName)] : []),
    buildText(text.readAt(`${moment(site.readAt)} (${site.timeZone})`), 'soft'),
    ...buildNeeds(props),
    ...buildCalls(props),
    ...buildCompletion(props),
    ...buildResponders(props),
    ...buildSection(locale, site.nextWeek, head(props, text.nextWeek), ({ opening, closing }) => [
      ...buildCounts(props, text.opening, opening),
      ...buildCounts(props, text.closing, closing),
    ]),
    ...buildSection(
      locale,
      site.gaps,
      head(props, text.gaps),
      ({ missedWithoutReason, lateWaiting, notScorable }) => [
        ...buildCounts(props, text.missedWithoutReason, missedWithoutReason),
        buildText(`${text.lateWaiting}: ${lateWaiting}. ${text.notScorable}: ${notScorable}.`),
      ],
    ),
  ]
}

function buildNeeds(props: SiteProps): readonly ReportBlock[] {
  const { locale, study, site } = props
  const text = findReportsText(locale).document
  return buildSection(locale, site.needsNow, head(props, text.needsNow), (needs) => {
    const { textsStopped, kind: _, ...counts } = needs
    const rows = Object.entries(counts) as [keyof typeof counts, number][]
    return [
      ...(textsStopped ? [buildText(text.textsStopped, 'alarm')] : []),
      ...(rows.every(([, count]) => count === 0) && !textsStopped ? [buildText(text.nothing)] : []),
      {
        ...{ kind: 'table', label: nameTable(props, text.needsNow) },
        columns: [{ title: text.what }, ...buildNumberColumns([text.number])],
        rows: rows.map(([name, count]) => [text.needs[name], buildCount(count)]),
      },
      { kind: 'link', text: text.today, path: consolePaths.today(study, { site: site.site }) },
    ]
  })
}

function buildCalls(props: SiteProps): readonly ReportBlock[] {
  const { locale, study, site } = props
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  return buildSection(locale, site.calls, head(props, text.calls), ({ people }) =>
    people.length === 0
      ? [buildText(text.noCalls)]
      : [
          buildText(text.people(people.length)),
          {
            ...{ kind: 'table', label: nameTable(props, text.calls) },
            columns: [text.participant, text.reason, text.until].map((title) => ({ title })),
            rows: people.map(({ participant, reasons }) => [
              linkParticipants(study, [participant]),
              reasons
                .map(({ kind, timepoint }) =>
                  [findText(locale).worklist.reason[kind], timepoint].filter(Boolean).join(': '),
                )
                .join('; '),
              reasons.flatMap(({ until }) => (until === null ? [] : [moment(until)]))[0] ?? '',
            ]),
          },
        ],
  )
}

function buildCompletion(props: SiteProps): readonly ReportBlock[] {
  const { locale, site } = props
  const text = findReportsText(locale).document
  const { reasons } = findText(locale).missedReason
  return buildSection(locale, site.completion, head(props, text.completion), ({ rows }) =>
    rows.length === 0
      ? [buildText(text.noCompletion)]
      : [
          buildText(text.completionHint, 'soft'),
          ...buildCompletionPlot(locale, rows),
          {
            ...{ kind: 'table', label: nameTable(props, text.completion) },
            columns: [
              { title: text.timepoint },
              ...buildNumberColumns([
                ...[text.completed, text.ofTheseLate, text.missed, text.expected, text.enrolled],
                ...[text.rate, text.rateOfEnrolled],
              ]),
              { title: text.missedReasons },
            ],
            rows: rows.flatMap(({ timepoint, row }) => {
              if (row.kind !== 'counted') return []
              const { standings, ofExpected, ofEnrolled, enrolled, late, missedReasons } = row
              return [
                [
                  timepoint,
                  ...[
                    ...[standings.completed, late?.count ?? 0],
                    ...[standings.missed + standings['partly-answered'], ofExpected?.of ?? 0, enrolled],
                  ].map(buildCount),
                  ...[ofExpected, ofEnrolled].map((share) => buildShare(share?.rate)),
                  (missedReasons ?? []).map(({ reason, count }) => `${reasons[reason]}: ${count}`).join('; '),
                ],
              ]
            }),
          },
        ],
  )
}

function buildResponders(props: SiteProps): readonly ReportBlock[] {
  const { locale, study, site } = props
  const text = findReportsText(locale).document
  const { moment } = createFormats(locale, site.timeZone)
  const { responders } = site
  const title =
    responders.kind === 'made' && responders.definition !== null
      ? text.responders(responders.definition)
      : text.respondersHeading
  return buildSection(locale, responders, head(props, title), (made) => {
    if (made.definition === null) return [buildText(text.noDefinition)]
    const since = made.since === null ? text.first : text.since(moment(made.since))
    const buildRow = (what: string, participants: readonly string[]) => [
      ...[what, buildCount(participants.length)],
      participants.length === 0 ? text.nobody : linkParticipants(study, participants),
    ]
    return [
      buildText(`${text.respondersHint} ${since}`, 'soft'),
      {
        ...{ kind: 'table', label: nameTable(props, title) },
        columns: [{ title: text.what }, ...buildNumberColumns([text.number]), { title: text.participant }],
        rows: [
          buildRow(text.met, made.met),
          buildRow(text.lost, made.lost),
          [text.stillMet, buildCount(made.stillMet), ''],
        ],
      },
    ]
  })
}

function buildCounts(
  props: SiteProps,
  title: string,
  counts: readonly TimepointCount[],
): readonly ReportBlock[] {
  const text = findReportsText(props.locale).document
  if (counts.length === 0) return [buildText(`${title}: ${text.none.toLowerCase()}.`)]
  return [
    buildHeading(props.isNamed ? 4 : 3, title),
    {
      ...{ kind: 'table', label: nameTable(props, title) },
      columns: [{ title: text.timepoint }, ...buildNumberColumns([text.number])],
      rows: counts.map(({ timepoint, count }) => [timepoint, buildCount(count)]),
    },
  ]
}

/** Study IDs, each to its page of the console. */
function linkParticipants(study: string, participants: readonly string[]): ReportCell {
  return {
    kind: 'links',
    links: participants.map((text) => ({ text, path: consolePaths.participant(study, text) })),
  }
}

/** The heading of a section: below that of its clinic, where several have one. */
function head({ isNamed }: SiteProps, title: string) {
  return { title, level: isNamed ? (3 as const) : (2 as const) }
}

/** A table by a name of its own, where several clinics have the same. */
function nameTable({ site, isNamed }: SiteProps, title: string): string {
  return isNamed ? `${site.siteName}: ${title}` : title
}
