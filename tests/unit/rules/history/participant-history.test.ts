import { describe, expect, test } from 'vitest'
import type { SafetyAlert } from '../../../../functions/records/alert/alert.ts'
import type { Message } from '../../../../functions/records/message/message.ts'
import {
  buildHistory,
  findHistoryPage,
  type HistoryRecords,
} from '../../../../functions/rules/history/participant-history.ts'

const nothing: HistoryRecords = {
  texts: [],
  messages: [],
  notices: [],
  alerts: [],
  log: [],
  events: [],
  attributes: [],
}
const who = { study: 'a-study', site: 'harbor', participant: 'harbor-7k3f9m2p' }
const at = (minute: number) => `2026-03-02T15:${String(minute).padStart(2, '0')}:00.000Z`

const message = (part: Partial<Message> = {}): Message => ({
  ...{ ...who, id: 'm1', from: '+12025550123', body: 'Please call me', receivedAt: at(0) },
  ...{ intent: 'unclear', speaksOfSelfHarm: false, isForPerson: true, isShared: false, handling: [] },
  ...part,
})

const alert = (steps: SafetyAlert['steps']): SafetyAlert =>
  ({
    ...who,
    id: 'a1',
    rule: 'self-harm',
    instrument: null,
    timepoint: 'week-1',
    steps,
  }) as unknown as SafetyAlert

describe('a history', () => {
  test('of nothing is empty', () => {
    expect(buildHistory(nothing)).toEqual([])
    expect(findHistoryPage([], undefined, 50)).toEqual({ entries: [], next: null })
  })

  test('has a message, its automatic reply, who handled it and how, and that it was brought back; newest first', () => {
    const reply = { kind: 'received' as const, body: 'Thank you', at: at(0), outcome: 'sent' as const }
    const handling = [
      { at: at(5), by: 'ana', step: 'handled' as const, note: 'Called back' },
      { at: at(6), by: 'ben', step: 'reopened' as const },
    ]
    expect(buildHistory({ ...nothing, messages: [message({ reply, handling })] })).toEqual([
      {
        id: 'handling:m1:1',
        at: at(6),
        kind: 'handling',
        message: 'm1',
        by: 'ben',
        step: 'reopened',
        note: null,
      },
      {
        id: 'handling:m1:0',
        at: at(5),
        kind: 'handling',
        message: 'm1',
        by: 'ana',
        step: 'handled',
        note: 'Called back',
      },
      {
        id: 'reply:m1',
        at: at(0),
        kind: 'reply',
        message: 'm1',
        body: 'Thank you',
        reply: 'received',
        outcome: 'sent',
      },
      {
        ...{ id: 'message:m1', at: at(0), kind: 'message', message: 'm1', body: 'Please call me' },
        ...{ intent: 'unclear', speaksOfSelfHarm: false, isShared: false, state: 'waiting' },
      },
    ])
  })

  test('tells a message that waits from one that is handled and one that nobody has to read', () => {
    const handled = [{ at: at(5), by: 'ana', step: 'handled' as const, note: 'Called back' }]
    const states = [message(), message({ handling: handled }), message({ isForPerson: false })].map((one) => {
      const [entry] = buildHistory({ ...nothing, messages: [one] }).filter(({ kind }) => kind === 'message')
      return entry?.kind === 'message' && entry.state
    })
    expect(states).toEqual(['waiting', 'handled', 'for-nobody'])
  })

  test('keeps who took and closed an alert, and why, after it was raised again', () => {
    const steps: SafetyAlert['steps'] = [
      { at: at(1), step: 'raised' },
      { at: at(2), step: 'acknowledged', by: 'ana' },
      { at: at(3), step: 'closed', by: 'ana', reason: 'no-risk' },
      { at: at(4), step: 'raised' },
    ]
    const history = buildHistory({ ...nothing, alerts: [alert(steps)] })
    expect(history.map((one) => one.kind === 'alert' && [one.step, one.by, one.reason])).toEqual([
      ['raised', null, null],
      ['closed', 'ana', 'no-risk'],
      ['acknowledged', 'ana', null],
      ['raised', null, null],
    ])
  })

  test('has every text of the plan, sent or not, and each entry an id of its own', () => {
    const texts = [
      {
        timepoint: 'baseline',
        attempts: [{ text: 'invitation' as const, state: 'failed' as const, claimedAt: at(1), failure: 'X' }],
        unsent: [
          { at: at(1), place: 1, outcome: 'deferred' as const, reason: 'outside-texting-hours' },
          { at: at(1), place: 1, outcome: 'not-sent' as const, reason: 'stopped' },
        ],
      },
    ]
    const log = [
      { ...who, id: 'l1', at: at(2), by: 'ana', kind: 'call' as const, outcome: 'no-answer' as const },
      { ...who, id: 'l2', at: at(2), by: 'ana', kind: 'note' as const, text: 'Rang twice', alert: 'a1' },
    ]
    const history = buildHistory({ ...nothing, texts, log })
    expect(history.map(({ kind }) => kind)).toEqual(['note', 'call', 'text', 'text', 'text'])
    expect(new Set(history.map(({ id }) => id)).size).toBe(5)
    expect(history[2]).toMatchObject({ text: 'reminder', outcome: 'not-sent', reason: 'stopped' })
  })
})

describe('a page of a history', () => {
  const history = buildHistory({
    ...nothing,
    messages: Array.from({ length: 5 }, (_, n) => message({ id: `m${n}`, receivedAt: at(n) })),
  })

  test('of a cursor that names nothing is none', () => {
    expect(findHistoryPage(history, 'message:m9', 2)).toBeUndefined()
  })

  test('goes on after the one before it, also where something has come meanwhile, and ends', () => {
    const ids: string[] = []
    let cursor: string | null | undefined
    let pages = 0
    while (cursor !== null) {
      const page = findHistoryPage(pages === 0 ? history.slice(1) : history, cursor, 2)
      if (!page) throw new Error('a page is missing')
      ids.push(...page.entries.map(({ id }) => id))
      cursor = page.next
      pages += 1
    }
    expect(ids).toEqual(['message:m3', 'message:m2', 'message:m1', 'message:m0'])
    expect(pages).toBe(2)
  })
})

describe('a clinical event', () => {
  const nausea = {
    kind: 'adverse-event',
    term: 'nausea',
    severity: 'mild',
    serious: false,
    relation: 'none',
  } as const

  test('stands when it was recorded and again when it was voided, each time with what it was', () => {
    const events = [
      {
        ...{ ...who, id: 'adverse-event.nausea.1', at: at(0) },
        entries: [
          { recordedAt: at(5), by: 'coordinator', event: nausea },
          { recordedAt: at(9), by: 'other', voided: 'duplicate' as const },
        ],
      },
    ]
    const history = buildHistory({ ...nothing, events })
    expect(history).toEqual([
      {
        ...{ id: 'event:adverse-event.nausea.1:1', kind: 'clinical-event', at: at(9), happenedAt: at(0) },
        ...{ event: 'adverse-event.nausea.1', step: 'voided', by: 'other', reason: 'duplicate' },
        detail: nausea,
      },
      {
        ...{ id: 'event:adverse-event.nausea.1:0', kind: 'clinical-event', at: at(5), happenedAt: at(0) },
        ...{ event: 'adverse-event.nausea.1', step: 'recorded', by: 'coordinator', reason: null },
        detail: nausea,
      },
    ])
  })
})
