import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateClusteredProportion } from '../../../../functions/analysis/statistics/clustered-proportion.ts'
import { wilsonInterval } from '../../../../functions/analysis/statistics/wilson.ts'
import { published } from '../../../support/published.ts'

/** tests/published/clinics.R: a regression on a constant with clubSandwich's CR1 variance. */
const { clustered } = published<{
  clustered: {
    events: number[]
    n: number[]
    rate: number
    designEffect: number
    interval: [number, number]
  }[]
}>('clinics')

test.each([
  { events: 3, n: 2 },
  { events: -1, n: 2 },
])('refuses $events of $n', (clinic) => {
  expect(() => estimateClusteredProportion([clinic, { events: 1, n: 2 }])).toThrow(RangeError)
})

test('refuses nobody', () => {
  expect(() => estimateClusteredProportion([{ events: 0, n: 0 }])).toThrow(RangeError)
})

test.each(clustered)('$events of $n agrees with clubSandwich', ({ events, n, ...expected }) => {
  const result = estimateClusteredProportion(events.map((count, at) => ({ events: count, n: n[at] ?? 0 })))
  expect(result.rate).toBeCloseTo(expected.rate, 10)
  expect(result.designEffect).toBeCloseTo(expected.designEffect, 9)
  expect(result.interval[0]).toBeCloseTo(expected.interval[0], 9)
  expect(result.interval[1]).toBeCloseTo(expected.interval[1], 9)
})

test('with fewer than three clinics it is the interval of a simple sample, and says so', () => {
  const result = estimateClusteredProportion([
    { events: 1, n: 20 },
    { events: 15, n: 20 },
    { events: 0, n: 0 },
  ])
  expect(result).toMatchObject({ df: null, designEffect: 1, interval: wilsonInterval(16, 40) })
})

test('is never narrower than a simple sample of about as many', () => {
  const clinic = fc
    .integer({ min: 1, max: 60 })
    .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
  fc.assert(
    fc.property(fc.array(clinic, { minLength: 3, maxLength: 10 }), (clinics) => {
      const { interval } = estimateClusteredProportion(clinics)
      const events = clinics.reduce((sum, one) => sum + one.events, 0)
      const n = clinics.reduce((sum, one) => sum + one.n, 0)
      const [low, high] = wilsonInterval(events, n)
      expect(interval[1] - interval[0]).toBeGreaterThanOrEqual(high - low - 1e-12)
    }),
  )
})
