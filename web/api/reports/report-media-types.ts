import type { ReportFormat } from './report-subscription.ts'

/** What the file of a report is. */
export const REPORT_MEDIA_TYPES = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<ReportFormat, string>

/** Whether it is saved and opened by another program: all but the page. */
export function isDownloaded(format: ReportFormat): boolean {
  return format !== 'html'
}
