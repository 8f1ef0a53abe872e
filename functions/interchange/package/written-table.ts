import type { TableAbout, TidyRow, TidyVariable } from '../tidy/tidy-table.ts'
import type { HashedFile } from './zip-stream.ts'

/** How often each value of a counted variable stands, by its name; `''` for empty. */
export type ValueCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

/** A table that was written, with what its file holds. */
export type WrittenTable = TableAbout & {
  readonly file: HashedFile
  readonly rows: number
  readonly counts: ValueCounts
}

/**
 * Writes the rows of a table, and counts them and the values of its counted variables: the denominators of the README.
 *
 * @param write puts one row into the file
 */
export function createTally(variables: readonly TidyVariable[], write: (row: TidyRow) => void) {
  const counted = variables.flatMap(({ name, isCounted }, at) =>
    isCounted ? [{ name, at, values: new Map<string, number>() }] : [],
  )
  let rows = 0
  return {
    add(added: Iterable<TidyRow>): void {
      for (const row of added) {
        write(row)
        rows += 1
        for (const { at, values } of counted) {
          const value = String(row[at] ?? '')
          values.set(value, (values.get(value) ?? 0) + 1)
        }
      }
    },
    read: (): { readonly rows: number; readonly counts: ValueCounts } => ({
      rows,
      counts: new Map(counted.map(({ name, values }) => [name, values])),
    }),
  }
}
