import { DataTable } from '../console/data-table.tsx'
import { createFormats } from '../console/format.ts'
import { findText } from '../text/index.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { DeviationCounts, MonthlyStudy } from './monthly-study.ts'
import { ReportSection } from './report-document.tsx'
import type { ReportAbout } from './weekly-site.ts'

export type MonthProps = { readonly locale: string; readonly month: MonthlyStudy }

const STEPS = ['enrolled', 'treated', 'baseline'] as const

/** A column of numbers. */
const number = (title: string) => ({ title, isNumber: true })

/** Who was enrolled at each clinic, against the plan. */
export function Recruitment({ locale, month, about }: MonthProps & { readonly about: ReportAbout }) {
  const text = findReportsText(locale).monthly
  const { moment } = createFormats(locale, about.timeZone)
  return (
    <ReportSection locale={locale} title={text.recruitment} section={month.recruitment}>
      {({ rows }) => {
        const hasPlan = rows.some(({ planned }) => planned !== null)
        return (
          <>
            <p class="soft">
              {about.previousAsOf === null
                ? text.recruitmentFirst
                : text.recruitmentHint(moment(about.previousAsOf))}{' '}
              {hasPlan ? text.planHint : text.noPlan}
            </p>
            <DataTable
              label={text.recruitment}
              columns={[
                { title: text.clinic },
                ...[text.enrolled, text.added, ...(hasPlan ? [text.planned, text.target] : [])].map(number),
              ]}
              rows={rows.map((row) => [
                nameSite(month, row.site, locale),
                ...[row.enrolled, row.added].map(String),
                ...(hasPlan
                  ? [row.planned, row.target].map((count) => (count === null ? '–' : String(count)))
                  : []),
              ])}
            />
          </>
        )
      }}
    </ReportSection>
  )
}

/** How many came to each step, and what became of the others. */
export function Flow({ locale, month }: MonthProps) {
  const text = findReportsText(locale).monthly
  const { reasons } = findText(locale).disposition
  return (
    <ReportSection locale={locale} title={text.flow} section={month.flow}>
      {({ flow }) => (
        <>
          <p class="soft">{text.flowHint}</p>
          <DataTable
            label={text.flow}
            columns={[{ title: text.step }, number(text.people)]}
            rows={STEPS.map((step) => [text.steps[step], String(flow[step])])}
          />
          <h3>{text.followUps}</h3>
          <p class="soft small">{text.notPlannedHint}</p>
          <DataTable
            label={text.followUps}
            columns={[
              { title: text.step },
              ...[text.answered, text.missed, text.awaited, text.notPlanned].map(number),
            ]}
            rows={flow.followUps.map(({ timepoint, answered, missed, awaited, notPlanned }) => [
              month.timepointNames[timepoint] ?? timepoint,
              ...[answered, missed, awaited, notPlanned].map(String),
            ])}
          />
          <h3>{text.ended}</h3>
          {flow.ended.length === 0 ? (
            <p>{text.noneEnded}</p>
          ) : (
            <DataTable
              label={text.ended}
              columns={[{ title: text.ended }, number(text.people)]}
              rows={flow.ended.map(({ how, reason, count }) => [
                reason === null ? text.how[how] : `${text.how[how]}: ${reasons[reason]}`,
                String(count),
              ])}
            />
          )}
        </>
      )}
    </ReportSection>
  )
}

/** What was answered of what was expected, by clinic and timepoint. */
export function Completion({ locale, month }: MonthProps) {
  const text = findReportsText(locale)
  const { percent } = createFormats(locale)
  return (
    <ReportSection locale={locale} title={text.monthly.completion} section={month.completion}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{text.document.noCompletion}</p>
        ) : (
          <>
            <p class="soft">{text.document.completionHint}</p>
            <DataTable
              label={text.monthly.completion}
              columns={[
                ...[text.document.timepoint, text.monthly.clinic].map((title) => ({ title })),
                ...[
                  text.document.completed,
                  text.document.ofTheseLate,
                  text.document.missed,
                  text.document.expected,
                  text.document.rate,
                ].map(number),
              ]}
              rows={rows.map((row) => [
                month.timepointNames[row.timepoint] ?? row.timepoint,
                nameSite(month, row.site, locale),
                ...(row.kind === 'suppressed'
                  ? [text.monthly.suppressed]
                  : [
                      ...[
                        row.standings.completed,
                        row.late?.count ?? 0,
                        row.standings.missed + row.standings['partly-answered'],
                        row.ofExpected?.of ?? 0,
                      ].map(String),
                      row.ofExpected === null ? '–' : percent(row.ofExpected.rate),
                    ]),
              ])}
            />
          </>
        )
      }
    </ReportSection>
  )
}

/** What did not go as planned, at each clinic. */
export function Deviations({ locale, month }: MonthProps) {
  const text = findReportsText(locale).monthly
  const kinds = Object.keys(text.deviation) as Exclude<keyof DeviationCounts, 'site'>[]
  return (
    <ReportSection locale={locale} title={text.deviations} section={month.deviations}>
      {({ rows }) => (
        <DataTable
          label={text.deviations}
          columns={[{ title: text.clinic }, ...kinds.map((kind) => number(text.deviation[kind]))]}
          rows={rows.map((row) => [
            nameSite(month, row.site, locale),
            ...kinds.map((kind) => String(row[kind])),
          ])}
        />
      )}
    </ReportSection>
  )
}

function nameSite({ siteNames }: MonthlyStudy, site: string | null, locale: string): string {
  return site === null ? findReportsText(locale).monthly.all : (siteNames[site] ?? site)
}
