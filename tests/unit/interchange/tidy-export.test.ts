import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeLocalDay } from '../../../functions/analysis/timeline/local-day.ts'
import { buildColumnNames } from '../../../functions/interchange/tidy/column-names.ts'
import { createCsvFile } from '../../../functions/interchange/tidy/csv/csv-file.ts'
import { computeStudyDay } from '../../../functions/interchange/tidy/time-columns.ts'
import { EXPORT_WRITERS } from '../../../functions/workflows/exports/export-writers.ts'
import { TIDY_FORMATS, type TidyFormat, type TidyVariant } from '../../../web/api/exports/tidy-export.ts'
import { writeExportBytes } from '../../support/export-files.ts'
import { readExportTexts } from '../../support/export-texts.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'
import { readCsv, readZip } from '../../support/zip.ts'

const BATTERY = ['phq-9@1.1.0', 'own-goal@1.1.0', 'psqi@2.0.0']

const writeBytes = (variant: TidyVariant = 'dates', format: TidyFormat = 'csv') =>
  writeExportBytes(buildTidySetting(variant), format, {
    ...{ count: 20, battery: BATTERY, timepoints: ['baseline', 'week-1'] },
  })

describe('the ZIP of a tidy export', () => {
  test.each(TIDY_FORMATS)(
    'has the same bytes twice, and no time but the earliest that a ZIP has: %s',
    async (format) => {
      const bytes = await writeBytes('dates', format)
      expect(hash('sha256', await writeBytes('dates', format))).toBe(hash('sha256', bytes))
      // Local file header: time at 10, date at 12; 1980-01-01 is day 1 of month 1 of year 0.
      expect([bytes.readUInt32LE(0), bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([
        0x04034b50, 0, 33,
      ])
    },
  )

  // Parquet holds a group of rows of each table, and small tables whole. What counts or names the rest in front holds it all,
  // compressed.
  const HELD: readonly TidyFormat[] = ['parquet', 'cdisc', 'odm']
  test.each(TIDY_FORMATS.filter((format) => !HELD.includes(format)))(
    'goes out while people are still read: %s',
    async (format) => {
      const writeExport = await EXPORT_WRITERS[format]()
      const setting = buildTidySetting()
      const seen: number[] = []
      let bytes = 0
      function* watch() {
        for (const person of drawTidyPeople(setting, { count: 3000, battery: ['phq-9@1.1.0'] })) {
          seen.push(bytes)
          yield person
        }
      }
      await writeExport(setting, watch(), (part) => {
        bytes += part.length
      })
      expect(seen.at(-1)).toBeGreaterThan(0)
    },
  )

  test.each([['study-days', 'csv'], ...TIDY_FORMATS.map((format) => ['dates', format] as const)] as const)(
    'has nothing of free text in any file: %s, %s',
    async (variant, format) => {
      const texts = await readExportTexts(await writeBytes(variant, format))
      for (const [path, text] of texts) expect(text, path).not.toMatch(/Juno|555.?0199/)
    },
  )

  test('says of free text that it is left out', async () => {
    const answers = readCsv(readZip(await writeBytes()), 'answers.csv')
    expect(answers.filter(({ value_missing }) => value_missing === 'free-text').length).toBeGreaterThan(10)
  })

  test('has a row for every item of every set of answers, each with a value or why there is none', async () => {
    const answers = readCsv(readZip(await writeBytes()), 'answers.csv')
    const perResponse = new Set(answers.map(({ instrument, item }) => `${instrument} ${item}`)).size
    expect(answers).toHaveLength(20 * 2 * perResponse)
    for (const { value, value_missing, state } of answers) {
      expect(value === '').toBe(value_missing !== '')
      if (state !== 'answered') expect(value_missing).toBe(state)
    }
  })

  test('counts in the README what the files have', async () => {
    const files = readZip(await writeBytes())
    const declined = readCsv(files, 'answers.csv').filter(({ state }) => state === 'declined').length
    expect(files.get('README.txt')).toContain(`, declined ${declined},`)
    expect(files.get('README.txt')).toContain('scores: ')
  })
})

describe('syntax for Stata and SAS', () => {
  const QUOTED = String.raw`"[^"\x60$]*"`
  const STATEMENTS = [
    /^\* .*$/,
    /^version 14$/,
    /^import delimited using "\w+\.csv", varnames\(1\) encoding\("utf-8"\) bindquote\(strict\) case\(preserve\) stringcols\([\d ]+\) clear$/,
    new RegExp(`^label (data|variable \\w{1,32}) ${QUOTED}$`),
    new RegExp(`^label define values_\\d+ -?\\d+ ${QUOTED}, modify$`),
    /^label values \w{1,32} values_\d+$/,
    /^generate (int \w{1,32} = \.|double \w{1,32} = (daily\(\w+, "YMD"\)|clock\(substr\(\w+, 1, 19\), "YMD#hms"\)))$/,
    new RegExp(`^replace \\w{1,32} = \\d+ if \\w{1,32} == ${QUOTED}$`),
    /^(format \w{1,32} %t[dc]|order \w{1,32}, after\(\w{1,32}\)|drop \w{1,32}|rename \w{1,32} \w{1,32})$/,
    /^save "\w+\.dta", replace$/,
  ]

  test('is of statements that Stata has, each on a line of its own', async () => {
    const lines = (readZip(await writeBytes()).get('load.do') ?? '').split('\n').filter((line) => line !== '')
    expect(lines.length).toBeGreaterThan(300)
    expect(lines.filter((line) => !STATEMENTS.some((statement) => statement.test(line)))).toEqual([])
  })

  test('has balanced strings and steps in SAS, and formats that end in a letter', async () => {
    const sas = readZip(await writeBytes()).get('load.sas') ?? ''
    const bare = sas.replaceAll(/\/\*.*?\*\//g, '').replaceAll(/'(''|[^'])*'/g, 'text')
    expect(bare).not.toContain("'")
    expect((bare.match(/^(proc format|data \w{1,32}) /gm) ?? []).length).toBeGreaterThan(10)
    expect((bare.match(/^run;$/gm) ?? []).length).toBe((bare.match(/^(proc|data) /gm) ?? []).length)
    for (const [, name = ''] of bare.matchAll(/^ {2}value \$?(\w+)/gm))
      expect(name).toMatch(/^\w{1,31}[a-z]$/)
  })
})

describe('names of variables', () => {
  test('are unlike each other and such as every program takes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/), { maxLength: 30 }),
        (ids) => {
          const names = [...buildColumnNames(ids, ['_missing'], ['state']).values()]
          expect(names).toHaveLength(ids.length)
          expect(new Set([...names, 'state']).size).toBe(ids.length + 1)
          for (const name of names) expect(name).toMatch(/^[a-z]\w{0,23}$/)
        },
      ),
    )
  })

  test.each([
    ['what stands beside another', ['pain', 'pain-missing']],
    ['the same in the other order', ['pain-missing', 'pain']],
    ['one that was cut', [`${'a'.repeat(22)}-2`, 'a'.repeat(30)]],
    ['one that stands already, with its place', ['state-2', 'state']],
    ['what R makes of another', ['pain', 'pain-label']],
    ['what Stata makes of another', ['pain', 'pain-n']],
  ])('are unlike %s', (_, ids) => {
    const names = [...buildColumnNames(ids, ['_missing'], ['state']).values()]
    const all = ['state', ...names.flatMap((name) => [name, `${name}_missing`])]
    const derived = all.flatMap((name) => [name, `${name}_label`, `${name.slice(0, 30)}_n`])
    expect(new Set(derived).size).toBe(derived.length)
    for (const name of names) expect(name).toMatch(/^[a-z]\w{0,23}$/)
  })

  test('of attributes are unlike those of the table, alike in dates and study days', async () => {
    const ids = ['ended', 'ended-on', 'enrolled-day', 'enrolled-at', 'participant', 'arm-label']
    const attributes = ids.map((id) => ({
      id,
      title: { en: id },
      required: false,
      options: [{ code: 'a', title: { en: 'A' } }],
    }))
    const read = async (variant: TidyVariant) => {
      const { study } = buildTidySetting(variant)
      const setting = buildTidySetting(variant, { study: { ...study, attributes } })
      const zip = await writeExportBytes(setting, 'csv', { count: 1, battery: BATTERY })
      return readZip(zip).get('participants.csv')?.split('\n')[0]?.split(',') ?? []
    }
    const [dates, days] = [await read('dates'), await read('study-days')]
    expect(new Set(dates).size).toBe(dates.length)
    expect(new Set(days).size).toBe(days.length)
    const own = (names: readonly string[]) => names.filter((name) => /_\d+$/.test(name))
    expect(own(dates)).toEqual(own(days))
    expect(own(dates)).toEqual([
      'ended_1',
      'ended_on_2',
      'enrolled_day_3',
      'enrolled_at_4',
      'participant_5',
      'arm_label_6',
    ])
  })

  test('say what the IDs say', () => {
    expect([...buildColumnNames(['phq9-q1', '1a', 'in', 'a-b', 'a--b']).values()]).toEqual([
      ...['phq9_q1', 'v1a', 'in_3', 'a_b', 'a_b_5'],
    ])
  })
})

