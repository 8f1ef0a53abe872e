import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import readXlsx, { type SheetData } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TidySetting } from '../../functions/interchange/tidy/tidy-person.ts'
import type { TidyVariant } from '../../web/api/exports/tidy-export.ts'
import { readCsvTables, writeExportBytes } from '../support/export-files.ts'
import { buildTidySetting } from '../support/tidy-people.ts'

/*
 * Two readers that are not ours read what an export ships as a workbook, and find the cells of the CSV: `read-excel-file` from
 * npm, and openpyxl (`apt-get install python3-openpyxl`), which is skipped and named where it is absent.
 */
const SCRIPT = fileURLToPath(new URL('./xlsx-export.py', import.meta.url))
const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import openpyxl']).status === 0,
)
const PEOPLE = {
  count: 40,
  battery: ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0', 'psqi@2.0.0', 'side-effects@1.1.0', 'pgic@1.0.0'],
  timepoints: ['baseline', 'week-1', 'week-4'],
}
const FORMULA = '=HYPERLINK("https://example.com"&A1)'
const HARD = `O'Hara <b>&amp; "North"</b> \u0007 _x0041_ 🦋 ünit `

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-xlsx-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** With a clinic whose name a spreadsheet would run, and one with everything that XML must write in another way. */
function buildHardSetting(variant: TidyVariant): TidySetting {
  const setting = buildTidySetting(variant)
  const names = [FORMULA, HARD]
  const sites = setting.study.sites.map((site, at) => ({ ...site, name: names[at] ?? site.name }))
  return { ...setting, study: { ...setting.study, title: FORMULA, sites } }
}

describe.each(['dates', 'study-days'] as const)('a workbook, in %s', (variant) => {
  test('has each cell of the CSV: numbers as numbers, dates as dates', async () => {
    const setting = buildHardSetting(variant)
    const tables = readCsvTables(await writeExportBytes(setting, 'csv', PEOPLE))
    const sheets = await readXlsx(await writeExportBytes(setting, 'xlsx', PEOPLE))
    expect(sheets.map(({ sheet }) => sheet).slice(0, 2)).toEqual(['readme', 'participants'])
    expect(sheets.map(({ sheet }) => sheet).slice(-2)).toEqual(['codebook', 'manifest'])
    const own = sheets.slice(1, -2)
    expect(own.map(({ sheet }) => sheet).sort()).toEqual([...tables.keys()].map(cutName).sort())
    let numbers = 0
    for (const [name, rows] of tables) {
      const found = own.find(({ sheet }) => sheet === cutName(name))?.data ?? []
      expect(formatRows(found, rows[0]?.length ?? 0), name).toEqual(rows)
      numbers += found.flat().filter((cell) => typeof cell === 'number').length
    }
    expect(numbers).toBeGreaterThan(5000)
  })

  test.skipIf(!python)(
    `freezes and filters names, and has formulas as text${python ? '' : ' (skipped: openpyxl not installed)'}`,
    async () => {
      const path = join(folder, `${variant}.xlsx`)
      const setting = buildHardSetting(variant)
      writeFileSync(path, await writeExportBytes(setting, 'xlsx', PEOPLE))
      const { stdout, stderr } = spawnSync(python ?? '', [SCRIPT, path], {
        ...{ encoding: 'utf8', maxBuffer: 100_000_000 },
      })
      expect(stderr).toBe('')
      const { sheets, creator, modifiedBy } = JSON.parse(stdout) as Workbook
      expect([creator, modifiedBy]).toEqual(['Concord', null])
      for (const sheet of sheets.slice(1))
        expect([sheet.frozen, sheet.filter, sheet.bold], sheet.name).toEqual(['A2', sheet.size, true])
      const cells = sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => cell !== null)
      expect([...new Set(cells.map(([type]) => type))].sort()).toEqual(
        variant === 'dates' ? ['d', 'n', 's'] : ['n', 's'],
      )
      const formulas = cells.filter(([, value]) => typeof value === 'string' && value.startsWith('='))
      // The title of the study, which the first line of the README begins with.
      expect(formulas).toEqual([['s', expect.stringContaining(FORMULA), true]])
    },
  )

  test('has the codebook of the CSV, whatever a label holds', async () => {
    const sheets = await readXlsx(await writeExportBytes(buildHardSetting(variant), 'xlsx', PEOPLE))
    const [header = [], ...rows] = sheets.find(({ sheet }) => sheet === 'codebook')?.data ?? []
    const site = rows.find((row) => row[0] === 'participants' && row[1] === 'site') ?? []
    expect(header.slice(0, 3)).toEqual(['table', 'variable', 'label'])
    const values = site[header.indexOf('values')]
    if (variant === 'study-days') expect(values).toBeNull()
    else for (const name of [FORMULA, HARD.trimEnd()]) expect(values).toContain(name)
    expect(new Set(rows.map(([table]) => table)).size).toBe(sheets.length - 3)
  })
})

type Workbook = {
  readonly creator: string
  readonly modifiedBy: string | null
  readonly sheets: readonly {
    readonly name: string
    readonly frozen: string | null
    readonly filter: string | null
    readonly size: string
    readonly bold: boolean
    readonly rows: readonly (readonly ([type: string, value: unknown, isQuoted?: boolean] | null)[])[]
  }[]
}

const cutName = (table: string) => table.slice(0, 31)

/** Cells as CSV has them; a row ends in nothing where the reader cut what is empty. */
function formatRows(rows: SheetData, width: number): readonly (readonly string[])[] {
  return rows.map((row) =>
    Array.from({ length: width }, (_, at) => {
      const cell = row[at] ?? null
      return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '')
    }),
  )
}
