import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from '../../../../functions/analysis/statistics/wilson.ts'
import { published } from '../../../support/published.ts'

const { wilson } = published<{
  wilson: { events: number; n: number; level: number; lower: number; upper: number }[]
}>('pooling')

test.each(wilson)(
  '$events of $n at $level, as prop.test without correction',
  ({ events, n, level, lower, upper }) => {
    const interval = wilsonInterval(events, n, level)
    expect(interval[0]).toBeCloseTo(lower, 12)
    expect(interval[1]).toBeCloseTo(upper, 12)
  },
)

test('12 of 30 is 0.24591 to 0.57680 (METHODS.md)', () => {
  const [lower, upper] = wilsonInterval(12, 30)
  expect([lower.toFixed(5), upper.toFixed(5)]).toEqual(['0.24591', '0.57680'])
})

const counts = fc
  .integer({ min: 1, max: 10_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

test('lies within 0 and 1, holds the proportion and has a width', () => {
  fc.assert(
    fc.property(counts, ([events, n]) => {
      const [lower, upper] = wilsonInterval(events, n)
      expect(lower).toBeGreaterThanOrEqual(0)
      expect(upper).toBeLessThanOrEqual(1)
      expect(lower).toBeLessThanOrEqual(events / n)
      expect(upper).toBeGreaterThanOrEqual(events / n)
      expect(upper - lower).toBeGreaterThan(0)
    }),
  )
})

test('of the opposite event is the mirror image', () => {
  fc.assert(
    fc.property(counts, ([events, n]) => {
      const [lower, upper] = wilsonInterval(events, n)
      const [otherLower, otherUpper] = wilsonInterval(n - events, n)
      expect(otherLower).toBeCloseTo(1 - upper, 12)
      expect(otherUpper).toBeCloseTo(1 - lower, 12)
    }),
  )
})

test.each([
  [0, 0],
  [-1, 5],
  [6, 5],
  [1.5, 5],
  [1, 5.5],
  [Number.NaN, 5],
])('refuses %d of %d', (events, n) => {
  expect(() => wilsonInterval(events, n)).toThrow(RangeError)
})

test.each([0, 1, -1, 95, Number.NaN])('refuses the level %d', (level) => {
  expect(() => wilsonInterval(1, 2, level)).toThrow(RangeError)
})
