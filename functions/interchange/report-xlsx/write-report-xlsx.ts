import type {
  ReportBlock,
  ReportCell,
  ReportOutline,
  ReportTable,
} from '../../../web/reports/report-blocks.ts'
import { formatCell } from '../../../web/reports/report-cells.ts'
import { findReportsText } from '../../../web/text/reports-text.ts'
import { createZipStream } from '../package/zip-stream.ts'
import { createSheet, formatTextSheet, type SheetColumn } from '../tidy/xlsx/sheet.ts'
import {
  formatWorkbookParts,
  PACKAGE_RELATIONSHIPS,
  type WorkbookSheet,
} from '../tidy/xlsx/workbook-parts.ts'
import { chooseReportSheetName } from './report-sheet-name.ts'

/** A report as a workbook: all its words on the first sheet, and each of its tables on one of its own. */
export function writeReportXlsx(outline: ReportOutline): Buffer {
  const { locale, title, blocks } = outline
  const chunks: Uint8Array[] = []
  const zip = createZipStream((bytes) => chunks.push(bytes))
  zip.add('_rels/.rels', PACKAGE_RELATIONSHIPS)
  const words = findReportsText(locale).document.sheet
  const tables = blocks.filter((block) => block.kind === 'table')
  const taken = [words]
  for (const { label } of tables) taken.push(chooseReportSheetName(label, taken))
  const names = taken.slice(1)
  zip.add('xl/worksheets/sheet1.xml', formatTextSheet(formatWords(outline, names)))
  const sheets: readonly WorkbookSheet[] = [
    { name: words, file: 'sheet1.xml' },
    ...tables.map((table, at): WorkbookSheet => {
      const file = `sheet${at + 2}.xml`
      zip.add(`xl/worksheets/${file}`, formatTableSheet(locale, table))
      const filter = { columns: table.columns.length, rows: table.rows.length + 1 }
      return { name: names[at] ?? '', file, filter }
    }),
  ]
  for (const [path, text] of formatWorkbookParts(sheets, title)) zip.add(path, text)
  zip.end()
  return Buffer.concat(chunks)
}

function formatTableSheet(locale: string, { columns, rows }: ReportTable): string {
  const chunks: Uint8Array[] = []
  const sheet = createSheet(
    columns.map(({ title }, at): SheetColumn => {
      const isShare = rows.some((row) => isKind(row[at], 'share'))
      return { name: title, type: isShare ? 'share' : 'string' }
    }),
    (bytes) => chunks.push(bytes),
  )
  for (const row of rows)
    sheet.add(
      row.map((cell) => {
        if (isKind(cell, 'count') || isKind(cell, 'share')) return cell.value
        // Of a number that is not there the cell is empty.
        return isKind(cell, 'none') ? null : formatCell(locale, cell)
      }),
    )
  sheet.end()
  return Buffer.concat(chunks).toString()
}

function isKind<Kind extends Exclude<ReportCell, string>['kind']>(
  cell: ReportCell | undefined,
  kind: Kind,
): cell is Extract<ReportCell, { kind: Kind }> {
  return typeof cell === 'object' && cell.kind === kind
}

/** A line for each paragraph, and for each table the sheet that it is on. */
function formatWords({ locale, title, blocks, about }: ReportOutline, names: readonly string[]): string {
  const text = findReportsText(locale).document
  let tables = 0
  const lines = blocks.flatMap((block) => {
    if (block.kind !== 'table') return formatBlock(block)
    const name = names[tables] ?? ''
    tables += 1
    return [text.seeSheet(name)]
  })
  return [title, ...lines, '', text.about, ...about].join('\n')
}

function formatBlock(block: Exclude<ReportBlock, { kind: 'table' }>): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return ['', block.text]
    case 'text':
      return [block.text]
    case 'list':
      return block.items
    case 'plot':
      return [block.seen]
    case 'link':
      return []
  }
}
