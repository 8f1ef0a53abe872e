import { createFormats } from '../console/format.ts'
import type { ReportCell } from './report-blocks.ts'

/** A cell as words. */
export function formatCell(locale: string, cell: ReportCell): string {
  if (typeof cell === 'string') return cell
  switch (cell.kind) {
    case 'count':
      return String(cell.value)
    case 'share':
      return createFormats(locale).percent(cell.value)
    case 'none':
      return '–'
    case 'links':
      return cell.links.map(({ text }) => text).join(', ')
  }
}
