import type { Cell } from '../csv/format-csv.ts'
import type { TidyPerson } from './tidy-person.ts'

/*
 * The tidy model: tables of one kind of row each, under every file format. A value and why it is missing stand in columns of
 * their own, and no number stands for a missing one.
 */

export type TidyType = 'string' | 'integer' | 'number' | 'date' | 'datetime'

/** One value that a variable can have, with its words. */
export type TidyValue = { readonly value: string | number; readonly label: string }

export type TidyVariable = {
  /** Letters, digits and `_`, at most 32, which R, Stata, SPSS and SAS all take as it is. */
  readonly name: string
  readonly label: string
  readonly type: TidyType
  readonly unit?: string | undefined
  readonly values?: readonly TidyValue[] | undefined
  /** What an empty cell means, or the variable that says so. Left out: the cell is never empty. */
  readonly empty?: string | undefined
  readonly source?: string | undefined
  readonly evidence?: string | undefined
  /** How often each value stands is written in the README. */
  readonly isCounted?: boolean
}

export type TidyRow = readonly Cell[]

export type TidyTable = {
  /** Also the name of its file, without the ending. */
  readonly name: string
  readonly title: string
  readonly variables: readonly TidyVariable[]
  /** The variables that together name a row. */
  readonly key: readonly string[]
  /** The table that these variables of it name a row of. */
  readonly refersTo?: { readonly table: string; readonly variables: readonly string[] } | undefined
  /** A participant's rows, in the order of the variables; always in the same order for the same records. */
  readonly listRows: (person: TidyPerson) => Iterable<TidyRow>
}

export type TidyColumn<Row> = TidyVariable & { readonly read: (row: Row) => Cell }

/** What a table is called and holds, without its rows. */
export type TableAbout = Omit<TidyTable, 'listRows'>

/** A table of columns that each read their cell from a record. */
export function buildTable<Row>({
  columns,
  listRecords,
  ...about
}: Omit<TableAbout, 'variables'> & {
  readonly columns: readonly TidyColumn<Row>[]
  readonly listRecords: (person: TidyPerson) => Iterable<Row>
}): TidyTable {
  const readers = columns.map(({ read }) => read)
  return {
    ...about,
    variables: columns.map(({ read: _, ...variable }) => variable),
    *listRows(person) {
      for (const record of listRecords(person)) yield readers.map((read) => read(record))
    },
  }
}
