import { DataTable } from '../console/data-table.tsx'
import { DenominatorTable } from '../console/denominator-table.tsx'
import { createFormats } from '../console/format.ts'
import { RateForest } from '../console/rate-forest.tsx'
import { findAnalysesText } from '../text/analyses-text.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { MonthProps } from './monthly-study-people.tsx'
import { ReportSection } from './report-document.tsx'
import type { ReportAbout } from './weekly-site.ts'

/** The primary endpoint in the newest release: plot and table are of the same numbers. */
export function Outcome({ locale, month, about }: MonthProps & { readonly about: ReportAbout }) {
  const text = findReportsText(locale).monthly
  const { moment } = createFormats(locale, about.timeZone)
  return (
    <ReportSection locale={locale} title={text.outcome} section={month.outcome}>
      {(made) => {
        if (made.state !== 'released') return <p>{text.noOutcome[made.state]}</p>
        const { number, name, sha256, asOf, definition, timepoint, estimand, rate } = made.released
        return (
          <>
            <p>{text.endpoint(definition, timepoint, estimand)}</p>
            <p class="soft">{text.released(number, name, moment(asOf))}</p>
            {rate.noRate === null ? (
              <>
                <RateForest locale={locale} result={rate} />
                <DenominatorTable locale={locale} title={text.rate} rates={rate.rates} imputed={null} />
              </>
            ) : (
              <p>{findAnalysesText(locale).estimand.noRate[rate.noRate]}</p>
            )}
            <p class="soft small">{text.releaseSha256(sha256)}</p>
          </>
        )
      }}
    </ReportSection>
  )
}

/** What the newest release says otherwise than the one of the report before, and what differs behind them. */
export function Changes({ locale, month }: MonthProps) {
  const text = findReportsText(locale).monthly
  const { releases, console } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  const formatRate = (rate: number | null) => (rate === null ? console.none : percent(rate))
  return (
    <ReportSection locale={locale} title={text.changes} section={month.changes}>
      {(made) => {
        if (made.state !== 'compared') return <p>{text.noChanges[made.state]}</p>
        const { changed, numbers, rates } = made
        const differences = [
          ...(['data', 'program', 'study'] as const).flatMap((one) =>
            changed[one] ? [releases.changed[one]] : [],
          ),
          ...(changed.definitions.length === 0
            ? []
            : [releases.changedDefinitions(changed.definitions.join(', '))]),
        ]
        return (
          <>
            <p>{text.compared(...numbers)}</p>
            <ul class="facts">
              {differences.length === 0 ? <li>{text.nothingChanged}</li> : null}
              {differences.map((one) => (
                <li>{one}</li>
              ))}
            </ul>
            <DataTable
              label={text.changes}
              columns={[
                ...[releases.endpoint, releases.timepoint, releases.estimand].map((title) => ({ title })),
                ...[text.before, text.after].map((title) => ({ title, isNumber: true })),
              ]}
              rows={rates.map(({ definition, timepoint, estimand, first, second }) => [
                ...[definition, timepoint, estimand],
                ...[first, second].map(formatRate),
              ])}
            />
          </>
        )
      }}
    </ReportSection>
  )
}
