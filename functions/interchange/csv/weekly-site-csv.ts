import type { TimepointCount, WeeklySite } from '../../../web/reports/weekly-site.ts'
import { SECTIONS } from '../../../web/reports/weekly-site.ts'
import { formatCsv } from './format-csv.ts'

const COLUMNS = ['site', 'section', 'row', 'measure', 'value'] as const
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>

/** The tables of a weekly report, one value a line. A section that could not be made has a line that says so. */
export function formatWeeklySiteCsv(sites: readonly WeeklySite[]): string {
  return formatCsv(COLUMNS, sites.flatMap(listRows))
}

function listRows(site: WeeklySite): readonly Row[] {
  const line = (section: string) => (row: string, measure: string, value: string | number | null) => ({
    ...{ site: site.site, section, row, measure, value },
  })
  const count = (section: string, measure: string, counts: readonly TimepointCount[]) =>
    counts.map(({ timepoint, count: value }) => line(section)(timepoint, measure, value))
  const { needsNow, calls, completion, responders, nextWeek, gaps } = site
  return [
    ...SECTIONS.filter((name) => site[name].kind === 'failed').map((name) =>
      line(name)('', 'failed', 'this section could not be made'),
    ),
    ...(needsNow.kind === 'made'
      ? Object.entries(needsNow)
          .filter(([name]) => name !== 'kind')
          .map(([name, value]) => line('needsNow')('', name, Number(value)))
      : []),
    ...(calls.kind === 'made'
      ? calls.people.flatMap(({ participant, reasons }) =>
          reasons.map(({ kind, timepoint }) => line('calls')(participant, kind, timepoint)),
        )
      : []),
    ...(completion.kind === 'made'
      ? completion.rows.flatMap(({ timepoint, row }) =>
          row.kind === 'counted'
            ? [
                line('completion')(timepoint, 'enrolled', row.enrolled),
                line('completion')(timepoint, 'expected', row.ofExpected?.of ?? 0),
                line('completion')(timepoint, 'late', row.late?.count ?? 0),
                ...(row.missedReasons ?? []).map(({ reason, count: value }) =>
                  line('completion')(timepoint, `missed-reason:${reason}`, value),
                ),
                ...Object.entries(row.standings).map(([standing, value]) =>
                  line('completion')(timepoint, standing, value),
                ),
              ]
            : [],
        )
      : []),
    ...(responders.kind === 'made' && responders.definition !== null
      ? [
          ...responders.met.map((participant) => line('responders')(participant, 'met', 1)),
          ...responders.lost.map((participant) => line('responders')(participant, 'lost', 1)),
          line('responders')('', 'still-met', responders.stillMet),
        ]
      : []),
    ...(nextWeek.kind === 'made'
      ? [...count('nextWeek', 'opening', nextWeek.opening), ...count('nextWeek', 'closing', nextWeek.closing)]
      : []),
    ...(gaps.kind === 'made'
      ? [
          ...count('gaps', 'missed-without-reason', gaps.missedWithoutReason),
          line('gaps')('', 'late-waiting', gaps.lateWaiting),
          line('gaps')('', 'not-scorable', gaps.notScorable),
        ]
      : []),
  ]
}
