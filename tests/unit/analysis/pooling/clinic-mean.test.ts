import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolClinicMean } from '../../../../functions/analysis/pooling/clinic-mean.ts'
import type { SiteProportion } from '../../../../functions/analysis/pooling/pool-logits.ts'
import { wilsonInterval } from '../../../../functions/analysis/statistics/wilson.ts'
import { published, relativeError } from '../../../support/published.ts'

/** tests/published/clinics.R: the weights, ρ by uniroot and the intervals written out. */
const { clinicMeans } = published<{
  clinicMeans: {
    events: number[]
    n: number[]
    level: number
    rate: number
    icc: number
    effectiveSampleSize: number
    spreadRatio: number
    interval: [number, number]
    plain: [number, number] | null
    prediction: [number, number] | null
    weights: number[]
  }[]
}>('clinics')

const buildSites = (events: readonly number[], n: readonly number[]): SiteProportion[] =>
  events.map((count, at) => ({ events: count, n: n[at] ?? 0 }))

const clinics = fc.array(
  fc
    .integer({ min: 1, max: 80 })
    .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) })),
  { minLength: 3, maxLength: 12 },
)

test.each([
  { events: 1.5, n: 4 },
  { events: 5, n: 4 },
  { events: 0, n: 0 },
])('refuses $events of $n', (site) => {
  expect(() => poolClinicMean([...buildSites([1, 2], [5, 5]), site])).toThrow(RangeError)
})

test('refuses a level of 95', () => {
  expect(() => poolClinicMean(buildSites([1, 2, 3], [5, 5, 5]), { level: 95 })).toThrow(RangeError)
})

describe.each(clinicMeans)('$events of $n at $level', (expected) => {
  const result = poolClinicMean(buildSites(expected.events, expected.n), { level: expected.level })

  test('agrees with R', () => {
    const { rate, icc, effectiveSampleSize, spreadRatio, interval, weights } = result
    const actual = [rate, icc, effectiveSampleSize, spreadRatio, ...interval, ...weights]
    const wanted = [
      ...[expected.rate, expected.icc, expected.effectiveSampleSize, expected.spreadRatio],
      ...[...expected.interval, ...expected.weights],
    ]
    const errors = actual.map((value, at) => relativeError(value, wanted[at] ?? Number.NaN))
    expect(Math.max(...errors)).toBeLessThan(1e-9)
  })

  test.each([
    ['plainInterval', expected.plain],
    ['predictionInterval', expected.prediction],
  ] as const)('%s agrees with R, and is null where R has none', (name, wanted) => {
    const actual = result[name]
    if (wanted === null) expect(actual).toBeNull()
    else
      expect(Math.max(...(actual ?? []).map((end, at) => Math.abs(end - (wanted[at] ?? 9))))).toBeLessThan(
        1e-9,
      )
  })
})

test('clinics that agree by chance give no shorter interval than one sample of everybody', () => {
  const { interval, plainInterval } = poolClinicMean(buildSites([19, 15, 11, 19], [46, 35, 27, 48]))
  // METHODS.md: .336–.489 as one sample, where plain Hartung–Knapp has .389–.432.
  expect(interval.map((end) => end.toFixed(3))).toEqual(['0.336', '0.489'])
  expect(plainInterval?.map((end) => end.toFixed(3))).toEqual(['0.388', '0.432'])
})

test('never narrower than one sample, and holds the estimate', () => {
  fc.assert(
    fc.property(clinics, (sites) => {
      const { rate, interval, events, n } = poolClinicMean(sites)
      const [low, high] = wilsonInterval(events, n)
      expect(interval[1] - interval[0]).toBeGreaterThanOrEqual(high - low - 1e-12)
      expect(interval[0]).toBeLessThanOrEqual(rate)
      expect(interval[1]).toBeGreaterThanOrEqual(rate)
    }),
  )
})

test('events and non-events may change places, and clinics their order', () => {
  fc.assert(
    fc.property(clinics, (sites) => {
      const { rate, icc, interval } = poolClinicMean(sites)
      const opposite = poolClinicMean(sites.map(({ events, n }) => ({ events: n - events, n })))
      const reversed = poolClinicMean(sites.toReversed())
      expect(opposite.rate).toBeCloseTo(1 - rate, 9)
      expect(opposite.interval[0]).toBeCloseTo(1 - interval[1], 9)
      expect(reversed.icc).toBeCloseTo(icc, 9)
      expect(reversed.interval[1]).toBeCloseTo(interval[1], 9)
    }),
  )
})
