import { describe, expect, test } from 'vitest'
import { poolEstimates, type SiteEstimate } from '../../../../functions/outcome/pooling/pooling.ts'
import {
  type MeanEstimate,
  type MeanSummary,
  meanDifference,
  meanEstimate,
} from '../../../../functions/outcome/pooling/site-means.ts'
import { published, relativeError } from '../published.ts'

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

const arm = (n: number, mean: number, sd: number): MeanSummary => ({ n, mean, sd })

describe('refuses by name', () => {
  test.each([0, 1])('%d participants, of whom there is no standard deviation', (n) => {
    const reason = { kind: 'not-estimated', reason: 'fewer-than-two-participants' }
    expect(meanEstimate(arm(n, 3, Number.NaN))).toEqual(reason)
    expect(meanDifference(arm(n, 3, Number.NaN), arm(9, 3, 1))).toEqual(reason)
    expect(meanDifference(arm(9, 3, 1), arm(n, 3, Number.NaN))).toEqual(reason)
  })
  test.each([
    [Number.NaN, 1],
    [Infinity, 1],
    [1, Number.NaN],
    [1, Infinity],
    [1, 1e200],
  ])('mean %d with standard deviation %d', (mean, sd) => {
    expect(meanEstimate(arm(5, mean, sd))).toMatchObject({ reason: 'estimate-not-finite' })
    expect(meanDifference(arm(5, 1, 1), arm(5, mean, sd))).toMatchObject({ reason: 'estimate-not-finite' })
  })
  test('values that are all alike', () => {
    expect(meanEstimate(arm(5, 2, 0))).toMatchObject({ reason: 'no-variance' })
    expect(meanDifference(arm(5, 2, 0), arm(7, 3, 0))).toMatchObject({ reason: 'no-variance' })
  })
  test.each([
    [-1, 1],
    [2.5, 1],
    [Number.NaN, 1],
    [5, -1],
  ])('n = %d with standard deviation %d, which no data have', (n, sd) => {
    expect(() => meanEstimate(arm(n, 1, sd))).toThrow(RangeError)
    expect(() => meanDifference(arm(5, 1, 1), arm(n, 1, sd))).toThrow(RangeError)
  })
})

test('of two arms one may have values that are all alike', () => {
  expect(meanDifference(arm(4, 5, 0), arm(8, 3, 2))).toEqual({ kind: 'estimated', effect: 2, variance: 0.5 })
})

function expectAlike(actual: readonly MeanEstimate[], expected: Expected) {
  const sites: SiteEstimate[] = actual.flatMap((each) => (each.kind === 'estimated' ? [each] : []))
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
  expectAlike(means.first.map(meanEstimate), means.single)
})

test('mean differences agree with metafor, site by site and pooled', () => {
  expectAlike(
    means.first.map((first, i) => meanDifference(first, means.second[i] ?? arm(0, 0, 0))),
    means.difference,
  )
})
