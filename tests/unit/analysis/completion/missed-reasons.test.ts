import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  combineSites,
  countMissedReasons,
  type MissedOrLateAssessment,
} from '../../../../functions/analysis/completion/missed-reasons.ts'
import { MISSED_REASON_CATEGORIES } from '../../../../web/api/analyses/completion.ts'

const many = (
  count: number,
  standing: MissedOrLateAssessment['standing'],
  reason?: MissedOrLateAssessment['reason'],
  site = 'b',
): MissedOrLateAssessment[] => Array.from({ length: count }, () => ({ site, standing, reason }))
const other = { sites: ['a'], minimumCellSize: 11 }
const own = { sites: ['b'], minimumCellSize: 11 }

describe('why answers are missing or late', () => {
  test('is of nobody where nobody was asked', () => {
    expect(countMissedReasons([], own)).toEqual({ missedReasons: [], late: { count: 0, reasons: [] } })
  })

  test('counts one’s own site whole, with what nobody recorded', () => {
    const asked = [
      ...[...many(2, 'missed', 'too-ill'), ...many(3, 'missed')],
      ...[...many(1, 'late', 'technical'), ...many(4, 'late'), ...many(9, 'in-time')],
    ]
    expect(countMissedReasons(asked, own)).toEqual({
      missedReasons: [
        { reason: 'too-ill', count: 2 },
        { reason: 'not-recorded', count: 3 },
      ],
      late: {
        count: 5,
        reasons: [
          { reason: 'technical', count: 1 },
          { reason: 'not-recorded', count: 4 },
        ],
      },
    })
  })

  test('of others hides a small group, and with it what it could be worked out from', () => {
    const asked = [...many(3, 'missed', 'too-ill'), ...many(20, 'missed'), ...many(14, 'missed', 'other')]
    expect(countMissedReasons(asked, other).missedReasons).toEqual([
      { reason: 'too-ill', count: null },
      { reason: 'other', count: null },
      { reason: 'not-recorded', count: 20 },
    ])
  })

  test('of others tells nothing of the late where they, or those in time, are few', () => {
    expect(countMissedReasons([...many(3, 'late'), ...many(30, 'in-time')], other).late).toBeNull()
    expect(countMissedReasons([...many(30, 'late'), ...many(3, 'in-time')], other).late).toBeNull()
    expect(countMissedReasons([...many(12, 'late'), ...many(30, 'in-time')], other).late?.count).toBe(12)
    expect(countMissedReasons(many(30, 'in-time'), other).late?.count).toBe(0)
  })

  test('of several sites has no sum where one of them hides its count', () => {
    const b = countMissedReasons([...many(3, 'missed', 'too-ill'), ...many(20, 'missed')], other)
    const c = countMissedReasons([...many(12, 'missed', 'too-ill'), ...many(13, 'missed', 'other')], other)
    expect(combineSites([b, c]).missedReasons).toEqual([
      { reason: 'too-ill', count: null },
      { reason: 'other', count: 13 },
      { reason: 'not-recorded', count: null },
    ])
    expect(combineSites([b, { ...c, late: null }]).late).toBeNull()
  })

  test('adds up to everybody, and of others no count that is shown is small', () => {
    const asked = fc.array(
      fc.record({
        site: fc.constant('b'),
        standing: fc.constantFrom('missed' as const, 'late' as const, 'in-time' as const),
        reason: fc.constantFrom('too-ill' as const, 'other' as const, 'technical' as const, undefined),
      }),
      { maxLength: 150 },
    )
    fc.assert(
      fc.property(asked, (everybody) => {
        const whole = countMissedReasons(everybody, own)
        const missed = everybody.filter(({ standing }) => standing === 'missed').length
        expect(whole.missedReasons.reduce((sum, { count }) => sum + (count ?? Number.NaN), 0)).toBe(missed)
        const { missedReasons, late } = countMissedReasons(everybody, other)
        for (const { count } of [...missedReasons, ...(late?.reasons ?? [])])
          expect(count === null || count >= 11 || missed < 11).toBe(true)
        const hidden = missedReasons.filter(({ count }) => count === null)
        // One alone that is hidden is what is left of the sum.
        if (missed >= 11) expect(hidden).not.toHaveLength(1)
        expect(missedReasons.map(({ reason }) => MISSED_REASON_CATEGORIES.indexOf(reason))).toEqual(
          missedReasons
            .map(({ reason }) => MISSED_REASON_CATEGORIES.indexOf(reason))
            .toSorted((a, b) => a - b),
        )
      }),
      { numRuns: 300 },
    )
  })
})
