import { describe, expect, test } from 'vitest'
import { poolImputedRates } from '../../../../functions/analysis/imputation/pool-imputed-rates.ts'
import { wilsonInterval } from '../../../../functions/analysis/statistics/wilson.ts'
import { published } from '../../../support/published.ts'

type Expected = {
  rates: number[]
  n: number
  designEffect: number
  rate: number
  df: number
  monteCarloError: number
  fractionMissing: number
  lower: number
  upper: number
}

test.each(published<Expected[]>('imputed-rate'))(
  'agrees with R: $rate of $n',
  ({ rates, n, designEffect, ...expected }) => {
    const found = poolImputedRates(rates, n, { designEffect })
    expect(found.rate).toBeCloseTo(expected.rate, 12)
    expect(found.df).toBeCloseTo(expected.df, 6)
    expect(found.monteCarloError).toBeCloseTo(expected.monteCarloError, 12)
    expect(found.fractionMissing).toBeCloseTo(expected.fractionMissing, 9)
    expect(found.interval[0]).toBeCloseTo(expected.lower, 7)
    expect(found.interval[1]).toBeCloseTo(expected.upper, 7)
  },
)

describe('at the ends', () => {
  test('one imputation is none', () => {
    expect(() => poolImputedRates([0.5], 40)).toThrow(RangeError)
    expect(() => poolImputedRates([0.5, 0.5], 1)).toThrow(RangeError)
  })
  test('nobody in any data set: the interval begins at 0 and has a width, near Wilson’s', () => {
    const { rate, interval, fractionMissing } = poolImputedRates([0, 0, 0], 50)
    expect([rate, interval[0], fractionMissing]).toEqual([0, 0, 0])
    expect(Math.abs(interval[1] - wilsonInterval(0, 50)[1])).toBeLessThan(0.006)
  })
})
