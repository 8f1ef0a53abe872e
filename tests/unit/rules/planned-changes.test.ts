import { expect, test } from 'vitest'
import type { TextedAssessment } from '../../../functions/records/assessment/assessment.ts'
import { listPlannedChanges } from '../../../functions/rules/schedule/planned-changes.ts'

const dueAt = '2026-03-02T15:00:00.000Z'
const after = {
  assessments: [],
  leftOut: ['baseline', 'week-1'].map((timepoint) => ({
    ...{ timepoint, dueAt, rule: 'after-first-treatment' as const, isWhole: true, instruments: [] },
  })),
}
const stand = (progress: string) => [{ timepoint: 'baseline', progress } as unknown as TextedAssessment]
const list = (existing: readonly TextedAssessment[]) =>
  listPlannedChanges([], existing, { assessments: [], leftOut: [] }, after as never).map(
    ({ timepoint, change }) => `${timepoint} ${change}`,
  )

test('what would be over before it could be asked is said to be left out, where it never was or was cancelled', () => {
  for (const existing of [[], stand('cancelled')])
    expect(list(existing)).toEqual(['baseline leave-out', 'week-1 leave-out'])
})

test('a completed baseline stays, and nothing is said of it', () => {
  expect(list(stand('completed'))).toEqual(['week-1 leave-out'])
})
