import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Pooled,
  type PoolingOptions,
  poolEstimates,
  type SiteEstimate,
} from '../../../../functions/analysis/pooling/pooling.ts'

const site: fc.Arbitrary<SiteEstimate> = fc.record({
  effect: fc.double({ min: -50, max: 50, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 25, noNaN: true }),
})
const sites = fc.array(site, { minLength: 3, maxLength: 12 })
const options: fc.Arbitrary<PoolingOptions> = fc.record({
  tau2: fc.constantFrom('DL' as const, 'PM' as const, 'REML' as const),
  interval: fc.constantFrom('hartung-knapp' as const, 'modified-hartung-knapp' as const),
  prediction: fc.constantFrom('hartung-knapp-t(k-1)' as const, 'conventional-t(k-2)' as const),
})

function pooled(given: readonly SiteEstimate[], how: PoolingOptions): Pooled {
  const result = poolEstimates(given, how)
  if (result.kind !== 'pooled') throw new Error(result.reason)
  return result
}

const listNumbers = ({
  estimate,
  standardError,
  interval,
  predictionInterval,
  tau2,
  i2,
  q,
  weights,
}: Pooled) => [
  estimate,
  standardError,
  ...interval,
  ...predictionInterval,
  tau2,
  i2,
  q.value,
  q.p,
  ...weights,
]

/** Alike to the precision of the search for τ², in the unit of the data. */
const expectNear = (actual: number, expected: number, unit = 1) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-5 * unit * (1 + Math.abs(expected / unit)))

