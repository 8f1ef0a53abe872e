import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { describe, expect, test } from 'vitest'
import type { TidyPerson } from '../../functions/interchange/tidy/tidy-person.ts'
import { buildBattery } from '../../functions/records/response/response.ts'
import { scoreBattery } from '../../functions/records/score/score.ts'
import { listOptions } from '../../surveys/instrument/item.ts'
import { readDataset, writeCdisc } from '../support/cdisc-export.ts'
import { buildTidySetting, drawTidyPeople } from '../support/tidy-people.ts'

/*
 * Against files of CDISC (tests/published/cdisc): its schema of Dataset-JSON 1.1 takes every dataset that an export has, and the
 * PHQ-9 of its public example, answered again in Concord, comes out as the same rows.
 */

const readFile = (name: string) => JSON.parse(readFileSync(new URL(`cdisc/${name}`, import.meta.url), 'utf8'))
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(
  readFile('dataset.schema.json'),
)
const setting = buildTidySetting()

describe('CDISC’s schema of Dataset-JSON', () => {
  test('refuses a dataset without the type of a column', async () => {
    const example = readFile('qsph.json')
    expect(validate(example)).toBe(true)
    const [{ dataType: _, ...first }, ...columns] = example.columns
    expect(validate({ ...example, columns: [first, ...columns] })).toBe(false)
  })

  test('takes every dataset of an export', async () => {
    const battery = ['phq-9@1.1.0', 'peg@1.0.0', 'psqi@2.0.0']
    const people = [...drawTidyPeople(setting, { count: 25, battery, timepoints: ['baseline', 'week-1'] })]
    const files = [...(await writeCdisc(setting, people))].filter(([path]) => path.endsWith('.ndjson'))
    expect(files.map(([path]) => path.replace(/^.*\//, '')).sort()).toEqual([
      ...['adqs.ndjson', 'dm.ndjson', 'ex.ndjson', 'qs.ndjson', 'suppdm.ndjson'],
    ])
    for (const [path, text] of files) {
      const [head = '', ...rows] = text.trimEnd().split('\n')
      const dataset = { ...JSON.parse(head), rows: rows.map((row) => JSON.parse(row)) }
      expect([path, validate(dataset), validate.errors]).toEqual([path, true, null])
    }
  })
})

type Row = Readonly<Record<string, string | number | null>>
/** What CDISC’s terminology and the questionnaire decide, and no visit, site or clock. */
const COMPARED = ['QSTESTCD', 'QSTEST', 'QSCAT', 'QSORRES', 'QSSTRESC', 'QSSTRESN', 'QSEVLINT'] as const
const pick = (row: Row) => COMPARED.map((name) => row[name] ?? null)

/** “Not at all” is no answer to the tenth question, which nobody without a problem is asked: ours is not done. */
const isNotAsked = ({ QSTESTCD, QSORRES }: Row) => QSTESTCD === 'PHQ0110' && QSORRES === 'Not at all'
const mend = (row: Row): Row => {
  if (isNotAsked(row)) return { ...row, QSORRES: null, QSSTRESC: null, QSSTRESN: null }
  return Object.entries(WRONG_TOTAL).every(([name, value]) => row[name] === value)
    ? { ...row, ...MENDED }
    : row
}

const example = readFile('qsph.json')
const rows: readonly Row[] = example.rows.map((cells: readonly unknown[]) =>
  Object.fromEntries(example.columns.map(({ name }: { name: string }, at: number) => [name, cells[at]])),
)
/** CDISC’s total of CDISC004 on 2013-10-08 is 27, and its nine answers sum to 26: ours is the sum. */
const WRONG_TOTAL = { USUBJID: 'CDISC004', QSDTC: '2013-10-08', QSTESTCD: 'PHQ0111' }
const MENDED = { QSORRES: '26', QSSTRESC: '26', QSSTRESN: 26 }
/** The rows of one subject at one visit. */
const visits = [...Map.groupBy(rows, (row) => `${row.USUBJID} ${row.VISITNUM} ${row.QSDTC}`).values()]

const published = setting.instruments.findInstrument('phq-9@1.1.0')
if (!published) throw new Error('no PHQ-9')
const items = published.definition.items

/** A person who answered as somebody of the example did. */
function answerAgain(person: TidyPerson, visit: readonly Row[]): TidyPerson {
  const answers = Object.fromEntries(
    items.flatMap((item, at) => {
      const said = visit.find(({ QSTESTCD }) => QSTESTCD === `PHQ01${String(at + 1).padStart(2, '0')}`)
      const chosen = listOptions(published?.definition as never, item).find(
        ({ label }) => label?.en === said?.QSORRES,
      )
      return chosen ? [[`phq-9/${item.id}`, chosen.code]] : []
    }),
  )
  const scores = scoreBattery(buildBattery(published ? [published] : []), answers)
  return {
    ...person,
    responses: person.responses.map((response) => ({ ...response, answers })),
    sheets: person.sheets.map((sheet) => ({ ...sheet, scores })),
  }
}

test('the PHQ-9 of CDISC’s example comes out as the same rows', async () => {
  const drawn = [...drawTidyPeople(setting, { count: visits.length, battery: ['phq-9@1.1.0'] })]
  const people = drawn.map((person, at) => answerAgain(person, visits[at] ?? []))
  const files = await writeCdisc(setting, people)
  const qs = [...files].find(([path]) => path.endsWith('qs.ndjson'))?.[1]
  const ours = Map.groupBy(readDataset(qs).rows, ({ USUBJID }) => USUBJID)
  expect(visits).toHaveLength(30)
  for (const [at, visit] of visits.entries()) {
    const own = ours.get(
      [...ours.keys()].find((id) => String(id).endsWith(people[at]?.participant ?? '?')) ?? '',
    )
    expect(own?.map(pick).sort()).toEqual(visit.map(mend).map(pick).sort())
  }
})
