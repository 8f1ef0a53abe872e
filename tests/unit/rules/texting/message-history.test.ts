import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../../functions/records/audit/audit.ts'
import type { Invitation } from '../../../../functions/records/invitation/invitation.ts'
import { buildMessageHistory } from '../../../../functions/rules/texting/message-history.ts'

const day = (of: number) => `2026-03-${String(of).padStart(2, '0')}T13:00:00.000Z`
const sent = (of: number, change: Partial<Invitation> = {}): Invitation => ({
  ...{ study: 's', site: 'harbor', participant: 'harbor-00000000', timepoint: 'week-1', attempt: 1 },
  ...{ text: 'invitation', state: 'delivered', claimedAt: day(of) },
  ...change,
})
const audited = (of: number, action: AuditEntry['action'], about?: AuditEntry['about']): AuditEntry => ({
  ...{ action, actor: { kind: 'system' }, scope: 's#harbor-00000000', sequence: of, at: day(of) },
  ...{ previous: '', hash: '', ...(about && { about }) },
})

test('a history of nothing is empty, and what else was audited is no text', () => {
  expect(buildMessageHistory([], [audited(1, 'participant.enrolled'), audited(2, 'text.sent')])).toEqual([])
})

test('each text that went out says what became of it, and why it failed', () => {
  expect(
    buildMessageHistory([sent(1), sent(2, { text: 'reminder', state: 'failed', failure: 'BLOCKED' })], []),
  ).toEqual([
    { at: day(1), timepoint: 'week-1', text: 'invitation', outcome: 'delivered', reason: null },
    { at: day(2), timepoint: 'week-1', text: 'reminder', outcome: 'failed', reason: 'BLOCKED' },
  ])
})

test('each text that did not go out says why: the first of the plan is the invitation, the others are reminders', () => {
  const chain = [
    audited(1, 'text.not-sent', { timepoint: 'week-1', reason: 'stopped', place: 0 }),
    audited(2, 'text.deferred', { timepoint: 'week-4', reason: 'outside-texting-hours', place: 1 }),
    audited(3, 'text.not-sent', { timepoint: 'week-4', reason: 'overtaken' }),
  ]
  expect(buildMessageHistory([], chain)).toEqual([
    { at: day(1), timepoint: 'week-1', text: 'invitation', outcome: 'not-sent', reason: 'stopped' },
    {
      at: day(2),
      timepoint: 'week-4',
      text: 'reminder',
      outcome: 'deferred',
      reason: 'outside-texting-hours',
    },
    { at: day(3), timepoint: 'week-4', text: null, outcome: 'not-sent', reason: 'overtaken' },
  ])
})

test('both are told in the order of time', () => {
  const chain = [4, 2].map((of) =>
    audited(of, 'text.not-sent', { timepoint: 'week-1', reason: 'stopped', place: 1 }),
  )
  const history = buildMessageHistory([sent(5), sent(1), sent(3)], chain)
  expect(history.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5].map(day))
  expect(history.map(({ outcome }) => outcome)).toEqual([
    ...['delivered', 'not-sent', 'delivered', 'not-sent', 'delivered'],
  ])
})
