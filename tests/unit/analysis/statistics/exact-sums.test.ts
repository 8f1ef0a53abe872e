import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addSums,
  type CountedValue,
  findExcess,
  sumExactly,
  summarizeSums,
} from '../../../../functions/analysis/statistics/exact-sums.ts'
import { createRational } from '../../../../surveys/values/rational.ts'
import { sumPrinted } from '../../../support/exact-sums.ts'

const counted = fc.record({
  value: fc
    .tuple(fc.integer({ min: -500, max: 500 }), fc.constantFrom(1, 2, 3, 7, 10))
    .map(([above, below]) => createRational(above, below)),
  count: fc.integer({ min: 1, max: 5 }),
})
const listApart = (values: readonly CountedValue[]) =>
  values.flatMap(({ value, count }) => Array.from({ length: count }, () => ({ value, count: 1 })))

describe('exact sums', () => {
  test('of nobody have no mean, and of one no spread', () => {
    expect(summarizeSums(sumExactly([]))).toEqual({ n: 0, mean: null, sd: null })
    expect(summarizeSums(sumPrinted([4]))).toEqual({ n: 1, mean: 4, sd: null })
  })

  test('are those that are worked out by hand', () => {
    // 1, 2, 6: mean 3, deviations −2, −1, 3 with squares 4 + 1 + 9 = 14, over 2.
    expect(summarizeSums(sumPrinted([1, 2, 6]))).toEqual({ n: 3, mean: 3, sd: Math.sqrt(7) })
    // Thirds: 13/3 − 10/3 is 1, which doubles miss.
    const thirds = [13, 10].map((above) => ({ value: createRational(above, 3), count: 1 }))
    expect(summarizeSums(sumExactly(thirds))).toEqual({ n: 2, mean: 23 / 6, sd: Math.SQRT1_2 })
  })

  test('lose nothing where the spread is small beside the values', () => {
    // Floating point gives 0 for the sum of squares less n times the mean squared.
    const values = [900_000_001, 900_000_002, 900_000_003]
    expect(summarizeSums(sumPrinted(values))).toEqual({ n: 3, mean: 900_000_002, sd: 1 })
  })

  test('say of a part how far its sum lies from that of the whole', () => {
    const [part, whole] = [sumPrinted([1, 2]), sumPrinted([1, 2, 6])]
    expect(findExcess(part, whole)).toBe(-3)
    expect(findExcess(whole, whole)).toBe(0)
  })

  test('law: order, and who is counted together, change nothing', () => {
    fc.assert(
      fc.property(fc.array(counted, { minLength: 2, maxLength: 12 }), (values) => {
        const expected = summarizeSums(sumExactly(values))
        expect(summarizeSums(sumExactly(listApart([...values].reverse())))).toEqual(expected)
        const parts = [values.slice(0, 3), values.slice(3)].map(sumExactly)
        expect(summarizeSums(addSums(parts))).toEqual(expected)
      }),
    )
  })

  test('law: they agree with floating point as far as that goes', () => {
    fc.assert(
      fc.property(fc.array(counted, { minLength: 2, maxLength: 12 }), (values) => {
        const numbers = listApart(values).map(({ value }) => value.numerator / value.denominator)
        const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
        const squares = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0)
        const { n, mean: exact, sd } = summarizeSums(sumExactly(values))
        expect(n).toBe(numbers.length)
        if (numbers.length < 2) return
        expect(exact).toBeCloseTo(mean, 9)
        expect(sd).toBeCloseTo(Math.sqrt(squares / (numbers.length - 1)), 6)
      }),
    )
  })
})
