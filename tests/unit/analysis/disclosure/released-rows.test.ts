import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { releaseRows } from '../../../../functions/analysis/disclosure/released-rows.ts'
import type { ScoreSheet } from '../../../../functions/records/score/score.ts'

const STUDY = { baseline: 'baseline', minimumCellSize: 11, unsubmittedAnswers: 'not-counted' as const }
const formatMinute = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const sheet = (of: number, timepoint: string, minute: number): ScoreSheet => ({
  ...{ study: 'study', site: 'mesa', participant: `mesa-${String(of).padStart(8, '0')}` },
  ...{ timepoint, answeredAt: formatMinute(minute), scores: [] },
})
const buildRows = (sheets: readonly ScoreSheet[]) => ({ assessments: [], treatments: [], sheets })
const listReleased = (sheets: readonly ScoreSheet[], study = STUDY) =>
  releaseRows(buildRows(sheets), study).sheets
const some = (count: number, timepoint = 'week-1') =>
  Array.from({ length: count }, (_, of) => sheet(of, timepoint, of))

describe('what others are told of a clinic’s answers', () => {
  test('holds nothing that was never sent, unless the study counts it, and no group is filled by it', () => {
    const unsent = {
      ...sheet(10, 'week-1', 3),
      notSubmitted: { at: formatMinute(40), closesAt: formatMinute(39) },
    }
    expect(listReleased([...some(10), unsent])).toEqual([])
    expect(listReleased([...some(11), { ...unsent, participant: 'mesa-00000099' }])).toHaveLength(11)
    const counted: typeof STUDY = { ...STUDY, unsubmittedAnswers: 'counted' as never }
    expect(listReleased([...some(10), unsent], counted)).toHaveLength(11)
  })

  test('is nothing of a group that is not whole, and moves by whole ones', () => {
    expect(listReleased(some(10))).toEqual([])
    expect(listReleased(some(11))).toEqual(some(11))
    expect(listReleased(some(21))).toEqual(some(11))
    expect(listReleased(some(22))).toEqual(some(22))
  })

  test('are the first by time, whatever the order of the rows; of those at one instant by id', () => {
    expect(new Set(listReleased(some(15).toReversed()))).toEqual(new Set(some(11)))
    const tied = Array.from({ length: 12 }, (_, of) => sheet(11 - of, 'week-1', 0))
    expect(listReleased(tied).map(({ participant }) => participant)).not.toContain('mesa-00000011')
  })

  test('is each follow-up by itself, and every baseline', () => {
    const sheets = [...some(3, 'baseline'), ...some(12, 'week-1'), ...some(5, 'week-4')]
    const told = Map.groupBy(listReleased(sheets), ({ timepoint }) => timepoint)
    expect([...told].map(([timepoint, of]) => [timepoint, of.length])).toEqual([
      ['baseline', 3],
      ['week-1', 11],
    ])
  })

  test('is everything where a study’s smallest group is one', () => {
    expect(listReleased(some(7), { ...STUDY, minimumCellSize: 1 })).toEqual(some(7))
  })

  test('between any two instants differs by nobody, or by no fewer than the smallest group', () => {
    const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('week-1', 'week-4')), {
      maxLength: 120,
    })
    fc.assert(
      fc.property(history, fc.nat(1000), fc.nat(1000), (answers, one, other) => {
        const sheets = answers.map(([minute, timepoint], of) => sheet(of, timepoint, minute))
        const known = (until: number) => sheets.filter(({ answeredAt }) => answeredAt <= formatMinute(until))
        const [before, after] = [Math.min(one, other) % 45, Math.max(one % 45, other % 45)]
        const [first, second] = [
          new Set(listReleased(known(Math.min(before, after)))),
          new Set(listReleased(known(after))),
        ]
        for (const timepoint of ['week-1', 'week-4']) {
          const added = [...second].filter((each) => each.timepoint === timepoint && !first.has(each))
          expect(added.length === 0 || added.length >= STUDY.minimumCellSize).toBe(true)
        }
        for (const each of first) expect(second.has(each)).toBe(true)
      }),
    )
  })
})
