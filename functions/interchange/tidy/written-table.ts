import type { FileSummary } from './csv-file.ts'
import type { TidyTable, TidyVariable } from './tidy-table.ts'

/** A table that was written, with what its file holds. */
export type WrittenTable = Omit<TidyTable, 'listRows'> & { readonly file: FileSummary }

/** How wide a variable's cells are, 1 at least. */
export function findWidth({ file }: WrittenTable, { name }: TidyVariable): number {
  return file.widths.get(name) ?? 1
}

export function findDecimals({ file }: WrittenTable, { name }: TidyVariable): number {
  return file.decimals.get(name) ?? 0
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
