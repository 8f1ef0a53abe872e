import { describe, expect, test } from 'vitest'
import {
  leaveOneSiteOut,
  type Pooled,
  type PoolingOptions,
  poolEstimates,
  type SiteEstimate,
} from '../../../../functions/analysis/pooling/pooling.ts'
import type { Tau2Interval, Tau2Method } from '../../../../web/api/analyses/pooling.ts'
import { published, relativeError } from '../../../support/published.ts'

interface Expected {
  estimate: number
  tauSquared: number
  iSquared: number
  q: number
  qP: number
  weights: number[]
  plain: { se: number; lower: number; upper: number }
  modified: { se: number; lower: number; upper: number }
  predictionKnha: [number, number]
  predictionConventional: [number, number]
}

const R = published<{
  examples: {
    name: string
    effects: number[]
    variances: number[]
    qProfile: {
      level: number
      tau: [number, number]
      iSquared: [number, number]
      atZero: Tau2Interval['atZero']
    }[]
    results: Record<Tau2Method, Expected>
  }[]
  leaveOneOut: { estimate: number; se: number; lower: number; upper: number; tauSquared: number }[]
}>('pooling')

const buildSites = (effects: number[], errors: number[]): SiteEstimate[] =>
  effects.map((effect, i) => ({ effect, variance: (errors[i] ?? 0) ** 2 }))

const GOLDEN = buildSites([-1.9, -2.6, -0.8, -2.1, -1.2], [0.45, 0.6, 0.38, 0.52, 0.3])

function pooled(sites: SiteEstimate[], options?: PoolingOptions): Pooled {
  const result = poolEstimates(sites, options)
  if (result.kind !== 'pooled') throw new Error(result.reason)
  return result
}

function expectAlike(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length)
  const errors = actual.map((value, i) => relativeError(value, expected[i] ?? Number.NaN))
  expect(Math.max(...errors), `${actual} against ${expected}`).toBeLessThan(1e-9)
}

describe('the numbers of METHODS.md', () => {
  const rounded = (values: readonly number[], digits: number) => values.map((value) => value.toFixed(digits))

  test('DerSimonian–Laird', () => {
    const { estimate, tau2, i2, standardError, interval, q } = pooled(GOLDEN, { tau2: 'DL' })
    expect(estimate.toFixed(6)).toBe('-1.608683')
    expect(tau2.toFixed(7)).toBe('0.2648388')
    expect(i2.toFixed(3)).toBe('59.376')
    expect(standardError.toFixed(7)).toBe('0.3135231')
    expect(rounded(interval, 4)).toEqual(['-2.4792', '-0.7382'])
    expect(q.value.toFixed(6)).toBe('9.846505')
  })

  test('restricted maximum likelihood, with both prediction intervals', () => {
    const { estimate, tau2, i2, standardError, interval, predictionInterval } = pooled(GOLDEN)
    expect(estimate.toFixed(6)).toBe('-1.613247')
    // METHODS.md has .2856599: metafor stopped there by its default threshold; the optimum is .2856595 (pooling.json).
    expect(tau2).toBeCloseTo(0.2856599, 6)
    expect(i2.toFixed(3)).toBe('61.188')
    expect(standardError.toFixed(7)).toBe('0.3140063')
    expect(rounded(interval, 4)).toEqual(['-2.4851', '-0.7414'])
    expect(rounded(predictionInterval, 4)).toEqual(['-3.3343', '0.1078'])
    const conventional = pooled(GOLDEN, { prediction: 'conventional-t(k-2)' })
    expect(rounded(conventional.predictionInterval, 4)).toEqual(['-3.5801', '0.3536'])
  })

  test('Paule–Mandel', () => {
    const { estimate, tau2 } = pooled(GOLDEN, { tau2: 'PM' })
    // METHODS.md has −1.615669 and .2974639: metafor's root search stopped within its default tolerance of the root,
    // which is .2974793 (pooling.json), where the generalised Q is k − 1.
    expect(estimate).toBeCloseTo(-1.615669, 5)
    expect(tau2).toBeCloseTo(0.2974639, 4)
  })
})