describe('pooling', () => {
  test('always gives numbers, in their ranges', () => {
    fc.assert(
      fc.property(sites, options, (given, how) => {
        const result = pooled(given, how)
        for (const number of listNumbers(result)) expect(number).not.toBeNaN()
        expect(result.tau2).toBeGreaterThanOrEqual(0)
        expect(result.i2).toBeGreaterThanOrEqual(0)
        expect(result.i2).toBeLessThan(100 + 1e-9)
        expect(result.q.p).toBeGreaterThanOrEqual(0)
        expect(result.q.p).toBeLessThanOrEqual(1)
        expect(result.weights.reduce((a, b) => a + b)).toBeCloseTo(100, 9)
      }),
    )
  })

  test('gives an estimate among the sites, within its interval, within its prediction interval', () => {
    fc.assert(
      fc.property(sites, options, (given, how) => {
        const { estimate, interval, predictionInterval } = pooled(given, how)
        const effects = given.map(({ effect }) => effect)
        expect(estimate).toBeGreaterThanOrEqual(Math.min(...effects) - 1e-9)
        expect(estimate).toBeLessThanOrEqual(Math.max(...effects) + 1e-9)
        for (const [lower, upper] of [interval, predictionInterval]) {
          expect(lower).toBeLessThanOrEqual(estimate)
          expect(upper).toBeGreaterThanOrEqual(estimate)
        }
        if (how.prediction !== 'hartung-knapp-t(k-1)') return
        expect(predictionInterval[0]).toBeLessThanOrEqual(interval[0] + 1e-9)
        expect(predictionInterval[1]).toBeGreaterThanOrEqual(interval[1] - 1e-9)
      }),
    )
  })

  test('does not depend on the order of the sites', () => {
    fc.assert(
      fc.property(sites, options, (given, how) => {
        const there = pooled(given, how)
        const back = pooled([...given].reverse(), how)
        expectNear(back.estimate, there.estimate)
        expectNear(back.tau2, there.tau2)
        expectNear(back.interval[0], there.interval[0])
        expectNear(back.predictionInterval[1], there.predictionInterval[1])
      }),
    )
  })

  test('moves with the effects and keeps its width', () => {
    fc.assert(
      fc.property(sites, options, fc.integer({ min: -100, max: 100 }), (given, how, shift) => {
        const before = pooled(given, how)
        const after = pooled(
          given.map(({ effect, variance }) => ({ effect: effect + shift, variance })),
          how,
        )
        expectNear(after.estimate, before.estimate + shift)
        expectNear(after.tau2, before.tau2)
        expectNear(after.interval[1] - after.interval[0], before.interval[1] - before.interval[0])
      }),
    )
  })

  test('scales with the unit', () => {
    fc.assert(
      fc.property(sites, options, fc.constantFrom(1e-6, 0.5, -3, 1e6), (given, how, unit) => {
        const before = pooled(given, how)
        const after = pooled(
          given.map(({ effect, variance }) => ({ effect: effect * unit, variance: variance * unit * unit })),
          how,
        )
        expectNear(after.estimate, before.estimate * unit, Math.abs(unit))
        expectNear(after.tau2, before.tau2 * unit * unit, unit * unit)
        expectNear(after.i2, before.i2)
      }),
    )
  })

  test('the modified interval is never the shorter one', () => {
    fc.assert(
      fc.property(sites, (given) => {
        const plain = pooled(given, { interval: 'hartung-knapp' })
        const modified = pooled(given, { interval: 'modified-hartung-knapp' })
        expect(modified.standardError).toBeGreaterThanOrEqual(plain.standardError)
      }),
    )
  })

  test('the interval of τ² holds the τ² at which Q is what chance leaves on average, and widens with the level', () => {
    fc.assert(
      fc.property(sites, (given) => {
        const { tau2, tau2Interval: narrow } = pooled(given, { tau2: 'PM', level: 0.8 })
        const { tau2Interval: wide } = pooled(given, { level: 0.95 })
        expect(narrow.tau2 === null).toBe(narrow.atZero === 'both')
        // No interval: the clinics differ by less than chance gives.
        if (narrow.tau2 === null || wide.tau2 === null) {
          expect(tau2).toBe(0)
          return
        }
        const [[low, high], [lowest, highest]] = [narrow.tau2, wide.tau2]
        const slack = 1e-9 * (1 + high)
        expect(lowest).toBeLessThanOrEqual(low + slack)
        expect(low).toBeLessThanOrEqual(tau2 + slack)
        expect(tau2).toBeLessThanOrEqual(high + slack)
        expect(high).toBeLessThanOrEqual(highest + slack)
        if (narrow.atZero === 'none') expect(low).toBeGreaterThan(0)
        else expect(low).toBe(0)
        expect(high).toBeGreaterThan(0)
      }),
    )
  })

  test('at the restricted optimum no τ² nearby is more likely', () => {
    fc.assert(
      fc.property(sites, (given) => {
        const { tau2 } = pooled(given, {})
        const best = restrictedLogLikelihood(given, tau2)
        for (const other of [tau2 * 0.99, tau2 * 1.01, tau2 + 0.001]) {
          expect(restrictedLogLikelihood(given, other)).toBeLessThanOrEqual(best + 1e-9)
        }
      }),
    )
  })

  test('τ² is found where scoring by the expected curvature swings from side to side', () => {
    const oneFarAndPrecise = [
      [0, 0.815],
      [0, 1.105],
      [0, 18.449],
      [0, 0.63],
      [1.0347, 0.0179],
      [0, 1.977],
      [0, 1.757],
    ].map(([effect = 0, variance = 0]) => ({ effect, variance }))
    const { tau2 } = pooled(oneFarAndPrecise, {})
    const best = restrictedLogLikelihood(oneFarAndPrecise, tau2)
    for (const other of [tau2 - 1e-4, tau2 + 1e-4]) {
      expect(restrictedLogLikelihood(oneFarAndPrecise, other)).toBeLessThan(best)
    }
  })
})

/** Viechtbauer 2005, equation 15, up to a constant: written down again here, so that the search is judged by it. */
function restrictedLogLikelihood(given: readonly SiteEstimate[], tau2: number): number {
  let logs = 0
  let total = 0
  let weighted = 0
  for (const { effect, variance } of given) {
    logs += Math.log(variance + tau2)
    total += 1 / (variance + tau2)
    weighted += effect / (variance + tau2)
  }
  let q = 0
  for (const { effect, variance } of given) q += (effect - weighted / total) ** 2 / (variance + tau2)
  return -(logs + Math.log(total) + q) / 2
}
