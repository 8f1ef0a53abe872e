import type { WrittenTable } from '../../package/written-table.ts'
import type { TidyVariable } from '../tidy-table.ts'
import type { CsvSizes } from './csv-file.ts'

/** A table that was written as CSV, with how large its cells are: what the syntax needs of it. */
export type CsvTable = WrittenTable & { readonly sizes: CsvSizes }

/** How wide a variable's cells are, 1 at least. */
export function findWidth({ sizes }: CsvTable, { name }: TidyVariable): number {
  return sizes.widths.get(name) ?? 1
}

export function findDecimals({ sizes }: CsvTable, { name }: TidyVariable): number {
  return sizes.decimals.get(name) ?? 0
}

/**
 * Text as it stands in a script, in a comment or between quotation marks: on one line. Whatever a program takes for the end of
 * one, R among them a lone carriage return, would end a comment or a text there, and what stands behind it would be run.
 */
export function formatLine(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/** The beginning of a text that takes no more bytes as UTF-8, cut between characters. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  let cut = ''
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > most - 3) break
    cut += character
  }
  return `${cut}…`
}
