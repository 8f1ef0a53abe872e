import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { Erasure } from '../../../../functions/records/erasure/erasure.ts'
import {
  buildWorklist,
  isCallOffered,
  type WorklistFacts,
} from '../../../../functions/rules/worklist/worklist.ts'

const OF = { study: 's', site: 'harbor', participant: 'harbor-7k3f9m2p' }
const overdue: TextedAssessment = {
  ...{ ...OF, timepoint: 'week-1', studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: [] },
  ...{ anchoredAt: '2026-03-01T09:00:00.000Z', opensAt: '2026-03-01T09:00:00.000Z' },
  ...{ dueAt: '2026-03-02T09:00:00.000Z', closesAt: '2026-03-20T09:00:00.000Z' },
  ...{ progress: 'untouched', texts: 1, textsBefore: 0, nextText: 2 },
}
const asked: Erasure = {
  ...{ ...OF, state: 'requested', grade: 'erase', askedBy: 'text', revision: 1 },
  ...{ requestedAt: '2026-03-05T09:00:00.000Z', dueAt: '2026-04-04T09:00:00.000Z' },
}

function listTasks(facts: Partial<WorklistFacts>) {
  const none = { alerts: [], messages: [], calls: [], erasures: [], leftAlone: new Set<string>() }
  return buildWorklist(
    {
      ...{ ...none, assessments: [overdue], ended: new Map(), timeZone: 'UTC' },
      ...{ permissions: new Map([[OF.participant, 'given' as const]]), ...facts },
    },
    Temporal.Instant.from('2026-03-08T12:00:00Z'),
  )
}
const listKinds = (facts: Partial<WorklistFacts>) =>
  listTasks(facts).flatMap(({ reasons }) => reasons.map(({ kind }) => kind))

describe('who asked to be left alone or erased', () => {
  test('stands before what is overdue, with the date by which it must be done', () => {
    expect(listKinds({ erasures: [asked] })).toEqual(['erasure', 'overdue'])
    expect(listTasks({ erasures: [asked] })[0]?.reasons[0]).toMatchObject({
      ...{ since: asked.requestedAt, until: asked.dueAt, id: null },
    })
  })

  test('stands there without an assessment too', () => {
    expect(listKinds({ assessments: [], erasures: [asked] })).toEqual(['erasure'])
  })

  test('is asked nothing any more once that is done', () => {
    expect(listKinds({ leftAlone: new Set([OF.participant]) })).toEqual([])
    expect(listKinds({ leftAlone: new Set(['harbor-another1']) })).toEqual(['overdue'])
  })

  test('is called about a safety alert and about what they asked, and about nothing else', () => {
    const reason = { timepoint: null, since: '', until: null, id: null }
    const left = { ended: null, isLeftAlone: true }
    expect(isCallOffered({ ...left, reasons: [{ ...reason, kind: 'message-unread' }] })).toBe(false)
    expect(isCallOffered({ ...left, reasons: [{ ...reason, kind: 'overdue' }] })).toBe(false)
    expect(isCallOffered({ ...left, reasons: [{ ...reason, kind: 'alert-open' }] })).toBe(true)
    expect(isCallOffered({ ...left, reasons: [{ ...reason, kind: 'erasure' }] })).toBe(true)
  })
})
