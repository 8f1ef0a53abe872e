import { describe, expect, test } from 'vitest'
import {
  computeImprovement,
  computeMeanChange,
  computePercentChange,
  countDays,
  countDaysSinceTreatment,
} from '../../../functions/records/score/score-change.ts'
import { createRational, parseRational, toNumber } from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'

const from = {
  instrument: 'peg@1.0.0',
  hash: '',
  algorithm: '1',
  scale: 'total',
  itemsMissing: [],
  calibration: null,
}
const scored = (exact: string): StoredScore => ({
  ...from,
  kind: 'scored',
  exact,
  value: toNumber(parseRational(exact)),
  standardError: null,
  estimated: false,
  band: null,
  itemsUsed: 3,
  itemsReversed: [],
})
const missing: StoredScore = { ...from, kind: 'not-scorable', reason: 'items-missing' }

describe('change from baseline', () => {
  test('is none where a score is missing, never 0', () => {
    for (const [baseline, followUp] of [
      [undefined, scored('4')],
      [missing, scored('4')],
      [{ ...scored('6'), algorithm: '2' }, scored('4')],
      [scored('4'), missing],
    ] as const) {
      expect(computeMeanChange(baseline, followUp)).toBeNull()
      expect(computePercentChange(baseline, followUp)).toBeNull()
      expect(computeImprovement(baseline, followUp, 'higher-is-worse')).toBeNull()
    }
    expect(computeImprovement(scored('4'), undefined, 'higher-is-worse')).toBeNull()
  })

  test('is follow-up minus baseline, exact, whatever is better', () => {
    expect(computeMeanChange(scored('20/3'), scored('14/3'))).toEqual(createRational(-2))
    expect(computeMeanChange(scored('7/2'), scored('11/3'))).toEqual(createRational(1, 6))
    expect(computeMeanChange(scored('4'), scored('4'))).toEqual(createRational(0))
  })

  test('as improvement is positive for the better', () => {
    expect(computeImprovement(scored('20/3'), scored('14/3'), 'higher-is-worse')).toEqual(createRational(2))
    expect(computeImprovement(scored('20/3'), scored('14/3'), 'higher-is-better')).toEqual(createRational(-2))
    expect(computeImprovement(scored('4'), scored('4'), 'higher-is-worse')).toEqual(createRational(0))
  })

  test('in percent is of the baseline, and none at a baseline of 0', () => {
    expect(computePercentChange(scored('0'), scored('3'))).toBeNull()
    expect(computePercentChange(scored('20/3'), scored('14/3'))).toEqual(createRational(-30))
    expect(computePercentChange(scored('3'), scored('4'))).toEqual(createRational(100, 3))
  })
})

describe('days since treatment', () => {
  const treatments = [{ givenAt: '2026-03-09T15:00:00.000Z' }, { givenAt: '2026-03-02T15:00:00.000Z' }]

  test('is none before the first, and 0 at its very instant', () => {
    expect(countDaysSinceTreatment([], '2026-03-02T15:00:00.000Z')).toBeNull()
    expect(countDaysSinceTreatment(treatments, '2026-03-02T14:59:59.999Z')).toBeNull()
    expect(countDaysSinceTreatment(treatments, '2026-03-02T15:00:00.000Z')).toBe(0)
  })

  test('counts from the last one before, in days of 24 hours to one decimal', () => {
    expect(countDaysSinceTreatment(treatments, '2026-03-09T14:59:59.999Z')).toBe(7)
    expect(countDaysSinceTreatment(treatments, '2026-03-12T03:00:00.000Z')).toBe(2.5)
  })

  test('does not round what it compares', () => {
    expect(countDays('2026-03-02T15:00:00.000Z', '2026-03-03T03:00:00.000Z')).toBe(0.5)
    expect(countDays('2026-03-02T15:00:00.000Z', '2026-04-14T14:59:59.999Z')).toBeLessThan(43)
  })
})
