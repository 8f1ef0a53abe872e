import { describe, expect, test } from 'vitest'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { compareVersions } from '../../../../surveys/versions/compare-versions.ts'
import { type ChangeClass, diffInstruments, findGravest } from '../../../../surveys/versions/diff.ts'
import { checkPublication, computeNextVersion } from '../../../../surveys/versions/publication.ts'

const BEFORE = {
  id: 'made-up',
  version: '1.2.3',
  title: { en: 'Made up' },
  evidence: 'unvalidated',
  ...{ source: 'this test', copyright: 'none', permission: 'none needed', recallDays: 7 },
  locales: { en: { status: 'official', source: 'this test' } },
  stem: { en: 'In the last week' },
  optionSets: {
    often: [
      { code: 'never', value: 0, label: { en: 'Never' } },
      { code: 'often', value: 1, label: { en: 'Often' } },
    ],
  },
  items: [
    { id: 'one', type: 'choice', options: 'often', text: { en: 'How often, if ever?' } },
    { id: 'two', type: 'numeric-scale', minimum: 0, maximum: 1, minimumLabel: { en: 'None' } },
    { id: 'three', type: 'number', minimum: 0, maximum: 1, decimals: 0, unit: { en: 'hours' } },
  ],
  scales: [
    {
      id: 'total',
      title: { en: 'Total' },
      domain: 'pain',
      rule: { op: 'sum', of: ['one', 'two'], missing: { policy: 'all-required' } },
      range: [0, 2],
      unit: 'points',
      direction: 'higher-is-worse',
      bands: [{ id: 'low', from: 0, label: { en: 'Low' } }],
      source: 'this test',
    },
    {
      id: 'again',
      title: { en: 'Again' },
      domain: 'pain',
      rule: { op: 'lookup', of: { scale: 'total' }, table: 'again' },
      range: [40, 60],
      unit: 'T',
      direction: 'higher-is-worse',
      source: 'this test',
    },
  ],
  tables: {
    again: {
      source: 'this test',
      rows: [
        [0, 40],
        [1, 50],
        [2, 60],
      ],
    },
  },
} as const

const before = instrumentDefinitionSchema.parse(BEFORE)

type Edit = (draft: Json) => void
type Json = { [member: string]: unknown }

/** What holds the member that a pointer such as `/items/0/text` leads to, and the member's name in it. */
function findHolder(draft: Json, pointer: string): readonly [Json, string] {
  const names = pointer.split('/').slice(1)
  const last = names.pop() ?? ''
  return [names.reduce((holder, name) => holder[name] as Json, draft), last]
}

const put =
  (pointer: string, value: unknown): Edit =>
  (draft) => {
    const [holder, name] = findHolder(draft, pointer)
    holder[name] = value
  }

const drop =
  (pointer: string): Edit =>
  (draft) => {
    const [holder, name] = findHolder(draft, pointer)
    if (Array.isArray(holder)) holder.splice(Number(name), 1)
    else delete holder[name]
  }

/** The definition after edits to a copy of it. */
function edited(...edits: readonly Edit[]): InstrumentDefinition {
  const draft: Json = structuredClone<Json>(BEFORE)
  for (const edit of edits) edit(draft)
  return instrumentDefinitionSchema.parse(draft)
}
const said = (changed: InstrumentDefinition) =>
  diffInstruments(before, changed).map(
    ({ part, class: grade, detail }) => `${part?.id ?? 'instrument'}: ${grade}: ${detail}`,
  )

test('a copy has no changes', () => {
  expect(said(edited())).toEqual([])
  expect(findGravest([])).toBeNull()
})

