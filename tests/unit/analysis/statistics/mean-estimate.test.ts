import { describe, expect, test } from 'vitest'
import { poolEstimates } from '../../../../functions/analysis/pooling/pooling.ts'
import {
  estimateMean,
  estimateMeanDifference,
  type MeanSummary,
  summarizeValues,
} from '../../../../functions/analysis/statistics/mean-estimate.ts'
import type { MeanEstimate } from '../../../../web/api/schemas/analysis-schemas.ts'
import { published, relativeError } from '../../../support/published.ts'

interface Expected {
  effects: number[]
  variances: number[]
  estimate: number
  standardError: number
  tauSquared: number
}

const { means } = published<{
  means: { first: MeanSummary[]; second: MeanSummary[]; single: Expected; difference: Expected }
}>('pooling')

const arm = (n: number, mean: number, sd: number | null): MeanSummary => ({ n, mean, sd })

describe('refuses by name', () => {
  test.each([0, 1])('%d participants, of whom there is no standard deviation', (n) => {
    const reason = { kind: 'not-estimated', reason: 'fewer-than-two' }
    expect(estimateMean(arm(n, 3, null))).toMatchObject(reason)
    expect(estimateMeanDifference(arm(n, 3, null), arm(9, 3, 1))).toMatchObject(reason)
    expect(estimateMeanDifference(arm(9, 3, 1), arm(n, 3, null))).toMatchObject(reason)
  })
  test.each([
    [Number.NaN, 1],
    [Infinity, 1],
    [1, Number.NaN],
    [1, Infinity],
    [1, 1e200],
  ])('mean %d with standard deviation %d', (mean, sd) => {
    expect(estimateMean(arm(5, mean, sd))).toMatchObject({ reason: 'estimate-not-finite' })
    expect(estimateMeanDifference(arm(5, 1, 1), arm(5, mean, sd))).toMatchObject({
      reason: 'estimate-not-finite',
    })
  })
  test('values that are all alike', () => {
    expect(estimateMean(arm(5, 2, 0))).toMatchObject({ reason: 'no-variance' })
    expect(estimateMeanDifference(arm(5, 2, 0), arm(7, 3, 0))).toMatchObject({ reason: 'no-variance' })
  })
  test.each([
    [-1, 1],
    [2.5, 1],
    [Number.NaN, 1],
    [5, -1],
  ])('n = %d with standard deviation %d, which no data have', (n, sd) => {
    expect(() => estimateMean(arm(n, 1, sd))).toThrow(RangeError)
    expect(() => estimateMeanDifference(arm(5, 1, 1), arm(n, 1, sd))).toThrow(RangeError)
  })
})

test('of two arms one may have values that are all alike', () => {
  // √(2²/8); the degrees of freedom are those of the eight alone. t(7) at 97.5% is 2.364624 (R: qt).
  const difference = estimateMeanDifference(arm(4, 5, 0), arm(8, 3, 2))
  if (difference.kind !== 'estimated') throw new Error(difference.reason)
  expect(difference).toMatchObject({ n: 12, estimate: 2, standardError: Math.SQRT1_2, df: 7 })
  expect(difference.interval[0]).toBeCloseTo(2 - 2.364624 * Math.SQRT1_2, 5)
})

test('a summary of values is told as far as there are any', () => {
  expect(summarizeValues([])).toEqual({ n: 0, mean: null, sd: null })
  expect(summarizeValues([4])).toEqual({ n: 1, mean: 4, sd: null })
  expect(summarizeValues([1, 3])).toEqual({ n: 2, mean: 2, sd: Math.SQRT2 })
})

function expectAlike(actual: readonly MeanEstimate[], expected: Expected) {
  const sites = actual.flatMap((each) =>
    each.kind === 'estimated' ? [{ effect: each.estimate, variance: each.standardError ** 2 }] : [],
  )
  expect(sites.map(({ effect }) => effect)).toEqual(expected.effects)
  expect(sites).toHaveLength(9)
  for (const [i, { variance }] of sites.entries())
    expect(relativeError(variance, expected.variances[i] ?? Number.NaN)).toBeLessThan(1e-12)

  const pooled = poolEstimates(sites)
  if (pooled.kind !== 'pooled') throw new Error(pooled.reason)
  expect(relativeError(pooled.estimate, expected.estimate)).toBeLessThan(1e-9)
  expect(relativeError(pooled.standardError, expected.standardError)).toBeLessThan(1e-9)
  expect(relativeError(pooled.tau2, expected.tauSquared)).toBeLessThan(1e-9)
}

test('means agree with metafor, site by site and pooled', () => {
  expectAlike(
    means.first.map((one) => estimateMean(one)),
    means.single,
  )
})

test('mean differences agree with metafor, site by site and pooled', () => {
  expectAlike(
    means.first.map((first, i) => estimateMeanDifference(first, means.second[i] ?? arm(0, 0, 0))),
    means.difference,
  )
})
