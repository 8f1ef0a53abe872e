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

/** Writes a report in each format: the same bytes of the same content. What only one of them needs is loaded with its first. */
export const REPORT_WRITERS: Readonly<
  Record<ReportFormat, (content: ReportContentOfFile) => Promise<Uint8Array>>
> = {
  html: async ({ outline }) => Buffer.from(String(<ReportDocument outline={outline} />)),
  async pdf({ outline }) {
    const { writeReportPdf } = await import('../../interchange/report-pdf/write-report-pdf.ts')
    return writeReportPdf(outline)
  },
  async xlsx({ outline }) {
    const { writeReportXlsx } = await import('../../interchange/report-xlsx/write-report-xlsx.ts')
    return writeReportXlsx(outline)
  },
  csv: async ({ formatCsv, about }) => Buffer.from(formatCsv() + formatReportAboutCsv(about)),
}
