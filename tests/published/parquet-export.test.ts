import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createParquetFile } from '../../functions/interchange/tidy/parquet/parquet-file.ts'
import type { TidyRow, TidyType } from '../../functions/interchange/tidy/tidy-table.ts'
import { readCsvTables, writeExportBytes } from '../support/export-files.ts'
import { buildTidySetting } from '../support/tidy-people.ts'

/* DuckDB reads what an export ships as Parquet, and finds the cells of the CSV. */

const PEOPLE = {
  count: 60,
  battery: ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0', 'psqi@2.0.0', 'side-effects@1.1.0', 'pgic@1.0.0'],
  timepoints: ['baseline', 'week-1', 'week-4'],
}
const SQL_TYPES: Readonly<Record<TidyType, string>> = {
  ...{ string: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE', date: 'DATE' },
  datetime: 'TIMESTAMP WITH TIME ZONE',
}

let folder: string
let duckdb: DuckDBConnection
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-parquet-'))
  duckdb = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  duckdb.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

/** Header, types and rows of a Parquet file, each cell as CSV has it. */
async function readParquet(name: string) {
  const found = await duckdb.runAndReadAll(`SELECT * FROM read_parquet('${join(folder, name)}.parquet')`)
  return {
    types: found.columnTypes().map(String),
    rows: [found.columnNames(), ...found.getRows().map((row) => row.map(formatCell))],
  }
}

function formatCell(cell: DuckDBValue): string {
  if (cell === null) return ''
  if (cell instanceof DuckDBDateValue) return new Date(cell.days * 86_400_000).toISOString().slice(0, 10)
  if (cell instanceof DuckDBTimestampTZValue) return new Date(Number(cell.micros / 1000n)).toISOString()
  // A line break is a space in CSV.
  return String(cell).replace(/\r\n|\r|\n/g, ' ')
}

describe.each(['dates', 'study-days'] as const)('an export as Parquet, in %s', (variant) => {
  test('has each cell of the CSV, with the types of the data package', async () => {
    const setting = buildTidySetting(variant)
    const tables = readCsvTables(await writeExportBytes(setting, 'csv', PEOPLE))
    const files = unzipSync(await writeExportBytes(setting, 'parquet', PEOPLE))
    const { resources } = JSON.parse(Buffer.from(files['datapackage.json'] ?? []).toString()) as {
      resources: { name: string; path: string; schema: { fields: { type: TidyType }[] } }[]
    }
    expect(resources.map(({ name }) => name).sort()).toEqual([...tables.keys()].sort())
    expect(tables.get('answers')?.length).toBeGreaterThan(5000)
    for (const { name, path, schema } of resources) {
      writeFileSync(join(folder, path), files[path] ?? '')
      const { types, rows } = await readParquet(name)
      expect(types, name).toEqual(schema.fields.map(({ type }) => SQL_TYPES[type]))
      expect(rows, name).toEqual(tables.get(name))
    }
  })
})

describe('a Parquet file', () => {
  const VARIABLES = (['string', 'integer', 'number', 'date', 'datetime'] as const).map((type) => ({
    ...{ name: `a_${type}`, label: type, type },
  }))
  const writeRows = async (rows: readonly TidyRow[]) => {
    const chunks: Uint8Array[] = []
    const about = { name: 'x', title: 'X', key: [], variables: VARIABLES }
    const file = createParquetFile(about, (bytes) => void chunks.push(Buffer.from(bytes)))
    for (const row of rows) file.add(row)
    file.end()
    writeFileSync(join(folder, 'x.parquet'), Buffer.concat(chunks))
    return (await readParquet('x')).rows.slice(1)
  }

  test('holds the ends of what its types hold, and nothing', async () => {
    const rows = [
      ['', Number.MAX_SAFE_INTEGER, 0.1, '1900-01-01', '1969-12-31T23:59:59.999Z'],
      ['=1+1, "é" 🦋', Number.MIN_SAFE_INTEGER, 1e-7, '2199-12-31', '2026-03-02T15:00:00.000Z'],
      [null, null, null, null, null],
    ]
    expect(await writeRows(rows)).toEqual(
      rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    )
    const [counted] = (
      await duckdb.runAndReadAll(`SELECT count(a_string) FROM '${folder}/x.parquet'`)
    ).getRows()
    expect(counted).toEqual([2n])
  })

  test('of no row can be read', async () => {
    expect(await writeRows([])).toEqual([])
  })

  test('keeps the order of rows over several groups', async () => {
    const rows = Array.from({ length: 25_001 }, (_, at) => [`p${at}`, at, at / 3, null, null])
    expect(await writeRows(rows)).toEqual(rows.map(([a, b, c]) => [a, String(b), String(c), '', '']))
    const [groups] = (
      await duckdb.runAndReadAll(
        `SELECT count(DISTINCT row_group_id) FROM parquet_metadata('${folder}/x.parquet')`,
      )
    ).getRows()
    expect(groups).toEqual([3n])
  })

  test('says in its metadata what its variables mean', async () => {
    await writeRows([])
    const [[value]] = (
      await duckdb.runAndReadAll(
        `SELECT decode(value) FROM parquet_kv_metadata('${folder}/x.parquet') WHERE decode(key) = 'concord'`,
      )
    ).getRows() as [[string]]
    expect(JSON.parse(value)).toMatchObject({
      table: 'x',
      variables: [{ name: 'a_string', label: 'string' }, {}, {}, {}, {}],
    })
  })

  test.each([
    [1, 0, 'a cell of a_string is no string'],
    ['7', 1, 'a cell of a_integer is no integer'],
    [1.5, 1, 'a cell of a_integer is no integer'],
    ['2026-02-31', 3, 'a cell of a_date is no date'],
    ['2026-03-02T15:00:00.000Z', 3, 'a cell of a_date is no date'],
    ['yesterday', 4, 'a cell of a_datetime is no datetime'],
  ])('refuses %s, and says in what column and not what it was', async (cell, at, message) => {
    const row = [null, null, null, null, null].map((none, place) => (place === at ? cell : none))
    await expect(writeRows([row])).rejects.toThrow(new Error(message))
  })
})
