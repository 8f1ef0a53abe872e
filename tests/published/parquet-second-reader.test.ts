import { DataType, tableFromIPC } from 'apache-arrow'
import { unzipSync } from 'fflate'
import { readParquet } from 'parquet-wasm'
import { describe, expect, test } from 'vitest'
import { readCsvTables, writeExportBytes } from '../support/export-files.ts'
import { buildTidySetting } from '../support/tidy-people.ts'

/* A second reader, the `parquet` crate of Apache Arrow, finds the cells of the CSV in what an export ships as Parquet. */

const PEOPLE = {
  count: 60,
  battery: ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0', 'psqi@2.0.0'],
  timepoints: ['baseline', 'week-1', 'week-4'],
}

function readRows(bytes: Uint8Array): readonly (readonly string[])[] {
  const table = tableFromIPC(readParquet(bytes).intoIPCStream())
  const columns = table.schema.fields.map(({ type }, at) =>
    [...(table.getChildAt(at) ?? [])].map((cell) => formatCell(cell, type)),
  )
  return [
    table.schema.fields.map(({ name }) => name),
    ...Array.from({ length: table.numRows }, (_, row) => columns.map((column) => column[row] ?? '')),
  ]
}

function formatCell(cell: unknown, type: DataType): string {
  if (cell === null || cell === undefined) return ''
  // Milliseconds, whatever the unit that the file has.
  if (DataType.isDate(type)) return new Date(Number(cell)).toISOString().slice(0, 10)
  if (DataType.isTimestamp(type)) return new Date(Number(cell)).toISOString()
  // A line break is a space in CSV.
  return String(cell).replace(/\r\n|\r|\n/g, ' ')
}

describe.each(['dates', 'study-days'] as const)('an export as Parquet, in %s', (variant) => {
  test('has each cell of the CSV', async () => {
    const setting = buildTidySetting(variant)
    const tables = readCsvTables(await writeExportBytes(setting, 'csv', PEOPLE))
    const files = unzipSync(await writeExportBytes(setting, 'parquet', PEOPLE))
    expect(tables.get('answers')?.length).toBeGreaterThan(3000)
    for (const [name, rows] of tables)
      expect(readRows(files[`${name}.parquet`] ?? new Uint8Array()), name).toEqual(rows)
  })
})
