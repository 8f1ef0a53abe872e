import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { PlannedAssessment } from '../../../../functions/rules/schedule/plan.ts'
import { listScheduleChanges } from '../../../../functions/rules/schedule/schedule-changes.ts'

const NOW = '2026-03-12T12:00:00.000Z'
const WINDOW = {
  ...{ anchoredAt: '2026-03-05T10:00:00.000Z', opensAt: '2026-03-12T09:00:00.000Z' },
  ...{ dueAt: '2026-03-13T09:00:00.000Z', closesAt: '2026-03-15T09:00:00.000Z' },
}
const BATTERY = ['peg@1.0.0', 'phq-9@1.0.0']
const planned = (change: Partial<PlannedAssessment> = {}): PlannedAssessment => ({
  ...{ ...WINDOW, timepoint: 'week-1', anchor: 'first-infusion', occurrence: null, repeat: 0 },
  ...{ studyVersion: '1.0.0', battery: BATTERY, textAt: WINDOW.opensAt },
  ...change,
})
const standing = (change: Partial<TextedAssessment> = {}): TextedAssessment => ({
  ...{
    ...WINDOW,
    study: 's',
    site: 'harbor',
    participant: 'harbor-00000000',
    timepoint: 'week-1',
  },
  ...{ studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: BATTERY, progress: 'untouched' },
  ...{ texts: 0, textsBefore: 0, nextText: 0 },
  ...change,
})
const changes = (
  existing: readonly TextedAssessment[],
  wanted: readonly PlannedAssessment[],
  { where = { timeZone: 'UTC', locale: 'en' }, now = NOW } = {},
) => listScheduleChanges(existing, { assessments: wanted, leftOut: [] }, where, now)

describe('nothing changes', () => {
  test('where the plan is what stands', () => expect(changes([standing()], [planned()])).toEqual([]))

  test('for one that is begun or completed, whatever the plan says now', () => {
    for (const progress of ['started', 'completed'] as const)
      expect(changes([standing({ progress })], [planned({ closesAt: '2026-03-20T09:00:00.000Z' })])).toEqual(
        [],
      )
  })

  test('for one that closed unanswered while its anchor holds, at the very moment at which it closes too', () => {
    const battery = ['peg@1.0.0']
    expect(changes([standing()], [planned({ battery })], { now: WINDOW.closesAt })).toEqual([])
    expect(changes([standing()], [planned({ battery })], { now: '2026-03-15T08:59:59.999Z' })).toHaveLength(1)
  })

  test('for what is not planned any more and is completed, or cancelled already', () => {
    for (const progress of ['completed', 'cancelled'] as const)
      expect(changes([standing({ progress })], [])).toEqual([])
  })
})

describe('an assessment is moved', () => {
  test.each<[string, Partial<PlannedAssessment>]>([
    ['its anchor', { anchoredAt: '2026-03-05T11:00:00.000Z' }],
    ['when it opens', { opensAt: '2026-03-12T08:00:00.000Z' }],
    ['when it is due', { dueAt: '2026-03-13T10:00:00.000Z' }],
    ['when it closes', { closesAt: '2026-03-15T10:00:00.000Z' }],
    ['what it asks', { battery: ['peg@1.0.0'] }],
  ])('where the plan changes %s alone', (_, change) => {
    const to = planned(change)
    expect(changes([standing()], [to])).toEqual([{ kind: 'move', from: standing(), planned: to }])
  })

  test('where its participant lives in another zone, or reads another language', () => {
    for (const where of [
      { timeZone: 'America/New_York', locale: 'en' },
      { timeZone: 'UTC', locale: 'es' },
    ])
      expect(changes([standing()], [planned()], { where })).toMatchObject([{ kind: 'move' }])
  })

  test('where it closed unanswered, once its anchor has moved', () => {
    const to = planned({ anchoredAt: '2026-03-20T10:00:00.000Z', opensAt: '2026-03-27T09:00:00.000Z' })
    expect(changes([standing()], [to], { now: '2026-03-16T00:00:00.000Z' })).toMatchObject([{ kind: 'move' }])
  })

  test('where it was cancelled and is planned again, as it was', () => {
    expect(changes([standing({ progress: 'cancelled' })], [planned()])).toMatchObject([{ kind: 'move' }])
  })
})

describe('a window that has opened', () => {
  const later = planned({ opensAt: '2026-03-12T14:00:00.000Z', closesAt: '2026-03-15T14:00:00.000Z' })
  const opensAt = (existing: TextedAssessment, to: PlannedAssessment, more = {}) =>
    changes([existing], [to], more).flatMap((change) =>
      change.kind === 'move' ? change.planned.opensAt : [],
    )

  test('stays open where the plan would open it later for the same anchor', () => {
    expect(opensAt(standing(), later)).toEqual([WINDOW.opensAt])
    expect(opensAt(standing(), later, { now: WINDOW.opensAt })).toEqual([WINDOW.opensAt])
  })

  test('stays open for one who moves to another zone, though an anchor on the wall moves with them', () => {
    const west = { ...later, anchoredAt: '2026-03-05T18:00:00.000Z' }
    expect(opensAt(standing(), west, { where: { timeZone: 'America/Los_Angeles', locale: 'en' } })).toEqual([
      WINDOW.opensAt,
    ])
  })

  test('does not stay open where its anchor has moved in the same zone', () => {
    expect(opensAt(standing(), { ...later, anchoredAt: '2026-03-05T18:00:00.000Z' })).toEqual([later.opensAt])
  })

  test('is not open yet: it opens when the plan says', () => {
    expect(opensAt(standing(), later, { now: '2026-03-12T08:59:59.999Z' })).toEqual([later.opensAt])
  })

  test('opens sooner where the plan says so', () => {
    const sooner = planned({ opensAt: '2026-03-12T04:00:00.000Z' })
    expect(opensAt(standing(), sooner)).toEqual([sooner.opensAt])
  })
})

test('what is new is added, what is not planned any more is cancelled, begun or not', () => {
  const added = planned({ timepoint: 'week-4' })
  const gone = standing({ timepoint: 'week-12', progress: 'started' })
  expect(changes([standing(), gone], [planned(), added])).toEqual([
    { kind: 'add', planned: added },
    { kind: 'cancel', assessment: gone },
  ])
})
