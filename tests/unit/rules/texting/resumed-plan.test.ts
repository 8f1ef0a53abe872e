import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import { findResumedPlan } from '../../../../functions/rules/texting/resumed-plan.ts'

const NOW = '2026-03-10T15:00:00.000Z'
/** And a minute: later than an invitation at once may be. */
const AN_HOUR_AGO = '2026-03-10T13:59:00.000Z'

/** Open, its invitation withheld. */
function assessment(part: Partial<TextedAssessment> = {}): TextedAssessment {
  return {
    ...{ study: 'a-study', site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline' },
    ...{ studyVersion: '1.0.0', locale: 'en', timeZone: 'America/New_York', battery: [] },
    ...{ anchoredAt: '2026-03-08T13:00:00.000Z', opensAt: '2026-03-08T13:00:00.000Z' },
    ...{ dueAt: '2026-03-15T13:00:00.000Z', closesAt: '2026-03-22T13:00:00.000Z' },
    ...{ progress: 'untouched', texts: 0, textsBefore: 0, nextText: 1 },
    ...part,
  } as TextedAssessment
}

describe('the texts of one who may be texted from now on stay as they are planned', () => {
  test.each<[string, Partial<TextedAssessment>]>([
    ['where an invitation has gone out', { texts: 1 }],
    ['where the invitation is still to come', { nextText: 0 }],
    ['where the window is not open yet', { opensAt: '2026-03-11T13:00:00.000Z' }],
    ['where the window has closed', { closesAt: '2026-03-10T15:00:00.000Z' }],
    ['where everything is answered', { progress: 'completed' }],
    ['where nothing is asked any more', { progress: 'cancelled' }],
  ])('%s', (_, part) => expect(findResumedPlan(assessment(part), NOW)).toBeUndefined())
})

test('where the invitation was withheld it is due now, and the reminders count from now', () => {
  const plan = { texts: 0, textsBefore: 0, nextText: 0, nextTextAt: NOW, firstTextAt: AN_HOUR_AGO }
  expect(findResumedPlan(assessment(), NOW)).toEqual(plan)
  expect(findResumedPlan(assessment({ progress: 'started', nextText: 3 }), NOW)).toEqual(plan)
  // What went out in an earlier window reminds of another one.
  const moved = { texts: 2, textsBefore: 2 }
  expect(findResumedPlan(assessment(moved), NOW)).toEqual({ ...plan, ...moved })
})

test('where the number is another one, what went out to the one before counts for nothing', () => {
  const plan = { texts: 2, textsBefore: 2, nextText: 0, nextTextAt: NOW, firstTextAt: AN_HOUR_AGO }
  expect(findResumedPlan(assessment({ texts: 2, nextText: 2 }), NOW, true)).toEqual(plan)
  expect(findResumedPlan(assessment({ nextText: 0 }), NOW, true)).toBeUndefined()
})
