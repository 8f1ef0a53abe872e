import { parquetReadObjects } from 'hyparquet'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import type { FactRow } from './fact-file.ts'
import type { FactTable } from './fact-tables.ts'

/**
 * The rows of a file of facts, in its order. A column that it was written without is null.
 *
 * @throws Error where it is no Parquet
 */
export async function readFactFile(
  { columns }: Pick<FactTable, 'columns'>,
  bytes: Uint8Array,
): Promise<readonly FactRow[]> {
  // A view of a pool is not the whole of its buffer.
  const { buffer } = new Uint8Array(bytes)
  const rows = await parquetReadObjects({ file: buffer })
  return rows.map((row) => columns.map(({ name }) => readValue(row[name])))
}

function readValue(value: unknown): LakeValue {
  if (value === undefined || value === null) return null
  return typeof value === 'bigint' ? Number(value) : (value as LakeValue)
}
