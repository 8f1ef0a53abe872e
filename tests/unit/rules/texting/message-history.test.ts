import { expect, test } from 'vitest'
import type {
  TextAttempt,
  TextHistory,
  UnsentText,
} from '../../../../functions/records/assessment/text-plan.ts'
import { buildMessageHistory } from '../../../../functions/rules/texting/message-history.ts'

const day = (of: number) => `2026-03-${String(of).padStart(2, '0')}T13:00:00.000Z`
const sent = (of: number, change: Partial<TextAttempt> = {}): TextAttempt => ({
  ...{ text: 'invitation', state: 'delivered', claimedAt: day(of) },
  ...change,
})
const unsent = (of: number, change: Partial<UnsentText> = {}): UnsentText => ({
  ...{ at: day(of), place: 1, outcome: 'not-sent', reason: 'stopped' },
  ...change,
})
const history = (of: Partial<TextHistory>): TextHistory => ({
  ...{ timepoint: 'week-1', attempts: [], unsent: [] },
  ...of,
})

test('a history of nothing is empty, with and without assessments', () => {
  expect(buildMessageHistory([])).toEqual([])
  expect(buildMessageHistory([history({}), history({ timepoint: 'week-4' })])).toEqual([])
})

test('each text that went out says what became of it, and why it failed', () => {
  const attempts = [sent(1), sent(2, { text: 'reminder', state: 'failed', failure: 'BLOCKED' })]
  expect(buildMessageHistory([history({ attempts })])).toEqual([
    { at: day(1), timepoint: 'week-1', text: 'invitation', outcome: 'delivered', reason: null },
    { at: day(2), timepoint: 'week-1', text: 'reminder', outcome: 'failed', reason: 'BLOCKED' },
  ])
})

test('each text that did not go out says why: the first of the plan is the invitation, the others are reminders', () => {
  const histories = [
    history({ unsent: [unsent(1, { place: 0 })] }),
    history({
      timepoint: 'week-4',
      unsent: [
        unsent(2, { outcome: 'deferred', reason: 'outside-texting-hours' }),
        unsent(3, { place: 2, reason: 'overtaken' }),
      ],
    }),
  ]
  expect(buildMessageHistory(histories)).toEqual([
    { at: day(1), timepoint: 'week-1', text: 'invitation', outcome: 'not-sent', reason: 'stopped' },
    {
      at: day(2),
      timepoint: 'week-4',
      text: 'reminder',
      outcome: 'deferred',
      reason: 'outside-texting-hours',
    },
    { at: day(3), timepoint: 'week-4', text: 'reminder', outcome: 'not-sent', reason: 'overtaken' },
  ])
})

test('both are told in the order of time, whatever assessment they are about', () => {
  const lines = buildMessageHistory([
    history({ attempts: [sent(1), sent(5)], unsent: [unsent(4)] }),
    history({ timepoint: 'week-4', attempts: [sent(3)], unsent: [unsent(2)] }),
  ])
  expect(lines.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5].map(day))
  expect(lines.map(({ outcome }) => outcome)).toEqual([
    ...['delivered', 'not-sent', 'delivered', 'not-sent', 'delivered'],
  ])
})