describe('a CSV file', () => {
  const writeRows = (cells: readonly (string | number | null)[], isForSpreadsheet: boolean): string => {
    const variables = cells.map((_, at) => ({ name: `v${at}`, label: '', type: 'string' as const }))
    const chunks: Uint8Array[] = []
    const file = createCsvFile(variables, isForSpreadsheet, (bytes) => void chunks.push(bytes))
    file.add(cells)
    file.end()
    return Buffer.concat(chunks).toString().split('\n').slice(1).join('\n')
  }

  test('makes formulas inert for a spreadsheet alone, and touches no number', () => {
    const cells = ['=1+1', '@x', '-5', -5, 0.1, null, 'a,"b"\nc']
    expect(writeRows(cells, true)).toBe(`'=1+1,'@x,-5,-5,0.1,,"a,""b"" c"\n`)
    expect(writeRows(cells, false)).toBe(`=1+1,@x,-5,-5,0.1,,"a,""b"" c"\n`)
  })
})

describe('a study day', () => {
  const enrolledAt = '2026-03-08T04:30:00.000Z'
  const timeZone = 'America/New_York'
  // Still March 7 in New York; clocks change on March 8.
  test.each([
    ['2026-03-08T04:59:00.000Z', 1],
    ['2026-03-08T05:00:00.000Z', 2],
    ['2026-03-09T03:59:00.000Z', 2],
    ['2026-03-09T04:00:00.000Z', 3],
    ['2026-03-07T04:59:00.000Z', -1],
  ])('of %s is %s on the clinic’s calendar', (at, day) => {
    expect(computeStudyDay({ enrolledAt, timeZone }, computeLocalDay(at, timeZone))).toBe(day)
  })

  test('is not known of somebody whose record is gone', () => {
    expect(computeStudyDay({ enrolledAt: null, timeZone }, 20_000)).toBeNull()
  })
})
