import { expect, test } from 'vitest'
import { isMissedOrLate } from '../../../../functions/rules/assessments/missed-or-late.ts'

const WINDOW = {
  opensAt: '2026-03-08T13:00:00.000Z',
  dueAt: '2026-03-10T13:00:00.000Z',
  closesAt: '2026-03-15T13:00:00.000Z',
}
const completed = (completedAt?: string) => ({ ...WINDOW, progress: 'completed' as const, completedAt })
const isSo = (of: object, now = WINDOW.closesAt) =>
  isMissedOrLate({ ...WINDOW, progress: 'untouched', ...of } as Parameters<typeof isMissedOrLate>[0], now)

test.each<[string, object, string | undefined]>([
  ['can be answered to the last millisecond', {}, '2026-03-15T12:59:59.999Z'],
  ['is overdue, and open still', { progress: 'started' }, '2026-03-12T13:00:00.000Z'],
  ['has not opened', {}, '2026-03-08T12:59:59.999Z'],
  ['was cancelled', { progress: 'cancelled' }, undefined],
  ['was answered when it was due', completed(WINDOW.dueAt), undefined],
  ['was answered before the time was kept', completed(), undefined],
])('no reason is asked for where the assessment %s', (_, of, now) => {
  expect(isSo(of, now)).toBe(false)
})

test.each<[string, object]>([
  ['closed unanswered', {}],
  ['closed half answered', { progress: 'started' }],
  ['was answered a millisecond late', completed('2026-03-10T13:00:00.001Z')],
])('a reason can be given where it %s', (_, of) => expect(isSo(of)).toBe(true))
