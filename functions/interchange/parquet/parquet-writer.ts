import type { SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'

/**
 * Rows of a group: what is held of a table until it is written. With 20,000 the arrays of a column are too long for V8's young
 * generation, and a million answers take 60 MB more.
 */
const GROUP_ROWS = 10_000

/** The program that the file names as its writer: without a version, which would change the bytes. */
const CREATED_BY = 'concord'

export type ParquetCell = string | number | bigint | boolean | null

export type ParquetColumn<Cell> = {
  readonly name: string
  readonly type: Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>
  /** @throws Error for a cell of another type; it names the column and not the cell */
  readonly convert: (cell: Cell) => ParquetCell
}

/**
 * A table as Parquet, row after row. Any cell can be null. Compressed by Snappy in plain JavaScript, whose result is the same
 * on every machine. Holds one group of rows.
 *
 * @param about kept as JSON in the file's metadata under `concord`; nothing where it is left out
 */
export function createParquetWriter<Cell>(
  columns: readonly ParquetColumn<Cell>[],
  write: (bytes: Uint8Array) => void,
  about?: unknown,
): { add(row: readonly Cell[]): void; end(): void } {
  const buffer = new ByteWriter()
  const parquet = new ParquetWriter({
    ...{ writer: buffer, codec: 'SNAPPY', createdBy: CREATED_BY },
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...type })),
    ],
    ...(about !== undefined && { kvMetadata: [{ key: 'concord', value: JSON.stringify(about) }] }),
  })
  const held = columns.map(({ name, convert }) => ({ name, convert, data: [] as ParquetCell[] }))
  let rows = 0
  const handOver = () => {
    write(buffer.getBytes())
    buffer.index = 0
  }
  const flush = () => {
    parquet.write({ columnData: held.map(({ name, data }) => ({ name, data })), rowGroupSize: rows })
    handOver()
    for (const { data } of held) data.length = 0
    rows = 0
  }
  return {
    add(row) {
      for (const [at, { data, convert }] of held.entries()) data.push(convert(row[at] as Cell))
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
