import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../functions/records/audit/audit.ts'
import { LostFactsCollector } from '../../../functions/rules/restore/lost-facts.ts'

const INSTANT = '2026-03-02T15:00:00.000Z'
const PERSON = 'study#harbor-7k3f9m2p'

function entry(
  minute: number,
  action: AuditEntry['action'],
  about: AuditEntry['about'],
  scope = PERSON,
): AuditEntry {
  const at = `2026-03-02T15:${String(minute).padStart(2, '0')}:00.000Z`
  return {
    scope,
    action,
    at,
    actor: { kind: 'system' },
    sequence: 1,
    previous: '',
    hash: '',
    ...(about && { about }),
  }
}
const says = (minute: number, wants: string) =>
  entry(minute, 'text.received', { wants, message: `m${minute}` })

/** What is collected is the same in whatever order entries are read. */
function collect(...entries: AuditEntry[]) {
  const lists = [entries, entries.toReversed()].map((order) => {
    const collector = new LostFactsCollector(INSTANT)
    for (const one of order) collector.add(one)
    return collector.list()
  })
  expect(lists[1]).toEqual(lists[0])
  return lists[0]
}

test('what was entered by the instant is in the tables', () => {
  expect(collect(says(0, 'stop'))).toEqual([])
})

test('the last word counts, and a START undoes no wrong number', () => {
  expect(collect(says(1, 'stop'))?.[0]?.stop).toMatchObject({ wants: 'stop', message: 'm1' })
  expect(collect(says(1, 'stop'), says(2, 'start'))?.[0]?.stop).toBeUndefined()
  expect(collect(says(1, 'start'), says(2, 'stop'))?.[0]?.stop).toMatchObject({ message: 'm2' })
  expect(collect(says(1, 'wrong-number'), says(2, 'start'))?.[0]?.wrongNumber).toBeDefined()
})

test('of two words the one that was received last counts, whichever was handled first', () => {
  const handled = (minute: number, wants: string, receivedAt: string) =>
    entry(minute, 'text.received', { wants, message: wants, receivedAt })
  const [early, late] = ['2026-03-02T15:01:00.000Z', '2026-03-02T15:02:00.000Z']
  // The START was delivered again, and handled only after the STOP that took it back.
  const stopped = collect(handled(5, 'stop', late), handled(9, 'start', early))?.[0]
  expect(stopped?.stop).toEqual({ wants: 'stop', message: 'stop', at: late })
  expect(collect(handled(9, 'stop', early), handled(5, 'start', late))?.[0]?.stop).toBeUndefined()
})

test('a STOP and a wrong number are two things: neither hides the other, and a START undoes the first alone', () => {
  const both = collect(says(1, 'wrong-number'), says(2, 'stop'))?.[0]
  expect([both?.stop?.message, both?.wrongNumber?.message]).toEqual(['m2', 'm1'])
  const restarted = collect(says(1, 'wrong-number'), says(2, 'stop'), says(3, 'start'))?.[0]
  expect([restarted?.stop, restarted?.wrongNumber?.message]).toEqual([undefined, 'm1'])
  const later = collect(says(1, 'stop'), says(2, 'wrong-number'))?.[0]
  expect([later?.stop?.message, later?.wrongNumber?.message]).toEqual(['m1', 'm2'])
})

test('a STOP that speaks of self-harm, and a wrong number on the phone, count', () => {
  const cry = entry(1, 'safety-alert.raised', { wants: 'stop', message: 'm' })
  expect(collect(cry)?.[0]?.stop).toBeDefined()
  const called = entry(1, 'call.recorded', { entry: 'e', outcome: 'wrong-number' })
  expect(collect(called)?.[0]?.wrongNumber).toMatchObject({ message: 'e' })
  expect(collect(entry(1, 'call.recorded', { entry: 'e', outcome: 'no-answer' }))).toEqual([])
})

test('the newest consent counts, and any new number', () => {
  const change = (minute: number, smsConsent: string, hasNewNumber: string) =>
    entry(minute, 'contact.changed', { smsConsent, hasNewNumber })
  expect(collect(change(1, 'false', 'false'), change(2, 'true', 'false'))?.[0]?.contact).toMatchObject({
    smsConsent: true,
    hasNewNumber: false,
  })
  expect(collect(change(1, 'true', 'true'), change(2, 'true', 'false'))?.[0]?.contact).toMatchObject({
    hasNewNumber: true,
  })
})

test('a participation that was resumed goes on', () => {
  const end = entry(1, 'participation.ended', { how: 'withdrawn', at: INSTANT })
  expect(collect(end)?.[0]?.participation?.ended).toEqual({ how: 'withdrawn', on: INSTANT })
  expect(collect(end, entry(2, 'participation.resumed', {}))?.[0]?.participation?.ended).toBeUndefined()
})

test('submissions of every assessment are counted, and chains of no participant are not', () => {
  const sent = (timepoint: string) => entry(1, 'response.submitted', {}, `${PERSON}#${timepoint}`)
  expect(collect(sent('baseline'), sent('week-1'))).toMatchObject([{ submissions: 2 }])
  expect(collect(entry(1, 'membership.granted', { sub: 's' }, 'study'))).toEqual([])
  expect(collect(entry(1, 'identified-data.read', {}, 'study#READS#sub-1#2026-03-02'))).toEqual([])
})