const [one, two, three] = BEFORE.items
const edits: readonly [string, ChangeClass, readonly Edit[], readonly string[]][] = [
  ['its source', 'cosmetic', [put('/source', 'elsewhere')], ['instrument: cosmetic: source changed']],
  [
    'how a question is set',
    'cosmetic',
    [put('/items/0/text/en', 'How often –  if ever?')],
    ['one: cosmetic: its text is set otherwise in en'],
  ],
  [
    'a threshold',
    'cosmetic',
    [
      put('/scales/0/thresholds', [
        { id: 'm', kind: 'absolute-change', value: 1, source: 'x', evidence: 'unconfirmed' },
      ]),
    ],
    ['total: cosmetic: its thresholds changed'],
  ],
  [
    'a language more',
    'equivalent',
    [
      put('/locales/es', { status: 'unvalidated', source: 'this test' }),
      put('/items/0/text/es', '¿Con qué frecuencia?'),
    ],
    ['instrument: equivalent: es added', 'one: equivalent: its text is worded in es'],
  ],
  [
    'a scale more',
    'equivalent',
    [
      put('/scales/2', {
        ...BEFORE.scales[0],
        id: 'other',
        rule: { op: 'value', of: 'one' },
        range: [0, 1],
        bands: [],
      }),
    ],
    ['other: equivalent: added'],
  ],
  [
    'a question at the end',
    'equivalent',
    [put('/items/3', { id: 'four', type: 'time' })],
    ['four: equivalent: added after every other item'],
  ],
  [
    'its bands',
    'equivalent',
    [put('/scales/0/bands/1', { id: 'high', from: 2, label: { en: 'High' } })],
    ['total: equivalent: its bands changed'],
  ],
  [
    'a word of a question',
    'breaking',
    [put('/items/0/text/en', 'How often, if at all?')],
    [
      'one: breaking: its text was reworded in en',
      'total: breaking: item one changed: its text was reworded in en',
      'again: breaking: item one changed: its text was reworded in en',
    ],
  ],
  [
    'the stem, which every item stands under',
    'breaking',
    [put('/stem/en', 'In the last day')],
    [
      ...['one', 'two', 'three'].map((id) => `${id}: breaking: the text above it was reworded in en`),
      ...['total', 'again'].flatMap((scale) =>
        ['one', 'two'].map(
          (id) => `${scale}: breaking: item ${id} changed: the text above it was reworded in en`,
        ),
      ),
    ],
  ],
  [
    'a label',
    'breaking',
    [put('/items/1/minimumLabel/en', 'Nothing')],
    [
      'two: breaking: its lowest label was reworded in en',
      'total: breaking: item two changed: its lowest label was reworded in en',
      'again: breaking: item two changed: its lowest label was reworded in en',
    ],
  ],
  ['a label that is gone', 'breaking', [drop('/items/2/unit')], ['three: breaking: its unit was removed']],
  [
    'the value of an option that no scale uses',
    'breaking',
    [put('/items/2/maximum', 2)],
    ['three: breaking: the possible answers changed'],
  ],
  [
    'a condition',
    'breaking',
    [put('/items/2/shownWhen', { item: 'one', is: ['often'] })],
    ['three: breaking: when it is shown changed'],
  ],
  [
    'the order',
    'breaking',
    [put('/items', [one, three, two])],
    [
      'three: breaking: asked in another place',
      'two: breaking: asked in another place',
      'total: breaking: item two changed: asked in another place',
      'again: breaking: item two changed: asked in another place',
    ],
  ],
  [
    'a question in between',
    'breaking',
    [put('/items', [one, { id: 'half', type: 'time' }, two, three])],
    ['half: breaking: added before other items, which are now asked in another setting'],
  ],
  ['a question that is gone', 'breaking', [drop('/items/2')], ['three: breaking: removed']],
  [
    'a language less',
    'breaking',
    [put('/locales', { es: BEFORE.locales.en })],
    ['instrument: equivalent: es added', 'instrument: breaking: en removed'],
  ],
  [
    'the missing rule, which the scale made of it shares',
    'breaking',
    [put('/scales/0/rule/missing', { policy: 'half-rule' })],
    ['total: breaking: its rule changed', 'again: breaking: its rule changed'],
  ],
  [
    'one row of a table',
    'breaking',
    [put('/tables/again/rows/1', [1, 50.1])],
    ['again: breaking: its rule changed'],
  ],
  ['a scale that is gone', 'breaking', [drop('/scales/1')], ['again: breaking: removed']],
]

describe('a change of', () => {
  test.each(edits)('%s is %s', (_, grade, edit, expected) => {
    const changes = diffInstruments(before, edited(...edit))
    expect(findGravest(changes)).toBe(grade)
    expect(said(edited(...edit))).toEqual(expected)
  })

  test('the recall is breaking for every scale', () => {
    const changes = diffInstruments(before, edited(put('/recallDays', 14)))
    expect(changes.map(({ part }) => part?.id ?? null)).toEqual([null, 'total', 'again'])
    expect(findGravest(changes)).toBe('breaking')
  })
})

describe('a version number', () => {
  test('follows from the change', () => {
    expect(computeNextVersion('1.2.3', 'breaking')).toBe('2.0.0')
    expect(computeNextVersion('1.2.3', 'equivalent')).toBe('1.3.0')
    expect(computeNextVersion('1.2.3', 'cosmetic')).toBe('1.2.4')
  })

  test('is compared by number, not by letter', () => {
    expect(compareVersions('1.10.0', '1.9.0')).toBeGreaterThan(0)
    expect(compareVersions('2.0.0', '2.0.0')).toBe(0)
  })

  const reworded = (version: string) => edited(put('/version', version), put('/items/0/text/en', 'Otherwise'))
  const retitled = (version: string) => edited(put('/version', version), put('/title/en', 'Otherwise'))

  test('that says too little, or too much, is refused with the right one', () => {
    expect(checkPublication([before], reworded('1.3.0'))).toMatchObject({
      kind: 'wrong-version',
      expected: '2.0.0',
      class: 'breaking',
    })
    expect(checkPublication([before], retitled('2.0.0'))).toMatchObject({
      kind: 'wrong-version',
      expected: '1.2.4',
    })
    expect(checkPublication([before], retitled('1.2.3'))).toMatchObject({ kind: 'wrong-version' })
  })

  test('that is right is taken', () => {
    expect(checkPublication([], before)).toEqual({ kind: 'new' })
    expect(checkPublication([before], reworded('2.0.0'))).toMatchObject({ kind: 'next', from: '1.2.3' })
    expect(checkPublication([before], retitled('1.2.4'))).toMatchObject({ kind: 'next', class: 'cosmetic' })
    // An older major is mended in its own line, and a new major comes after the newest.
    const two = reworded('2.0.0')
    expect(checkPublication([two, before], retitled('1.2.4'))).toMatchObject({ kind: 'next', from: '1.2.3' })
    expect(checkPublication([before, two], reworded('1.2.4'))).toMatchObject({ expected: '3.0.0' })
  })

  test('for nothing is refused', () => {
    expect(checkPublication([before], edited(put('/version', '1.2.4')))).toEqual({
      kind: 'unchanged',
      from: '1.2.3',
    })
  })

  test('of every shipped version says what it changes', () => {
    const shipped = openShippedLibrary().instruments.map(({ definition }) => definition)
    for (const definition of shipped) {
      const older = shipped.filter(
        ({ id, version }) => id === definition.id && compareVersions(version, definition.version) < 0,
      )
      expect(checkPublication(older, definition).kind, `${definition.id}@${definition.version}`).toBe(
        older.length === 0 ? 'new' : 'next',
      )
    }
  })
})