describe.each(R.examples)('agrees with metafor: $name', ({ effects, variances, results, qProfile }) => {
  const sites = effects.map((effect, i) => ({ effect, variance: variances[i] ?? 0 }))

  test.each(qProfile)('Q-profile interval at $level', ({ level, tau, iSquared, atZero }) => {
    const { tau2Interval } = pooled(sites, { level })
    // metafor has the empty set as from 0 to 0.
    if (atZero === 'both') expect(tau2Interval).toMatchObject({ tau2: null, i2: null })
    else expectAlike([...(tau2Interval.tau2 ?? []), ...(tau2Interval.i2 ?? [])], [...tau, ...iSquared])
    expect(tau2Interval).toMatchObject({ method: 'Q-profile', level, atZero })
  })

  test('the interval of τ² is the same however τ² was estimated', () => {
    const intervals = (['DL', 'REML', 'PM'] as const).map((tau2) => pooled(sites, { tau2 }).tau2Interval)
    expect(intervals).toEqual(Array(3).fill(intervals[0]))
  })

  test.each(['DL', 'REML', 'PM'] as const)('%s', (tau2) => {
    const expected = results[tau2]
    const plain = pooled(sites, { tau2 })
    expectAlike(
      [plain.estimate, plain.tau2, plain.i2],
      [expected.estimate, expected.tauSquared, expected.iSquared],
    )
    expectAlike([plain.q.value, plain.q.p], [expected.q, expected.qP])
    expectAlike(plain.weights, expected.weights)
    expectAlike([plain.standardError, ...plain.interval], Object.values(expected.plain))
    expectAlike(plain.predictionInterval, expected.predictionKnha)

    expect(plain).toMatchObject({ intervalDf: sites.length - 1, predictionDf: sites.length - 1 })

    const other = pooled(sites, {
      tau2,
      interval: 'modified-hartung-knapp',
      prediction: 'conventional-t(k-2)',
    })
    expectAlike([other.standardError, ...other.interval], Object.values(expected.modified))
    expectAlike(other.predictionInterval, expected.predictionConventional)
    expect(other).toMatchObject({ intervalDf: sites.length - 1, predictionDf: sites.length - 2 })
  })
})

test('leaving one site out agrees with metafor', () => {
  const left = leaveOneSiteOut(GOLDEN)
  expect(left).toHaveLength(5)
  for (const [i, result] of left.entries()) {
    if (result.kind !== 'pooled') throw new Error(result.reason)
    const { estimate, standardError, interval, tau2 } = result
    expectAlike([estimate, standardError, ...interval, tau2], Object.values(R.leaveOneOut[i] ?? {}))
  }
})

describe('refuses by name, and never answers with what is not a number', () => {
  test.each([0, 1, 2])('%d sites', (k) => {
    expect(poolEstimates(GOLDEN.slice(0, k))).toEqual({
      kind: 'not-pooled',
      reason: 'fewer-than-three-sites',
    })
  })
  test('three sites of which one is left out', () => {
    const reasons = leaveOneSiteOut(GOLDEN.slice(0, 3)).map(
      (each) => each.kind === 'not-pooled' && each.reason,
    )
    expect(reasons).toEqual(Array(3).fill('fewer-than-three-sites'))
  })
  test.each([0, -1])('a variance of %d', (variance) => {
    expect(poolEstimates([...GOLDEN, { effect: 1, variance }])).toMatchObject({
      reason: 'variance-not-positive',
    })
  })
  test.each([Number.NaN, Infinity])('an effect or variance of %d', (number) => {
    expect(poolEstimates([...GOLDEN, { effect: number, variance: 1 }])).toMatchObject({
      reason: 'estimate-not-finite',
    })
    expect(poolEstimates([...GOLDEN, { effect: 1, variance: number }])).toMatchObject({
      reason: 'estimate-not-finite',
    })
  })
  test('effects so far apart that their squares overflow', () => {
    expect(poolEstimates([...GOLDEN, { effect: 1e200, variance: 1 }])).toMatchObject({ kind: 'not-pooled' })
  })
  test.each([
    { effect: 1e200, variance: 1 },
    { effect: 1, variance: 1e-320 },
    { effect: 1, variance: 1e308 },
  ])('nothing infinite is told of an effect of $effect with variance $variance', (site) => {
    for (const tau2 of ['DL', 'REML', 'PM'] as const) {
      const result = poolEstimates([...GOLDEN, site], { tau2 })
      expect(JSON.stringify(result), tau2).not.toContain('null')
    }
  })
  test('a level that is none', () => {
    expect(() => poolEstimates(GOLDEN, { level: 95 })).toThrow(RangeError)
  })
})

test('sites that agree exactly are pooled by the modified rule, which keeps a width, and it says so', () => {
  const alike = Array.from({ length: 4 }, () => ({ effect: 0.4, variance: 0.04 }))
  const result = pooled(alike)
  expect(result).toMatchObject({ estimate: 0.4, tau2: 0, i2: 0, intervalRule: 'modified-hartung-knapp' })
  expect(result.standardError).toBeCloseTo(0.1, 12)
  expect(result.interval[0]).toBeLessThan(0.4)
})
