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
