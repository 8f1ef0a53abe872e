import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { ParticipationEnd } from '../../../../functions/records/participant/participant.ts'
import { buildWorklist, isCallOffered, type Reason } from '../../../../functions/rules/worklist/worklist.ts'

const OF = { study: 's', site: 'harbor', participant: 'harbor-00000001' }
const end = (how: ParticipationEnd['how']): ParticipationEnd => ({
  ...{ how, at: '2026-03-05T10:00:00.000Z', recordedAt: '2026-03-05T11:00:00.000Z' },
})
const reason = (kind: Reason['kind']): Reason => ({
  ...{ kind, timepoint: null, since: '2026-03-06T10:00:00.000Z', until: null, id: null },
})

describe('a call is offered', () => {
  test.each<[boolean, ParticipationEnd['how'], Reason['kind']]>([
    [false, 'died', 'message-unread'],
    [false, 'died', 'erasure'],
    [false, 'withdrawn', 'late-answers'],
    [true, 'withdrawn', 'message-unread'],
    [true, 'withdrawn', 'erasure'],
    [true, 'withdrawn', 'alert-open'],
    [true, 'lost-to-follow-up', 'message-unread'],
    [true, 'lost-to-follow-up', 'alert-open'],
  ])('%s: %s, %s', (isOffered, how, kind) =>
    expect(isCallOffered({ ended: end(how), reasons: [reason(kind)], isLeftAlone: false })).toBe(isOffered),
  )

  test('not about an alert from before a death', () => {
    const before = { ...reason('alert-open'), since: '2026-03-05T09:00:00.000Z' }
    expect(isCallOffered({ ended: end('died'), reasons: [before], isLeftAlone: false })).toBe(false)
  })

  test('about an alert raised after a recorded death, since whoever wrote it is alive', () =>
    expect(isCallOffered({ ended: end('died'), reasons: [reason('alert-open')], isLeftAlone: false })).toBe(
      true,
    ))

  test('while the participation goes on', () =>
    expect(isCallOffered({ ended: null, reasons: [reason('overdue')], isLeftAlone: false })).toBe(true))
})

test('nothing is asked of someone whose participation has ended, whatever stands open', () => {
  const overdue: TextedAssessment = {
    ...{ ...OF, timepoint: 'week-1', studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: [] },
    ...{ anchoredAt: '2026-03-01T09:00:00.000Z', opensAt: '2026-03-01T09:00:00.000Z' },
    ...{ dueAt: '2026-03-02T09:00:00.000Z', closesAt: '2026-03-20T09:00:00.000Z' },
    ...{ progress: 'untouched', texts: 1, textsBefore: 0, nextText: 2 },
  }
  const listTasks = (ended: ReadonlyMap<string, ParticipationEnd>) =>
    buildWorklist(
      {
        ...{ assessments: [overdue], alerts: [], messages: [], calls: [], timeZone: 'UTC', ended },
        ...{ erasures: [], leftAlone: new Set<string>() },
        permissions: new Map([[OF.participant, 'given']]),
      },
      Temporal.Instant.from('2026-03-08T12:00:00Z'),
    )
  expect(listTasks(new Map())).toHaveLength(1)
  expect(listTasks(new Map([[OF.participant, end('lost-to-follow-up')]]))).toEqual([])
})
