import { createParquetWriter, type ParquetCell, type ParquetColumn } from '../../parquet/parquet-writer.ts'
import type { TableAbout, TidyRow, TidyType, TidyVariable } from '../tidy-table.ts'

const DAY_MILLISECONDS = 86_400_000

type TidyCell = TidyRow[number]

const TYPES: Readonly<Record<TidyType, ParquetColumn<TidyCell>['type']>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: {
    ...{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
}

/**
 * A tidy table as Parquet, row after row: text, whole numbers of 64 bits, doubles, dates, and instants in UTC with milliseconds.
 * The file's metadata under `concord` is the title, the key and the variables with their labels, as JSON.
 *
 * @throws Error for a cell that is not of its variable's type; it names the variable and not the cell
 */
export function createParquetFile(
  { name, title, key, variables }: TableAbout,
  write: (bytes: Uint8Array) => void,
): { add(row: TidyRow): void; end(): void } {
  const columns = variables.map(
    (variable): ParquetColumn<TidyCell> => ({
      ...{ name: variable.name, type: TYPES[variable.type], convert: createConverter(variable) },
    }),
  )
  return createParquetWriter(columns, write, {
    ...{ table: name, title, key, variables: variables.map(describeVariable) },
  })
}

function describeVariable({ name, label, type, unit, values, empty }: TidyVariable) {
  return { name, label, type, unit, values, empty }
}

/** A cell as Parquet stores it: days and milliseconds are counted from 1970. */
function createConverter({ name, type }: TidyVariable) {
  const convert = CONVERTERS[type]
  return (cell: TidyCell | undefined): ParquetCell => {
    const value = cell === null || cell === undefined ? null : convert(cell)
    if (value === undefined) throw new Error(`a cell of ${name} is no ${type}`)
    return value
  }
}

const CONVERTERS: Readonly<Record<TidyType, (cell: string | number) => ParquetCell | undefined>> = {
  string: (cell) => (typeof cell === 'string' ? cell : undefined),
  integer: (cell) => (Number.isInteger(cell) ? BigInt(cell) : undefined),
  number: (cell) => (typeof cell === 'number' ? cell : undefined),
  date: (cell) => {
    const at = Date.parse(String(cell))
    return formatDate(at) === cell ? at / DAY_MILLISECONDS : undefined
  },
  datetime: (cell) => {
    const at = Date.parse(String(cell))
    return Number.isNaN(at) ? undefined : at
  },
}

/** Nothing of what is no instant. */
function formatDate(at: number): string | undefined {
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10)
}
