import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  packAnswers,
  packAttributes,
  packedAnswers,
  packedInstant,
  packedWords,
  packInstant,
  packWords,
} from '../../../functions/records/assessment/packed-fields.ts'

describe('what an item does not hold so is refused', () => {
  test.each([
    ['an instant as text', packedInstant, '2026-03-02T15:00:00.000Z'],
    ['half a millisecond', packedInstant, 1.5],
    ['answers that are a map', packedAnswers, { 'peg/pain': '7' }],
    ['an answer that is a number', packedAnswers, '{"peg/pain":7}'],
    ['answers that are a list', packedAnswers, '["7"]'],
    ['words that are a list', packedWords, ['peg@1.0.0']],
  ])('%s', (_, schema, stored) => {
    expect(schema.safeParse(stored).success).toBe(false)
  })
})

test('an instant is kept to the millisecond', () => {
  // `date -u -d 2026-03-02T15:00:00Z +%s`
  expect(packInstant('2026-03-02T15:00:00.007Z')).toBe(1_772_463_600_007)
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), (date) => {
      expect(packedInstant.parse(packInstant(date.toISOString()))).toBe(date.toISOString())
    }),
  )
})

test('answers come back as they were given, whatever was written in them', () => {
  fc.assert(
    fc.property(
      // Every item is called by its instrument first.
      fc.dictionary(
        fc.string({ minLength: 1 }).map((item) => `peg/${item}`),
        fc.option(fc.string(), { nil: null }),
      ),
      (answers) => {
        const given = { ...answers }
        expect(packedAnswers.parse(packAnswers(given))).toEqual(given)
      },
    ),
  )
})

test('words come back in their order, and none are none', () => {
  expect(packWords(['peg@1.0.0', 'phq-9@1.0.0'])).toBe('peg@1.0.0 phq-9@1.0.0')
  expect(packedWords.parse('peg@1.0.0 phq-9@1.0.0')).toEqual(['peg@1.0.0', 'phq-9@1.0.0'])
  expect(packedWords.parse(packWords([]))).toEqual([])
})

test('of an assessment, instants and battery are packed and nothing else', () => {
  expect(
    packAttributes({
      ...{ opensAt: '2026-03-02T15:00:00.000Z', battery: ['peg@1.0.0', 'phq-9@1.0.0'] },
      ...{ locale: 'en', studyVersion: '1.1.0', earlierPlans: [{ since: '2026-03-02T15:00:00.000Z' }] },
    }),
  ).toEqual({
    ...{ opensAt: 1_772_463_600_000, battery: 'peg@1.0.0 phq-9@1.0.0' },
    ...{ locale: 'en', studyVersion: '1.1.0', earlierPlans: [{ since: '2026-03-02T15:00:00.000Z' }] },
  })
})
