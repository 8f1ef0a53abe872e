import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { SafetyAlert } from '../../../../functions/records/alert/alert.ts'
import { buildWorklist } from '../../../../functions/rules/worklist/worklist.ts'

const alert = (
  participant: string,
  rule: string,
  day: string,
  state: SafetyAlert['state'] = 'open',
): SafetyAlert => ({
  ...{ study: 's', site: 'harbor', participant, timepoint: 'baseline', instrument: 'phq-9', rule, state },
  ...{ id: `baseline~phq-9~${rule}`, raisedAt: `${day}T10:00:00.000Z`, lastRaisedAt: `${day}T10:00:00.000Z` },
  ...{
    acknowledgeBy: `${day}T22:00:00.000Z`,
    revision: 1,
    raises: 1,
    escalations: 0,
    evidence: [],
    steps: [],
  },
})
const order = (...alerts: readonly SafetyAlert[]) =>
  buildWorklist(
    {
      assessments: [],
      alerts,
      messages: [],
      erasures: [],
      leftAlone: new Set(),
      calls: [],
      permissions: new Map(),
      ended: new Map(),
      timeZone: 'UTC',
    },
    Temporal.Instant.from('2026-11-24T12:00:00Z'),
  ).map(({ participant }) => participant)

test('a closed alert is nobody’s concern', () => {
  expect(order(alert('a', 'self-harm', '2026-11-01', 'closed'))).toEqual([])
})

test('what is overdue stands first, then self-harm, then what nobody has taken; the one that waits longest before others', () => {
  expect(
    order(
      alert('not-yet-due', 'severe-depression', '2026-11-24'),
      alert('overdue-yesterday', 'severe-depression', '2026-11-23'),
      alert('overdue-for-months', 'severe-depression', '2026-06-01'),
      alert('taken-depression', 'severe-depression', '2026-06-01', 'acknowledged'),
      alert('new-self-harm', 'self-harm', '2026-11-23'),
      alert('new-suicidal-thoughts', 'suicidal-thoughts', '2026-11-22'),
      alert('taken-self-harm', 'self-harm', '2026-11-24', 'acknowledged'),
      alert('old-self-harm', 'self-harm', '2026-06-02'),
    ),
  ).toEqual([
    ...['old-self-harm', 'new-suicidal-thoughts', 'new-self-harm'],
    ...['overdue-for-months', 'overdue-yesterday'],
    ...['taken-self-harm', 'not-yet-due', 'taken-depression'],
  ])
})

test('so do the reasons of one participant', () => {
  const [task] = buildWorklist(
    {
      ...{
        assessments: [],
        messages: [],
        erasures: [],
        leftAlone: new Set<string>(),
        calls: [],
        permissions: new Map(),
        ended: new Map(),
        timeZone: 'UTC',
      },
      alerts: [alert('a', 'severe-depression', '2026-11-23'), alert('a', 'self-harm', '2026-06-01')],
    },
    Temporal.Instant.from('2026-11-24T12:00:00Z'),
  )
  expect(task?.reasons.map(({ id }) => id)).toEqual([
    'baseline~phq-9~self-harm',
    'baseline~phq-9~severe-depression',
  ])
})
