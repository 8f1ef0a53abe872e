import { describe, expect, test } from 'vitest'
import { listTreatmentConfirmations } from '../../../../functions/rules/schedule/treatment-confirmations.ts'
import type { PlannedChange } from '../../../../web/api/treatments/treatment-confirmations.ts'

const ENROLLED = '2026-03-02T15:00:40.000Z'
const NOW = '2026-05-02T15:00:00.000Z'
const cancelled: PlannedChange = { timepoint: 'week-1', change: 'cancel', before: null, after: null }
const moved: PlannedChange = { timepoint: 'week-1', change: 'move', before: null, after: null }
const list = (
  givenAt: string,
  others: readonly { kind: string; givenAt: string }[] = [],
  plan: readonly PlannedChange[] = [],
) => listTreatmentConfirmations({ kind: 'infusion', givenAt }, others, ENROLLED, NOW, plan)

describe('a treatment has to be confirmed', () => {
  test.each([
    ['in the minute before the enrolment', '2026-03-02T14:59:00.000Z', ['before-enrolment', 'long-ago']],
    ['in the minute of the enrolment, as long ago alone', '2026-03-02T15:00:00.000Z', ['long-ago']],
    ['more than thirty days ago', '2026-04-02T14:59:59.999Z', ['long-ago']],
    ['thirty days ago, not yet', '2026-04-02T15:00:00.000Z', []],
    ['a clock’s skew ahead, not yet', '2026-05-02T15:05:00.000Z', []],
    ['further ahead', '2026-05-02T15:05:00.001Z', ['in-future']],
  ])('that was given %s', (_name, givenAt, confirm) => {
    expect(list(givenAt)).toEqual(confirm)
  })

  test.each([
    ['2026-05-01T14:30:00.000Z', []],
    ['2026-05-01T14:30:00.001Z', ['close-to-another']],
    ['2026-05-01T15:29:59.999Z', ['close-to-another']],
    ['2026-05-01T15:30:00.000Z', []],
  ])('within thirty minutes of another of its kind: %s', (givenAt, confirm) => {
    const other = { kind: 'infusion', givenAt: '2026-05-01T15:00:00.000Z' }
    expect(list(givenAt, [other])).toEqual(confirm)
    expect(list(givenAt, [{ ...other, kind: 'injection' }])).toEqual([])
  })

  test('that cancels assessments, whenever it was given, and as much where one is voided', () => {
    const given = '2026-05-01T15:00:00.000Z'
    expect(list(given, [], [moved])).toEqual([])
    expect(list(given, [], [moved, cancelled])).toEqual(['cancels-assessments'])
    expect(listTreatmentConfirmations(undefined, [], ENROLLED, NOW, [cancelled])).toEqual([
      'cancels-assessments',
    ])
    expect(listTreatmentConfirmations(undefined, [], ENROLLED, NOW, [moved])).toEqual([])
  })
})
