import { neutraliseFormula } from '../../csv/formulas.ts'
import type { TidyRow, TidyVariable } from '../tidy-table.ts'

/** How large the cells of a file are, by the name of the variable. */
export type CsvSizes = {
  /** Of text the most bytes (UTF-8) of a cell, of numbers the most characters; 1 at least. */
  readonly widths: ReadonlyMap<string, number>
  /** The most decimals of a number. */
  readonly decimals: ReadonlyMap<string, number>
}

const CHUNK_CHARACTERS = 65_536
const BYTE_ORDER_MARK = '\uFEFF'
/** As UTF-8 no character takes more. */
const MAX_CHARACTER_BYTES = 3
const NEEDS_QUOTES = /[",\r\n]/
const LINE_BREAKS = /\r\n|\r|\n/g

/**
 * A table as CSV, row after row: UTF-8, lines that end in LF, quotation marks where RFC 4180 asks for them, nothing for what
 * is missing, a decimal point. A line break within a text is written as a space, since SAS reads none within quotation marks.
 * Holds one chunk of about 64 kB.
 *
 * @param isForSpreadsheet begins the file with a byte-order mark, and writes text that a spreadsheet would run as a formula
 *   with an apostrophe in front; numbers stay
 */
export function createCsvFile(
  variables: readonly TidyVariable[],
  isForSpreadsheet: boolean,
  write: (bytes: Uint8Array) => void,
): { add(row: TidyRow): void; end(): CsvSizes } {
  const widths = variables.map(() => 1)
  const decimals = variables.map(() => 0)
  let pending = `${isForSpreadsheet ? BYTE_ORDER_MARK : ''}${variables.map(({ name }) => name).join(',')}\n`
  const flush = () => {
    write(Buffer.from(pending))
    pending = ''
  }
  const formatText = (text: string, at: number): string => {
    const inert = isForSpreadsheet ? neutraliseFormula(text) : text
    const isQuoted = NEEDS_QUOTES.test(inert)
    const written = isQuoted ? inert.replace(LINE_BREAKS, ' ') : inert
    if (written.length * MAX_CHARACTER_BYTES > (widths[at] as number))
      widths[at] = Math.max(widths[at] as number, Buffer.byteLength(written))
    return isQuoted ? `"${written.replaceAll('"', '""')}"` : written
  }
  const formatNumber = (value: number, at: number): string => {
    const written = String(value)
    if (written.length > (widths[at] as number)) widths[at] = written.length
    const point = written.indexOf('.')
    if (point >= 0) decimals[at] = Math.max(decimals[at] as number, written.length - point - 1)
    return written
  }
  const pairUp = (values: readonly number[]) =>
    new Map(variables.map(({ name }, at) => [name, values[at] as number]))
  return {
    add(row) {
      let line = ''
      for (let at = 0; at < row.length; at += 1) {
        const cell = row[at]
        if (at > 0) line += ','
        if (typeof cell === 'string') line += formatText(cell, at)
        else if (typeof cell === 'number') line += formatNumber(cell, at)
      }
      pending += `${line}\n`
      if (pending.length >= CHUNK_CHARACTERS) flush()
    },
    end() {
      flush()
      return { widths: pairUp(widths), decimals: pairUp(decimals) }
    },
  }
}
