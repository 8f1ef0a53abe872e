import { describe, expect, test } from 'vitest'
import { measureInternalConsistency } from '../../../../functions/analysis/instrument-quality/internal-consistency.ts'
import { measureTestRetest } from '../../../../functions/analysis/instrument-quality/test-retest.ts'
import { published } from '../../../support/published.ts'

const print = published<{
  consistency: { rows: number[][]; alpha: number; itemRest: number[]; omega: number }[]
  retest: { pairs: [number, number][]; icc: number }
}>('instrument-quality')

describe('internal consistency', () => {
  test.each(print.consistency)('agrees with psych: alpha $alpha', ({ rows, alpha, itemRest, omega }) => {
    const found = measureInternalConsistency(rows)
    if ('reason' in found) throw new Error(found.reason)
    expect(found.n).toBe(rows.length)
    expect(found.alpha).toBeCloseTo(alpha, 10)
    found.itemRest.forEach((one, at) => {
      expect(one).toBeCloseTo(itemRest[at] as number, 10)
    })
    expect(found.omega).toBeCloseTo(omega, 6)
  })

  test.each([
    ['fewer-than-two-items', Array.from({ length: 12 }, (_, at) => [at])],
    [
      'too-few-participants',
      [
        [1, 2],
        [2, 3],
      ],
    ],
    ['an-item-without-spread', Array.from({ length: 12 }, (_, at) => [at, 4])],
  ])('%s', (reason, rows) => {
    expect(measureInternalConsistency(rows)).toEqual({ reason })
  })

  test('two items have an alpha and no omega: one factor of two is not determined', () => {
    const found = measureInternalConsistency(
      print.consistency[0]?.rows.map(([a, b]) => [a, b] as number[]) ?? [],
    )
    expect(found).toMatchObject({ omega: null, items: 2 })
  })
})

describe('test–retest', () => {
  test('agrees with psych', () => {
    expect(measureTestRetest(print.retest.pairs)?.icc).toBeCloseTo(print.retest.icc, 10)
  })
  test('of few, or of scores that are all alike, is none', () => {
    expect(measureTestRetest(print.retest.pairs.slice(0, 9))).toBeUndefined()
    expect(measureTestRetest(Array.from({ length: 12 }, () => [4, 4] as const))).toBeUndefined()
  })
  test('the standard error is what two measurements differ by at random: √½ where they differ by one, either way', () => {
    const pairs = Array.from(
      { length: 20 },
      (_, at) => (at % 2 === 0 ? [at, at + 1] : [at + 1, at]) as [number, number],
    )
    expect(measureTestRetest(pairs)?.sem).toBeCloseTo(Math.SQRT1_2, 2)
  })
})
