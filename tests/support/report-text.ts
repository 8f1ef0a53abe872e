import { execFileSync, spawnSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { REPORT_FORMATS, type ReportFormat } from '../../web/api/reports/report-subscription.ts'

/** Poppler reads what stands in a PDF (`apt-get install poppler-utils`). */
export const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
export const popplerNote = hasPoppler ? '' : ' (without PDF: no pdftotext)'

/** The formats whose every word can be read here. */
export const READABLE_FORMATS = REPORT_FORMATS.filter((format) => format !== 'pdf' || hasPoppler)

/** All that can be found in the file of a report: its words, and whatever else its bytes hold as text. */
export function readReportText(format: ReportFormat, bytes: Buffer): string {
  if (format === 'xlsx')
    return Object.entries(unzipSync(bytes))
      .map(([path, part]) => `${path}\n${strFromU8(part)}`)
      .join('\n')
  if (format !== 'pdf') return bytes.toString()
  return [
    ...[runPoppler('pdftotext', ['-layout', '-', '-'], bytes), runPoppler('pdfinfo', ['-'], bytes)],
    runPoppler('pdfinfo', ['-struct-text', '-'], bytes),
    // Titles and alternative texts, in either way that a PDF writes text.
    ...[bytes.toString('latin1'), bytes.toString('latin1').replaceAll('\0', '')],
  ].join('\n')
}

export function runPoppler(command: string, options: readonly string[], bytes: Buffer): string {
  return execFileSync(command, options, { input: bytes, encoding: 'utf8' })
}
