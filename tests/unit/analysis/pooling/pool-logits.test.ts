import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  computeLogit,
  type PooledLogits,
  poolLogits,
  type SiteProportion,
} from '../../../../functions/analysis/pooling/pool-logits.ts'
import { published } from '../../../support/published.ts'

const R = published<{
  proportions: {
    name: string
    events: number[]
    n: number[]
    logits: number[]
    variances: number[]
    estimate: number
    lower: number
    upper: number
    predictionKnha: [number, number]
    predictionConventional: [number, number]
    tauSquared: number
    iSquared: number
  }[]
}>('pooling')

function pooled(sites: SiteProportion[], options?: Parameters<typeof poolLogits>[1]): PooledLogits {
  const result = poolLogits(sites, options)
  if (result.kind !== 'pooled') throw new Error(result.reason)
  return result
}

const buildSites = (events: number[], n: number[]): SiteProportion[] =>
  events.map((count, i) => ({ events: count, n: n[i] ?? 0 }))

test('the rate of METHODS.md', () => {
  const { rate, interval } = pooled(buildSites([12, 30, 7, 18, 41], [30, 52, 25, 33, 90]))
  expect([rate, ...interval].map((each) => each.toFixed(5))).toEqual(['0.46606', '0.33395', '0.60312'])
})

describe.each(R.proportions)('agrees with metafor: $name', ({ events, n, ...expected }) => {
  const sites = buildSites(events, n)

  test('logits and variances, with half an event added where there are none or only events', () => {
    for (const [i, site] of sites.entries()) {
      expect(computeLogit(site).effect).toBeCloseTo(expected.logits[i] ?? Number.NaN, 12)
      expect(computeLogit(site).variance).toBeCloseTo(expected.variances[i] ?? Number.NaN, 12)
    }
    const bare = sites.filter((site) => site.events === 0 || site.events === site.n)
    expect(pooled(sites).corrected).toBe(bare.length)
  })

  test('rate, interval and both prediction intervals', () => {
    const { rate, interval, predictionInterval, tau2, i2 } = pooled(sites)
    expect(rate).toBeCloseTo(expected.estimate, 9)
    expect(interval[0]).toBeCloseTo(expected.lower, 9)
    expect(interval[1]).toBeCloseTo(expected.upper, 9)
    expect(predictionInterval[0]).toBeCloseTo(expected.predictionKnha[0], 9)
    expect(predictionInterval[1]).toBeCloseTo(expected.predictionKnha[1], 9)
    expect(tau2).toBeCloseTo(expected.tauSquared, 8)
    expect(i2).toBeCloseTo(expected.iSquared, 6)
    const conventional = pooled(sites, { prediction: 'conventional-t(k-2)' }).predictionInterval
    expect(conventional[0]).toBeCloseTo(expected.predictionConventional[0], 9)
    expect(conventional[1]).toBeCloseTo(expected.predictionConventional[1], 9)
  })
})

describe('refuses by name', () => {
  test.each([
    ['no-events-at-any-site', buildSites([0, 0, 0, 0], [10, 20, 30, 40])],
    ['only-events-at-every-site', buildSites([10, 20, 30], [10, 20, 30])],
    ['fewer-than-three-sites', buildSites([3, 4], [10, 20])],
    ['fewer-than-three-sites', buildSites([0, 0], [10, 20])],
  ])('%s', (reason, sites) => {
    expect(poolLogits(sites)).toEqual({ kind: 'not-pooled', reason })
  })

  test.each([
    [1, 0],
    [-1, 3],
    [4, 3],
    [0.5, 3],
  ])('%d of %d, which are no counts', (events, n) => {
    expect(() => poolLogits([...buildSites([1, 2, 3], [5, 5, 5]), { events, n }])).toThrow(RangeError)
  })
})

test('clinics with the same counts are pooled at their rate', () => {
  const { rate, interval } = pooled(buildSites([6, 6, 6, 6], [10, 10, 10, 10]))
  expect(rate).toBeCloseTo(0.6, 12)
  expect(interval[0]).toBeGreaterThan(0.3)
  expect(interval[0]).toBeLessThan(0.6)
})

const proportion = fc
  .integer({ min: 1, max: 500 })
  .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
const proportions = fc.array(proportion, { minLength: 3, maxLength: 10 })

describe('laws', () => {
  test('a rate is within its intervals, and all are from 0 to 1', () => {
    fc.assert(
      fc.property(proportions, (sites) => {
        const result = poolLogits(sites)
        if (result.kind === 'not-pooled') return
        for (const [lower, upper] of [result.interval, result.predictionInterval]) {
          expect(lower).toBeGreaterThanOrEqual(0)
          expect(lower).toBeLessThanOrEqual(result.rate)
          expect(upper).toBeGreaterThanOrEqual(result.rate)
          expect(upper).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('the rate of the opposite event is the rest of 1', () => {
    fc.assert(
      fc.property(proportions, (sites) => {
        const result = poolLogits(sites)
        const opposite = poolLogits(sites.map(({ events, n }) => ({ events: n - events, n })))
        expect(opposite.kind).toBe(result.kind)
        if (result.kind === 'not-pooled' || opposite.kind === 'not-pooled') return
        expect(opposite.rate).toBeCloseTo(1 - result.rate, 5)
        expect(opposite.interval[0]).toBeCloseTo(1 - result.interval[1], 5)
      }),
    )
  })
})
