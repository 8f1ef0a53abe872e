import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KaplanMeier, kaplanMeier } from '../../../../functions/analysis/survival/kaplan-meier.ts'
import type { SurvivalTime } from '../../../../functions/analysis/survival/life-table.ts'
import { logRank } from '../../../../functions/analysis/survival/log-rank.ts'
import { restrictedMean } from '../../../../functions/analysis/survival/restricted-mean.ts'
import { survivalQuantile } from '../../../../functions/analysis/survival/survival-quantile.ts'
import { expectEach } from '../../../support/expect-each.ts'

const row: fc.Arbitrary<SurvivalTime> = fc.record({
  time: fc.integer({ min: 0, max: 15 }),
  event: fc.boolean(),
  group: fc.constantFrom('a', 'b', 'c'),
  stratum: fc.constantFrom('north', 'south'),
})
const rows = fc.array(row, { minLength: 1, maxLength: 60 })

function requireCurve(given: readonly SurvivalTime[], level?: number): KaplanMeier {
  const curve = kaplanMeier(given, level)
  if (curve.kind !== 'estimated') throw new Error(curve.reason)
  return curve
}

/** Every number in a result, wherever it is. */
function listNumbers(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listNumbers) : []
}

test('the curve comes down from 1 and never rises, within its interval', () => {
  fc.assert(
    fc.property(rows, (given) => {
      let before = 1
      for (const { survival, interval } of requireCurve(given).points) {
        expect(survival).toBeLessThanOrEqual(before)
        expect(survival).toBeGreaterThanOrEqual(0)
        if (interval !== null) {
          expect(interval[0]).toBeLessThan(survival)
          expect(interval[1]).toBeGreaterThan(survival)
        }
        before = survival
      }
    }),
  )
})

test('with nobody censored the curve is the share that is left, and the mean is the mean time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 60 }), (times) => {
      const curve = requireCurve(times.map((time) => ({ time, event: true })))
      for (const { time, survival } of curve.points)
        expect(survival).toBeCloseTo(times.filter((other) => other > time).length / times.length, 12)
      const mean = restrictedMean(curve, 16)
      expect(mean).toMatchObject({ kind: 'estimated' })
      if (mean.kind === 'estimated')
        expect(mean.mean).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 10)
    }),
  )
})

test('results hold numbers only, whatever the order of participants', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (given, stratified) => {
      const curve = requireCurve(given)
      const results = [
        curve,
        survivalQuantile(curve),
        restrictedMean(curve, 7),
        logRank(given, { stratified }),
      ]
      expectEach(listNumbers(results), Number.isFinite)
      const turned = given.toReversed()
      expect(requireCurve(turned)).toEqual(curve)
      const [forth, back] = [logRank(given, { stratified }), logRank(turned, { stratified })]
      expect(back.kind).toBe(forth.kind)
      if (forth.kind === 'estimated' && back.kind === 'estimated')
        expect(back.chiSquare).toBeCloseTo(forth.chiSquare, 9)
    }),
  )
})

test('observed and expected events add up to the same', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (given, stratified) => {
      const result = logRank(given, { stratified })
      fc.pre(result.kind === 'estimated')
      if (result.kind !== 'estimated') return
      const total = (of: 'observed' | 'expected') => result.groups.reduce((sum, group) => sum + group[of], 0)
      expect(total('expected')).toBeCloseTo(total('observed'), 9)
      expect(total('observed')).toBe(given.filter(({ event }) => event).length)
      expect(result.p).toBeGreaterThanOrEqual(0)
      expect(result.p).toBeLessThanOrEqual(1)
    }),
  )
})

test('the comparison does not change when time is stretched', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const stretched = given.map((each) => ({ ...each, time: each.time ** 2 * 3 + 1 }))
      expect(logRank(stretched)).toEqual(logRank(given))
    }),
  )
})

test('a wider level gives a wider interval of the median', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const narrow = survivalQuantile(requireCurve(given, 0.8))
      const wide = survivalQuantile(requireCurve(given, 0.95))
      expect(wide.quantile).toEqual(narrow.quantile)
      if (narrow.lower.kind === 'estimated') {
        expect(wide.lower).toMatchObject({ kind: 'estimated' })
        if (wide.lower.kind === 'estimated') expect(wide.lower.time).toBeLessThanOrEqual(narrow.lower.time)
      }
      if (wide.upper.kind === 'estimated' && narrow.upper.kind === 'estimated')
        expect(wide.upper.time).toBeGreaterThanOrEqual(narrow.upper.time)
    }),
  )
})
