import { stringify } from 'csv-stringify/sync'
import { neutraliseFormula } from './formulas.ts'

export type Cell = string | number | null | undefined

const BYTE_ORDER_MARK = '\uFEFF'

/** The media type of every CSV reply. */
export const CSV_TYPE = 'text/csv; charset=utf-8'

/**
 * A table as CSV (RFC 4180): a header, lines that end in CRLF, and quotation marks around a cell that holds a comma, a
 * quotation mark, or a line end of any kind, also a lone LF or CR. No cell is a formula: see `neutraliseFormula`.
 *
 * @param columns names of the columns, in order; members of a row that are not among them are left out
 * @param isForSpreadsheet begins the file with a byte-order mark, by which Excel takes it for UTF-8
 */
export function formatCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, Cell>>>[],
  { isForSpreadsheet = false }: { readonly isForSpreadsheet?: boolean } = {},
): string {
  const table = stringify(
    rows.map((row) => columns.map((column) => neutraliseCell(row[column]))),
    { header: true, columns: [...columns], record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
  return isForSpreadsheet ? BYTE_ORDER_MARK + table : table
}

function neutraliseCell(cell: Cell): Exclude<Cell, undefined> {
  return typeof cell === 'string' ? neutraliseFormula(cell) : (cell ?? null)
}
