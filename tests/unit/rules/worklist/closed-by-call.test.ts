import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { Call } from '../../../../functions/records/contact-log/contact-log.ts'
import { buildWorklist } from '../../../../functions/rules/worklist/worklist.ts'

const OF = { study: 's', site: 'harbor', participant: 'harbor-7k3f9m2p' }
const overdue: TextedAssessment = {
  ...{ ...OF, timepoint: 'week-1', studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: [] },
  ...{ anchoredAt: '2026-03-01T09:00:00.000Z', opensAt: '2026-03-01T09:00:00.000Z' },
  ...{ dueAt: '2026-03-02T09:00:00.000Z', closesAt: '2026-03-20T09:00:00.000Z' },
  ...{ progress: 'untouched', texts: 1, textsBefore: 0, nextText: 2 },
}
const call = (outcome: Call['outcome'], day: number, about: Partial<Call> = {}): Call => ({
  ...{ ...OF, id: String(day), by: 'coordinator', kind: 'call', outcome },
  at: `2026-03-0${day}T10:00:00.000Z`,
  ...about,
})
const tasks = (...calls: readonly Call[]) =>
  buildWorklist(
    {
      ...{ assessments: [overdue], alerts: [], messages: [], calls, ended: new Map(), timeZone: 'UTC' },
      ...{ erasures: [], leftAlone: new Set<string>() },
      permissions: new Map([[OF.participant, 'given']]),
    },
    Temporal.Instant.from('2026-03-08T12:00:00Z'),
  )

test.each<[string, number, readonly Call[]]>([
  ['nobody called', 1, []],
  ['they declined these questions', 0, [call('declined', 3, { timepoint: 'week-1' })]],
  [
    'they declined these, and a general call came after it',
    0,
    [call('declined', 3, { timepoint: 'week-1' }), call('left-message', 4)],
  ],
  [
    'they declined these, and others later',
    0,
    [call('declined', 3, { timepoint: 'week-1' }), call('no-answer', 4, { timepoint: 'week-4' })],
  ],
  ['they declined others', 1, [call('declined', 3, { timepoint: 'week-4' })]],
  [
    'they declined these, and asked to be called about these later',
    1,
    [
      call('declined', 3, { timepoint: 'week-1' }),
      call('call-back', 4, { timepoint: 'week-1', callBackAt: '2026-03-07T10:00:00.000Z' }),
    ],
  ],
])('where %s, so many tasks are left: %d', (_, left, calls) => {
  expect(tasks(...calls)).toHaveLength(left)
})
