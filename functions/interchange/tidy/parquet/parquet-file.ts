import type { SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'
import type { TableAbout, TidyRow, TidyType, TidyVariable } from '../tidy-table.ts'

/**
 * Rows of a group: what is held of a table until it is written. With 20,000 the arrays of a column are too long for V8's young
 * generation, and a million answers take 60 MB more.
 */
const GROUP_ROWS = 10_000

const DAY_MILLISECONDS = 86_400_000

type ParquetCell = string | number | bigint | null
type ParquetType = Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>

const TYPES: Readonly<Record<TidyType, ParquetType>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: {
    ...{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
}

/** The program that the file names as its writer: without a version, which would change the bytes. */
const CREATED_BY = 'concord'

/**
 * A table as Parquet, row after row: text, whole numbers of 64 bits, doubles, dates, and instants in UTC with milliseconds.
 * Any cell can be null. Compressed by Snappy in plain JavaScript, whose result is the same on every machine. Holds one group
 * of rows. The file's metadata under `concord` is the title, the key and the variables with their labels, as JSON.
 *
 * @throws Error for a cell that is not of its variable's type; it names the variable and not the cell
 */
export function createParquetFile(
  { name, title, key, variables }: TableAbout,
  write: (bytes: Uint8Array) => void,
): { add(row: TidyRow): void; end(): void } {
  const buffer = new ByteWriter()
  const about = { table: name, title, key, variables: variables.map(describeVariable) }
  const parquet = new ParquetWriter({
    ...{ writer: buffer, codec: 'SNAPPY', createdBy: CREATED_BY },
    schema: [{ name: 'root', num_children: variables.length }, ...variables.map(describeColumn)],
    kvMetadata: [{ key: 'concord', value: JSON.stringify(about) }],
  })
  const columns = variables.map((variable) => ({
    ...{ name: variable.name, convert: createConverter(variable), data: [] as ParquetCell[] },
  }))
  let rows = 0
  const handOver = () => {
    write(buffer.getBytes())
    buffer.index = 0
  }
  const flush = () => {
    parquet.write({
      columnData: columns.map(({ name: of, data }) => ({ name: of, data })),
      rowGroupSize: rows,
    })
    handOver()
    for (const { data } of columns) data.length = 0
    rows = 0
  }
  return {
    add(row) {
      for (const [at, { data, convert }] of columns.entries()) data.push(convert(row[at] ?? null))
      rows += 1
      if (rows === GROUP_ROWS) flush()
    },
    end() {
      if (rows > 0) flush()
      parquet.finish()
      handOver()
    },
  }
}

function describeColumn({ name, type }: TidyVariable): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...TYPES[type] }
}

function describeVariable({ name, label, type, unit, values, empty }: TidyVariable) {
  return { name, label, type, unit, values, empty }
}

/** A cell as Parquet stores it: days and milliseconds are counted from 1970. */
function createConverter({ name, type }: TidyVariable) {
  const convert = CONVERTERS[type]
  return (cell: string | number | null): ParquetCell => {
    const value = cell === null ? null : convert(cell)
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
