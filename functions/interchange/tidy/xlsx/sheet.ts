import { exportProblems } from '../../../../web/api/problems/export-problems.ts'
import { ProblemError } from '../../../platform/core/problem-error.ts'
import type { TidyRow, TidyVariable } from '../tidy-table.ts'
import { formatCell, formatTextCell, STYLES } from './cell-xml.ts'

/** Rows of a sheet, that of the names included. */
export const MAX_ROWS = 1_048_576

const CHUNK_CHARACTERS = 65_536
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** Characters across: of a name with the button of its filter, and of an instant. */
const [MIN_WIDTH, FILTER_WIDTH, DATETIME_WIDTH] = [10, 4, 26]

export type SheetColumn = Pick<TidyVariable, 'name'> & { readonly type: TidyVariable['type'] | 'share' }

/**
 * A sheet of a workbook, row after row: the names in the first row, which stays in sight and has filters. Holds one chunk of
 * about 64 kB.
 *
 * @param maxRows as many as a sheet holds
 * @throws ProblemError 422 `sheet-full` for a row more
 */
export function createSheet(
  columns: readonly SheetColumn[],
  write: (bytes: Uint8Array) => void,
  maxRows: number = MAX_ROWS,
): { add(row: TidyRow): void; end(): void } {
  const letters = columns.map((_, at) => formatColumn(at))
  let rows = 1
  let pending = [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${SPREADSHEET}">`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${columns.map(formatWidth).join('')}</cols><sheetData><row r="1">`,
    ...columns.map(({ name }, at) => formatTextCell(`${letters[at]}1`, name, STYLES.header)),
    '</row>',
  ].join('')
  const flush = () => {
    write(Buffer.from(pending))
    pending = ''
  }
  return {
    add(row) {
      rows += 1
      if (rows > maxRows) throw new ProblemError(exportProblems.sheetFull)
      pending += `<row r="${rows}">`
      for (const [at, { type }] of columns.entries())
        pending += formatCell(`${letters[at]}${rows}`, row[at], type)
      pending += '</row>'
      if (pending.length >= CHUNK_CHARACTERS) flush()
    },
    end() {
      const last = `${letters.at(-1)}${rows}`
      pending += `</sheetData><autoFilter ref="A1:${last}"/></worksheet>`
      flush()
    },
  }
}

/** Text alone, a row a line, without names and filters. */
export function formatTextSheet(text: string): string {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line, at) => `<row r="${at + 1}">${formatCell(`A${at + 1}`, line, 'string')}</row>`)
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${SPREADSHEET}">`,
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>',
    `<cols><col min="1" max="1" width="120" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`,
  ].join('')
}

/** 0 is `A`, 26 is `AA`. */
export function formatColumn(at: number): string {
  const rest = Math.floor(at / 26)
  return (rest > 0 ? formatColumn(rest - 1) : '') + String.fromCharCode(65 + (at % 26))
}

function formatWidth({ name, type }: SheetColumn, at: number): string {
  const width = Math.max(name.length + FILTER_WIDTH, type === 'datetime' ? DATETIME_WIDTH : MIN_WIDTH)
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
}
