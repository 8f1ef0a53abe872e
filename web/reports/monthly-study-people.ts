import { createFormats } from '../console/format.ts'
import { findText } from '../text/index.ts'
import { findReportsText } from '../text/reports-text.ts'
import { buildCompletionPlot } from './completion-plot.tsx'
import type { DeviationCounts, MonthlyStudy } from './monthly-study.ts'
import {
  buildCount,
  buildHeading,
  buildNumberColumns,
  buildShare,
  buildText,
  type ReportBlock,
} from './report-blocks.ts'
import { buildSection } from './report-outline.ts'
import { buildFlowPlot, buildRecruitmentPlot } from './study-plots.tsx'
import type { ReportAbout } from './weekly-site.ts'

export type MonthProps = { readonly locale: string; readonly month: MonthlyStudy }

const STEPS = ['enrolled', 'treated', 'baseline'] as const

/** Who was enrolled at each clinic, against the plan. */
export function buildRecruitment({
  locale,
  month,
  about,
}: MonthProps & { readonly about: ReportAbout }): readonly ReportBlock[] {
  const text = findReportsText(locale).monthly
  const { moment } = createFormats(locale, about.timeZone)
  return buildSection(locale, month.recruitment, { title: text.recruitment }, ({ rows }) => {
    const hasPlan = rows.some(({ planned }) => planned !== null)
    const since =
      about.previousAsOf === null ? text.recruitmentFirst : text.recruitmentHint(moment(about.previousAsOf))
    return [
      buildText(`${since} ${hasPlan ? text.planHint : text.noPlan}`, 'soft'),
      ...buildRecruitmentPlot(
        locale,
        rows.map((row) => ({ ...row, label: nameSite(month, row.site, locale) })),
      ),
      {
        ...{ kind: 'table', label: text.recruitment },
        columns: [
          { title: text.clinic },
          ...buildNumberColumns([
            ...[text.enrolled, text.added],
            ...(hasPlan ? [text.planned, text.target] : []),
          ]),
        ],
        rows: rows.map((row) => [
          nameSite(month, row.site, locale),
          ...[row.enrolled, row.added].map(buildCount),
          ...(hasPlan
            ? [row.planned, row.target].map((count) =>
                count === null ? { kind: 'none' as const } : buildCount(count),
              )
            : []),
        ]),
      },
    ]
  })
}

/** How many came to each step, and what became of the others. */
export function buildFlow({ locale, month }: MonthProps): readonly ReportBlock[] {
  const text = findReportsText(locale).monthly
  const { reasons } = findText(locale).disposition
  const nameTimepoint = (timepoint: string) => month.timepointNames[timepoint] ?? timepoint
  return buildSection(locale, month.flow, { title: text.flow }, ({ flow }) => [
    buildText(text.flowHint, 'soft'),
    ...buildFlowPlot(
      locale,
      [
        ...STEPS.map((step) => ({ label: text.steps[step], count: flow[step] })),
        ...flow.followUps.map(({ timepoint, answered }) => ({
          label: text.answeredAt(nameTimepoint(timepoint)),
          count: answered,
        })),
      ],
      flow.enrolled,
    ),
    {
      ...{ kind: 'table', label: text.flow },
      columns: [{ title: text.step }, ...buildNumberColumns([text.people])],
      rows: STEPS.map((step) => [text.steps[step], buildCount(flow[step])]),
    },
    buildHeading(3, text.followUps),
    buildText(text.notPlannedHint, 'soft'),
    {
      ...{ kind: 'table', label: text.followUps },
      columns: [
        { title: text.step },
        ...buildNumberColumns([text.answered, text.missed, text.awaited, text.notPlanned]),
      ],
      rows: flow.followUps.map(({ timepoint, answered, missed, awaited, notPlanned }) => [
        nameTimepoint(timepoint),
        ...[answered, missed, awaited, notPlanned].map(buildCount),
      ]),
    },
    buildHeading(3, text.ended),
    flow.ended.length === 0
      ? buildText(text.noneEnded)
      : {
          ...{ kind: 'table', label: text.ended },
          columns: [{ title: text.ended }, ...buildNumberColumns([text.people])],
          rows: flow.ended.map(({ how, reason, count }) => [
            reason === null ? text.how[how] : `${text.how[how]}: ${reasons[reason]}`,
            buildCount(count),
          ]),
        },
  ])
}

/** What was answered of what was expected, by clinic and timepoint. */
export function buildCompletion({ locale, month }: MonthProps): readonly ReportBlock[] {
  const text = findReportsText(locale)
  return buildSection(locale, month.completion, { title: text.monthly.completion }, ({ rows }) => {
    if (rows.length === 0) return [buildText(text.document.noCompletion)]
    const named = rows.map((row) => ({
      row,
      timepoint: month.timepointNames[row.timepoint] ?? row.timepoint,
    }))
    // Of several clinics the plot has all of them together: a line for each is in the table.
    const whole = named.filter(({ row }) => row.site === null)
    return [
      buildText(text.document.completionHint, 'soft'),
      ...buildCompletionPlot(locale, whole.length > 0 ? whole : named),
      {
        ...{ kind: 'table', label: text.monthly.completion },
        columns: [
          ...[text.document.timepoint, text.monthly.clinic].map((title) => ({ title })),
          ...buildNumberColumns([
            ...[text.document.completed, text.document.ofTheseLate, text.document.missed],
            ...[text.document.expected, text.document.rate],
          ]),
        ],
        rows: named.map(({ row, timepoint }) => [
          timepoint,
          nameSite(month, row.site, locale),
          ...(row.kind === 'suppressed'
            ? [text.monthly.suppressed]
            : [
                ...[
                  row.standings.completed,
                  row.late?.count ?? 0,
                  row.standings.missed + row.standings['partly-answered'],
                  row.ofExpected?.of ?? 0,
                ].map(buildCount),
                buildShare(row.ofExpected?.rate),
              ]),
        ]),
      },
    ]
  })
}

/** What did not go as planned, at each clinic. */
export function buildDeviations({ locale, month }: MonthProps): readonly ReportBlock[] {
  const text = findReportsText(locale).monthly
  const kinds = Object.keys(text.deviation) as Exclude<keyof DeviationCounts, 'site'>[]
  return buildSection(locale, month.deviations, { title: text.deviations }, ({ rows }) => [
    {
      ...{ kind: 'table', label: text.deviations },
      columns: [{ title: text.clinic }, ...buildNumberColumns(kinds.map((kind) => text.deviation[kind]))],
      rows: rows.map((row) => [
        nameSite(month, row.site, locale),
        ...kinds.map((kind) => buildCount(row[kind])),
      ]),
    },
  ])
}

function nameSite({ siteNames }: MonthlyStudy, site: string | null, locale: string): string {
  return site === null ? findReportsText(locale).monthly.all : (siteNames[site] ?? site)
}
