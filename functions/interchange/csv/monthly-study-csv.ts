import { MONTHLY_SECTIONS, type MonthlyStudy } from '../../../web/reports/monthly-study.ts'
import { formatCsv } from './format-csv.ts'

const COLUMNS = ['section', 'site', 'row', 'measure', 'value'] as const
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>

/** The tables of a monthly report, one value a line. A section that could not be made has a line that says so. */
export function formatMonthlyStudyCsv(month: MonthlyStudy): string {
  return formatCsv(COLUMNS, listRows(month))
}

function listRows(month: MonthlyStudy): readonly Row[] {
  const { recruitment, flow, completion, outcome, changes, deviations } = month
  const line = (section: string, site: string | null, row: string, measure: string, value: Row['value']) => ({
    ...{ section, site, row, measure, value },
  })
  /** One line for each number of an object. */
  const spread = (section: string, site: string | null, row: string, numbers: object): readonly Row[] =>
    Object.entries(numbers).flatMap(([measure, value]) =>
      typeof value === 'number' || value === null ? [line(section, site, row, measure, value)] : [],
    )
  return [
    ...MONTHLY_SECTIONS.filter((name) => month[name].kind === 'failed').map((name) =>
      line(name, null, '', 'failed', 'this section could not be made'),
    ),
    ...(recruitment.kind === 'made'
      ? recruitment.rows.flatMap(({ site, ...counts }) => spread('recruitment', site, '', counts))
      : []),
    ...(flow.kind === 'made'
      ? [
          ...spread('flow', null, '', flow.flow),
          ...flow.flow.followUps.flatMap(({ timepoint, ...counts }) =>
            spread('flow', null, timepoint, counts),
          ),
          ...flow.flow.ended.map(({ how, reason, count }) =>
            line('flow', null, [how, reason].filter(Boolean).join(':'), 'ended', count),
          ),
        ]
      : []),
    ...(completion.kind === 'made'
      ? completion.rows.flatMap((row) =>
          row.kind === 'suppressed'
            ? [line('completion', row.site, row.timepoint, 'suppressed', 1)]
            : [
                line('completion', row.site, row.timepoint, 'enrolled', row.enrolled),
                line('completion', row.site, row.timepoint, 'expected', row.ofExpected?.of ?? 0),
                ...spread('completion', row.site, row.timepoint, row.standings),
              ],
        )
      : []),
    ...(outcome.kind === 'made' ? listOutcome(outcome, line) : []),
    ...(changes.kind === 'made' && changes.state === 'compared'
      ? changes.rates.flatMap(({ definition, timepoint, estimand, first, second }) =>
          spread('changes', null, `${definition}; ${timepoint}; ${estimand}`, { before: first, now: second }),
        )
      : []),
    ...(deviations.kind === 'made'
      ? deviations.rows.flatMap(({ site, ...counts }) => spread('deviations', site, '', counts))
      : []),
  ]
}

function listOutcome(
  outcome: Extract<MonthlyStudy['outcome'], { kind: 'made' }>,
  line: (section: string, site: string | null, row: string, measure: string, value: Row['value']) => Row,
): readonly Row[] {
  if (outcome.state !== 'released') return [line('outcome', null, '', outcome.state, null)]
  const { number, sha256, definition, timepoint, estimand, rate } = outcome.released
  const row = `${definition}; ${timepoint}; ${estimand}`
  const { primary } = rate.rates
  return [
    line('outcome', null, row, 'release', number),
    line('outcome', null, row, 'release-sha256', sha256),
    line('outcome', null, row, 'rate', primary?.rate ?? null),
    line('outcome', null, row, 'interval-from', primary?.interval?.[0] ?? null),
    line('outcome', null, row, 'interval-until', primary?.interval?.[1] ?? null),
    ...rate.sites.map(({ site, rate: ofSite }) => line('outcome', site, row, 'rate', ofSite)),
  ]
}
