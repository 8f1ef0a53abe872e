import { expect, test } from 'vitest'
import { createTestNames } from '../../../functions/interchange/cdisc/test-codes.ts'
import { buildInstruments } from '../../../surveys/library/build-library.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readDataset, writeCdisc } from '../../support/cdisc-export.ts'
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
