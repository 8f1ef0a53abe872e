import { expect, test } from 'vitest'
import { countDecimals } from '../../../functions/interchange/cdisc/dataset-json.ts'
import { createTestNames } from '../../../functions/interchange/cdisc/test-codes.ts'
import { buildInstruments } from '../../../surveys/library/build-library.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDataset, writeCdisc, writeOdm } from '../../support/cdisc-export.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'

/* SDTM and ADaM: within a dataset a code has one name, and a name one code, whatever versions of a questionnaire were asked. */

const peg = openShippedLibrary().findInstrument('peg@1.0.0')
if (!peg) throw new Error('the shipped library lost the PEG')
const reworded = {
  ...peg,
  hash: 'a'.repeat(64),
  definition: {
    ...peg.definition,
    version: '1.10.0',
    title: { en: 'PEG, reworded' },
    items: peg.definition.items.map((item) => ({ ...item, text: { en: `Reworded: ${item.id}` } })),
    scales: peg.definition.scales.map((scale) => ({ ...scale, title: { en: 'Reworded' }, unit: 'steps' })),
  },
}
const instruments = buildInstruments(
  [peg, reworded].map((one) => ({ id: 'peg', version: one.definition.version, read: () => one })),
)
const setting = buildTidySetting('dates', { instruments })
const people = ['1.0.0', '1.10.0'].flatMap((version, at) => [
  ...drawTidyPeople(setting, {
    ...{ count: 3, site: ['harbor', 'mesa'][at] ?? '', battery: [`peg@${version}`] },
    timepoints: ['baseline', 'week-1'],
  }),
])

test.each([
  ['qs', 'QSTESTCD', 'QSTEST'],
  ['adqs', 'PARAMCD', 'PARAM'],
] as const)(
  'in %s %s and %s are one to one in a questionnaire of two versions',
  async (name, code, title) => {
    const { rows } = readDataset((await writeCdisc(setting, people)).get(`${name}.ndjson`))
    const pairs = new Set(rows.map((row) => `${row[code]}\t${row[title]}`))
    const [codes, titles] = [0, 1].map((at) => new Set([...pairs].map((pair) => pair.split('\t')[at])))
    expect(pairs.size).toBeGreaterThan(2)
    expect([codes?.size, titles?.size]).toEqual([pairs.size, pairs.size])
    // By the newest version, and not by that which stands last as text.
    expect([...pairs].filter((pair) => pair.includes('Reworded')).length).toBeGreaterThan(1)
  },
)

test('a questionnaire of two versions has one category', async () => {
  const { rows } = readDataset((await writeCdisc(setting, people)).get('qs.ndjson'))
  expect(new Set(rows.map(({ QSCAT }) => QSCAT))).toEqual(new Set(['PEG, reworded']))
})

test('a number in define.xml has as many decimals as the data', async () => {
  const files = await writeCdisc(setting, people)
  const { rows } = readDataset(files.get('adqs.ndjson'))
  // A mean of three whole numbers, as a double is written: 6.666666666666667.
  const most = Math.max(...rows.map(({ AVAL }) => String(AVAL ?? '').split('.')[1]?.length ?? 0))
  expect(most).toBeGreaterThan(10)
  expect(files.get('define.xml')).toContain(
    `<ItemDef OID="IT.ADQS.AVAL" Name="AVAL" DataType="float" Length="8" SignificantDigits="${most}"`,
  )
  expect([1.25, 5, 1e-7, 1.5e-7, 1e21].map(countDecimals)).toEqual([2, 0, 7, 8, 0])
})

test('an event of ODM repeats where somebody answered it again, in whatever version of the study', async () => {
  const again = people.map((person) => ({
    ...person,
    responses: person.responses.map((one) => ({ ...one, timepoint: `${one.timepoint}.2` })),
  }))
  const findRepeating = (odm: string) =>
    /<StudyEventDef OID="SE.baseline"[^>]* Repeating="(\w+)"/.exec(odm)?.[1]
  expect(findRepeating(await writeOdm(setting, people))).toBe('No')
  expect(findRepeating(await writeOdm(setting, again))).toBe('Yes')
})

test('a date in study days of somebody whose enrollment is not known is missing, with the reason', async () => {
  const dated: PublishedInstrument = {
    hash: 'b'.repeat(64),
    definition: {
      ...{ ...peg.definition, id: 'dated', scales: [] },
      items: [
        { id: 'when', type: 'date', text: { en: 'When?' }, minimum: '2020-01-01', maximum: '2030-01-01' },
      ],
    },
  }
  const days = buildTidySetting('study-days', {
    instruments: buildInstruments([{ id: 'dated', version: '1.0.0', read: () => dated }]),
  })
  const gone = [
    ...drawTidyPeople(days, { count: 20, battery: ['dated@1.0.0'], timepoints: ['baseline'] }),
  ].map((person) => ({ ...person, enrolledAt: null }))
  const { rows } = readDataset((await writeCdisc(days, gone)).get('qs.ndjson'))
  expect(rows.length).toBeGreaterThan(10)
  for (const { QSORRES, QSSTAT, QSREASND } of rows) {
    expect([QSORRES, QSSTAT]).toEqual([null, 'NOT DONE'])
    expect(QSREASND).toMatch(
      /^(Skipped|A date, of somebody whose day of enrollment is not known|Not reached)/,
    )
  }
})

test('what only an older version has keeps its name', () => {
  const [first] = peg.definition.items
  if (!first) throw new Error('the PEG has no items')
  const shorter = {
    ...reworded,
    definition: { ...reworded.definition, items: reworded.definition.items.slice(1) },
  }
  const names = createTestNames({ instruments: [shorter, peg] })
  expect(names.findItem(peg.definition, first).name).toMatch(/^PEG[A-Z0-9]{5}-What number best/)
})
