import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openShippedLibrary } from '../../surveys/library/library.ts'

/** tests/published/promis-tables.csv holds the conversion tables as they are printed; every row must be in the definition. */
const rows = readFileSync(new URL('./promis-tables.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
const printed = Map.groupBy(rows, ([name = '']) => name)

const WHERE: Record<string, readonly (readonly [ref: string, table: string])[]> = {
  'PROMIS Pain Interference 4a v1.0': [
    ['promis-pain-interference-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'interference'],
  ],
  'PROMIS Sleep Disturbance 4a v1.0': [
    ['promis-sleep-disturbance-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'sleep'],
  ],
  'PROMIS Depression 4a v1.0': [
    ['promis-depression-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'depression'],
  ],
  'PROMIS Depression 8a v1.0': [['promis-depression-8a@1.0.0', 't']],
  'PROMIS Anxiety 4a v1.0': [
    ['promis-anxiety-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'anxiety'],
  ],
  'PROMIS Fatigue 4a v1.0': [
    ['promis-fatigue-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'fatigue'],
  ],
  'PROMIS Physical Function 4a v1.0': [
    ['promis-physical-function-4a@1.0.0', 't'],
    ['promis-29@2.0.0', 'pf'],
  ],
  'PROMIS Physical Function 4a v2.0': [['promis-physical-function-4a@2.0.0', 't']],
  'PROMIS Ability to Participate in Social Roles and Activities 4a v2.0': [
    ['promis-social-roles-4a@2.0.0', 't'],
    ['promis-29@2.0.0', 'social'],
  ],
  'PROMIS Cognitive Function Abilities 2a': [['promis-cognitive-abilities-2a@1.0.0', 't']],
  'PROMIS Global Physical Health v1.x': [['promis-global-health@1.0.0', 'physical']],
  'PROMIS Global Mental Health v1.x': [['promis-global-health@1.0.0', 'mental']],
}

test('every printed table is used', () => {
  expect(Object.keys(WHERE).sort()).toEqual([...printed.keys()].sort())
})

describe('every row of the printed table, and no other', () => {
  test.each(
    Object.entries(WHERE).flatMap(([name, places]) => places.map((place) => [name, ...place] as const)),
  )('%s in %s, %s', (name, ref, table) => {
    const expected = (printed.get(name) ?? []).map(([, , ...numbers]) => numbers.map(Number))
    expect(expected.length).toBeGreaterThan(8)
    expect(openShippedLibrary().findInstrument(ref)?.definition.tables[table]?.rows).toEqual(expected)
  })
})

test('a table read in one copy only makes its instrument unconfirmed', () => {
  for (const [name, places] of Object.entries(WHERE)) {
    const isConfirmed = printed.get(name)?.every(([, mark]) => mark === 'A')
    for (const [ref] of places)
      if (!isConfirmed)
        expect(openShippedLibrary().findInstrument(ref)?.definition.evidence, ref).toBe('unconfirmed')
  }
})
