import type { ReportAbout } from '../../../web/reports/weekly-site.ts'
import { formatCsv } from './format-csv.ts'

const COLUMNS = ['about', 'value'] as const

/** What a report says of itself, as the last block of its CSV: an empty line, and a table of two columns. */
export function formatReportAboutCsv(about: ReportAbout): string {
  const line = (name: string, value: string) => ({ about: name, value })
  const rows = [
    ...[line('study', about.study), line('study-version', about.studyVersion), line('run', about.run)],
    ...[
      line('period-from', about.previousAsOf ?? ''),
      line('as-of', about.asOf),
      line('time-zone', about.timeZone),
    ],
    ...about.definitions.map((ref) => line('definition', ref)),
    ...about.superseded.map((date) => line('missed-date', date)),
    ...about.leftOut.map((site) => line('left-out', site)),
    ...[line('program', about.program), line('data-sha256', about.dataSha256)],
    line('to-see-it-again', 'open the run in Concord: the file is kept as it was made'),
  ]
  return `\r\n${formatCsv(COLUMNS, rows)}`
}
