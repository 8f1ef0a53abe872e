import type { LakeColumnType, LakeValue } from '../../platform/lake/lake-engine.ts'
import { createParquetWriter, type ParquetColumn } from '../parquet/parquet-writer.ts'
import type { FactTable } from './fact-tables.ts'

/** One row of a file: the values of the table's columns, in their order. */
export type FactRow = readonly LakeValue[]

const TYPES: Readonly<Record<LakeColumnType, ParquetColumn<LakeValue>['type']>> = {
  VARCHAR: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  BIGINT: { type: 'INT64' },
  INTEGER: { type: 'INT32' },
  BOOLEAN: { type: 'BOOLEAN' },
}

const ARE: Readonly<Record<LakeColumnType, (value: LakeValue) => boolean>> = {
  VARCHAR: (value) => typeof value === 'string',
  BIGINT: (value) => Number.isSafeInteger(value),
  INTEGER: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  BOOLEAN: (value) => typeof value === 'boolean',
}

/**
 * Facts of one table as a Parquet file: the same rows in the same order give the same bytes.
 *
 * @throws Error for a value that is not of its column's type; it names the column and not the value
 */
export function writeFactFile({ columns }: Pick<FactTable, 'columns'>, rows: Iterable<FactRow>): Buffer {
  const chunks: Uint8Array[] = []
  const writer = createParquetWriter(
    columns.map(
      ({ name, type }): ParquetColumn<LakeValue> => ({
        ...{ name, type: TYPES[type] },
        convert: (value) => {
          if (value === null) return null
          if (!ARE[type](value)) throw new Error(`a value of ${name} is no ${type}`)
          return type === 'BIGINT' ? BigInt(value as number) : value
        },
      }),
    ),
    // What the writer hands over it uses again.
    (bytes) => void chunks.push(bytes.slice()),
  )
  for (const row of rows) writer.add(row)
  writer.end()
  return Buffer.concat(chunks)
}
