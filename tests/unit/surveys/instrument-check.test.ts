import { describe, expect, test } from 'vitest'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'

/** A sound instrument: two items with options 0–2, a sum with two bands, a safety rule, an example. */
const SOUND = {
  id: 'sound',
  version: '1.0.0',
  title: { en: 'Sound' },
  evidence: 'unvalidated',
  source: 'this test',
  copyright: 'none',
  permission: 'none needed',
  locales: {},
  recallDays: 7,
  optionSets: {
    often: [
      { code: '0', value: 0 },
      { code: '1', value: 1 },
      { code: '2', value: 2 },
    ],
  },
  items: [
    { id: 'one', type: 'choice', options: 'often' },
    { id: 'two', type: 'numeric-scale', minimum: 0, maximum: 2 },
  ],
  scales: [
    {
      id: 'total',
      title: { en: 'Total' },
      domain: 'pain',
      rule: { op: 'sum', of: ['one', 'two'], missing: { policy: 'all-required' } },
      range: [0, 4],
      unit: 'points',
      direction: 'higher-is-worse',
      bands: [
        { id: 'low', from: 0, label: { en: 'Low' } },
        { id: 'high', from: 2, label: { en: 'High' } },
      ],
      source: 'this test',
    },
  ],
  safety: [{ id: 'alarm', item: 'one', codes: ['2'] }],
  examples: [{ source: '1 + 2', answers: { one: '1', two: '2' }, scores: { total: '3' } }],
}

/** The sound instrument with one fault put in. */
function faulty(change: (definition: InstrumentDefinition) => unknown): InstrumentDefinition {
  const definition = instrumentDefinitionSchema.parse(SOUND)
  change(definition)
  return definition
}
const requireScale = (definition: InstrumentDefinition) => {
  const [scale] = definition.scales
  if (!scale) throw new Error('no scale')
  return scale
}
const again = <T>(list: T[]): void => void list.push(...list.slice(0, 1))

describe('an instrument is refused, with its place, for', () => {
  test.each<[string, (definition: InstrumentDefinition) => unknown, string, string]>([
    ['an item that stands twice', ({ items }) => again(items), '/items/2', 'item one stands twice'],
    [
      'an option set that does not exist',
      (one) => Object.assign(one, { optionSets: {} }),
      '/items/0',
      'an item needs at least two options',
    ],
    [
      'a numeric scale of a single number',
      (one) => one.items.splice(1, 1, { id: 'two', type: 'numeric-scale', minimum: 2, maximum: 2 }),
      '/items/1',
      'an item needs at least two options',
    ],
    [
      'a code that two options share',
      ({ optionSets }) => again(optionSets.often ?? []),
      '/items/0',
      'two options share a code',
    ],
    [
      'a scale over an item that does not exist',
      (one) => Object.assign(requireScale(one), { rule: { op: 'value', of: 'three' } }),
      '/scales/0/rule',
      'no item three',
    ],
    [
      'a reversed item that does not exist',
      (one) =>
        Object.assign(requireScale(one), { rule: { op: 'value', of: { item: 'three', reverse: true } } }),
      '/scales/0/rule',
      'no item three',
    ],
    [
      'more answers needed than there are items',
      (one) =>
        Object.assign(requireScale(one).rule, { missing: { policy: 'mean-substitute', minimumAnswered: 3 } }),
      '/scales/0/rule/missing',
      'more answers needed than there are items',
    ],
    [
      'a recode that leaves out an option',
      (one) =>
        Object.assign(requireScale(one).rule, { of: ['one', { item: 'two', recode: { '0': 0, '1': 5 } }] }),
      '/scales/0/rule',
      'item two has no recode for 2',
    ],
    [
      'a scale without a worked example',
      (one) => Object.assign(one, { examples: [] }),
      '/scales/0',
      'no worked example',
    ],
    [
      'an empty range',
      (one) => Object.assign(requireScale(one), { range: [4, 4], bands: [] }),
      '/scales/0/range',
      'the range is empty',
    ],
    [
      'bands that do not rise',
      (one) => void requireScale(one).bands.push({ id: 'same', from: 2, label: {} }),
      '/scales/0/bands/2',
      'bands must rise',
    ],
    [
      'a band above the range',
      (one) => void requireScale(one).bands.push({ id: 'far', from: 5, label: {} }),
      '/scales/0/bands/2',
      'the band starts outside the range',
    ],
    [
      'a score below the first band',
      (one) => void requireScale(one).bands.shift(),
      '/scales/0/bands/0',
      'the first band must start at the lowest score',
    ],
    [
      'a safety rule on an item that does not exist',
      (one) => Object.assign(one, { safety: [{ id: 'alarm', item: 'three', codes: ['2'] }] }),
      '/safety/0',
      'no item three',
    ],
    [
      'a safety rule that can never fire',
      (one) => Object.assign(one, { safety: [{ id: 'alarm', item: 'one', codes: ['2', '3'] }] }),
      '/safety/0',
      'code 3 can never be given',
    ],
    [
      'an example of a scale that does not exist',
      (one) => Object.assign(one, { examples: [{ source: '', answers: {}, scores: { mean: '3' } }] }),
      '/examples/0/scores/mean',
      'no scale mean',
    ],
    [
      'an example that does not come out',
      (one) =>
        Object.assign(one, {
          examples: [{ source: '', answers: { one: '1', two: '2' }, scores: { total: '4' } }],
        }),
      '/examples/0/scores/total',
      'expected 4, scored 3',
    ],
    [
      'an example that cannot be scored',
      (one) =>
        Object.assign(one, { examples: [{ source: '', answers: { one: '1' }, scores: { total: '1' } }] }),
      '/examples/0/scores/total',
      'expected 1, scored not-scorable',
    ],
  ])('%s', (_, change, pointer, detail) => {
    expect(checkInstrument(faulty(change))).toContainEqual({ pointer, detail })
  })

  test('every fault at once, not the first alone', () => {
    const faults = checkInstrument(
      faulty((one) => {
        again(one.items)
        one.safety = [{ id: 'alarm', item: 'three', codes: ['2'] }]
      }),
    )
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/items/2', '/safety/0'])
  })
})

describe('the schema refuses', () => {
  test.each<[string, object, PropertyKey[]]>([
    ['a member that it does not know', { colour: 'red' }, []],
    ['an id with capitals', { id: 'Sound' }, ['id']],
    ['a version without a patch', { version: '1.0' }, ['version']],
    ['a language that is none', { title: { english: 'Sound' } }, ['title', 'english']],
    ['no items', { items: [] }, ['items']],
    ['an option set of one', { optionSets: { often: [{ code: '0', value: 0 }] } }, ['optionSets', 'often']],
    ['a value that is no whole number', { recallDays: 0.5 }, ['recallDays']],
  ])('%s', (_, change, path) => {
    const read = instrumentDefinitionSchema.safeParse({ ...SOUND, ...change })
    expect(read.error?.issues.map((issue) => issue.path)).toEqual([path])
  })
})

test('a sound instrument has no fault', () => {
  expect(checkInstrument(instrumentDefinitionSchema.parse(SOUND))).toEqual([])
})

test('the library ships instruments to check', () => {
  expect(openShippedLibrary().instruments.length).toBeGreaterThan(5)
})

test.each(openShippedLibrary().instruments.map(({ definition }) => [definition.id, definition] as const))(
  '%s, as shipped, has no fault',
  (_, definition) => expect(checkInstrument(definition)).toEqual([]),
)
