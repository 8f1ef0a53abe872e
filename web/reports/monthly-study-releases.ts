import type { RateEstimate } from '../api/analyses/denominators.ts'
import { createFormats } from '../console/format.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { ReleasedOutcome } from './monthly-study.ts'
import type { MonthProps } from './monthly-study-people.ts'
import { buildOutcomePlot } from './outcome-plot.tsx'
import {
  buildHeading,
  buildNumberColumns,
  buildShare,
  buildText,
  type ReportBlock,
  type ReportTable,
} from './report-blocks.ts'
import { buildSection } from './report-outline.ts'
import type { ReportAbout } from './weekly-site.ts'

/** The primary endpoint in the newest release: plot and tables are of the same numbers. */
export function buildOutcome({
  locale,
  month,
  about,
}: MonthProps & { readonly about: ReportAbout }): readonly ReportBlock[] {
  const text = findReportsText(locale).monthly
  const { moment } = createFormats(locale, about.timeZone)
  return buildSection(locale, month.outcome, { title: text.outcome }, (made) => {
    if (made.state !== 'released') return [buildText(text.noOutcome[made.state])]
    const { number, name, sha256, asOf, definition, timepoint, estimand, rate } = made.released
    return [
      buildText(text.endpoint(definition, timepoint, estimand)),
      buildText(text.released(number, name, moment(asOf)), 'soft'),
      ...(rate.noRate === null
        ? [
            ...buildOutcomePlot(locale, rate),
            buildSiteTable(locale, rate),
            buildHeading(3, findAnalysesText(locale).estimand.denominators),
            buildDenominatorTable(locale, rate.rates),
          ]
        : [buildText(findAnalysesText(locale).estimand.noRate[rate.noRate])]),
      buildText(text.releaseSha256(sha256), 'soft'),
    ]
  })
}

/** What the plot shows, a line each. */
function buildSiteTable(locale: string, { sites, pooled }: ReleasedOutcome['rate']): ReportTable {
  const text = findReportsText(locale).monthly
  const { estimand, console } = findAnalysesText(locale)
  return {
    ...{ kind: 'table', label: text.rateBySite },
    columns: [{ title: text.clinic }, ...buildNumberColumns([estimand.rate, estimand.interval, estimand.of])],
    rows: [
      ...sites.map((site) =>
        site.kind === 'suppressed'
          ? [site.name, text.suppressed]
          : [
              site.name,
              buildShare(site.rate),
              formatInterval(locale, site.interval),
              site.counts.met === null || site.counts.due === null
                ? text.suppressed
                : formatOf(locale, site.counts.met, site.counts.due),
            ],
      ),
      ...('rate' in pooled
        ? [[console.outcomes.pooled, buildShare(pooled.rate), formatInterval(locale, pooled.interval), '']]
        : []),
    ],
  }
}

/** Every denominator side by side, the main rate first. */
function buildDenominatorTable(locale: string, rates: ReleasedOutcome['rate']['rates']): ReportTable {
  const text = findAnalysesText(locale)
  const { estimand, console } = text
  const buildRow = (label: string, rate: RateEstimate) => [
    label,
    buildShare(rate?.rate),
    formatInterval(locale, rate?.interval ?? null),
    rate && rate.met !== null && rate.of !== null ? formatOf(locale, rate.met, rate.of) : console.none,
  ]
  return {
    ...{ kind: 'table', label: findReportsText(locale).monthly.rate },
    columns: [
      { title: estimand.denominator },
      ...buildNumberColumns([estimand.rate, estimand.interval, estimand.of]),
    ],
    rows: (['primary', 'observed', 'worst', 'best'] as const).map((name) =>
      buildRow(estimand[name], rates[name]),
    ),
  }
}

/** What the newest release says otherwise than the one of the report before, and what differs behind them. */
export function buildChanges({ locale, month }: MonthProps): readonly ReportBlock[] {
  const text = findReportsText(locale).monthly
  const { releases } = findAnalysesText(locale)
  return buildSection(locale, month.changes, { title: text.changes }, (made) => {
    if (made.state !== 'compared') return [buildText(text.noChanges[made.state])]
    const { changed, numbers, rates } = made
    const differences = [
      ...(['data', 'program', 'study'] as const).flatMap((one) =>
        changed[one] ? [releases.changed[one]] : [],
      ),
      ...(changed.definitions.length === 0
        ? []
        : [releases.changedDefinitions(changed.definitions.join(', '))]),
    ]
    return [
      buildText(text.compared(...numbers)),
      { kind: 'list', items: differences.length === 0 ? [text.nothingChanged] : differences },
      {
        ...{ kind: 'table', label: text.changes },
        columns: [
          ...[releases.endpoint, releases.timepoint, releases.estimand].map((title) => ({ title })),
          ...buildNumberColumns([text.before, text.after]),
        ],
        rows: rates.map(({ definition, timepoint, estimand, first, second }) => [
          ...[definition, timepoint, estimand],
          ...[first, second].map(buildShare),
        ]),
      },
    ]
  })
}

function formatInterval(locale: string, interval: readonly [number, number] | null): string {
  const { analysis, console } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  return interval === null ? console.none : analysis.to(percent(interval[0]), percent(interval[1]))
}

function formatOf(locale: string, met: number, of: number): string {
  return findAnalysesText(locale).definitionComparison.of(met, of)
}
