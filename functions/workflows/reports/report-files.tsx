import type { ReportFormat } from '../../../web/api/reports/report-subscription.ts'
import type { ReportOutline } from '../../../web/reports/report-blocks.ts'
import { ReportDocument } from '../../../web/reports/report-document.tsx'
import type { ReportAbout } from '../../../web/reports/weekly-site.ts'
import { formatReportAboutCsv } from '../../interchange/csv/report-about-csv.ts'

/** What a file is written of: the report in words, what it was made of, and its tables with a value a line. */
export type ReportContentOfFile = {
  readonly outline: ReportOutline
  readonly about: ReportAbout
  readonly formatCsv: () => string
}

/** Writes a report in each format: the same bytes of the same content. */
export const REPORT_WRITERS: Readonly<
  Record<ReportFormat, (content: ReportContentOfFile) => Promise<Uint8Array>>
> = {
  html: async ({ outline }) => Buffer.from(String(<ReportDocument outline={outline} />)),
  csv: async ({ formatCsv, about }) => Buffer.from(formatCsv() + formatReportAboutCsv(about)),
}
