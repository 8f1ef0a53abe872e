import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../functions/records/audit/audit.ts'
import type { Erasure } from '../../../functions/records/erasure/erasure.ts'
import { isNumberSettled, mergeLostChanges } from '../../../functions/rules/restore/contact-changes.ts'
import { LostFactsCollector } from '../../../functions/rules/restore/lost-facts.ts'
import { applyLostRequest } from '../../../functions/rules/restore/lost-requests.ts'

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
    sequence: minute,
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
  expect(stopped?.stop).toEqual({ wants: 'stop', message: 'stop', at: late, isCall: false })
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

describe('of changes of a contact', () => {
  const change = (minute: number, smsConsent: string, hasNewNumber: string, isReachable = false) =>
    entry(minute, 'contact.changed', {
      ...{ smsConsent, hasNewNumber, revision: minute },
      ...(isReachable && { isReachable: 'true' }),
    })
  const merge = (revision: number, ...entries: AuditEntry[]) =>
    mergeLostChanges(collect(...entries)?.[0]?.contactChanges ?? [], revision)

  test('the newest consent counts, and any new number', () => {
    expect(merge(0, change(1, 'false', 'false'), change(2, 'true', 'false'))).toMatchObject({
      smsConsent: true,
      hasNewNumber: false,
    })
    expect(merge(0, change(1, 'true', 'true'), change(2, 'true', 'false'))).toMatchObject({
      hasNewNumber: true,
    })
  })

  test('those that the tables have are not lost', () => {
    expect(merge(2, change(1, 'true', 'true'), change(2, 'false', 'false'))).toBeUndefined()
    expect(merge(1, change(1, 'true', 'true'), change(2, 'true', 'false'))).toMatchObject({
      hasNewNumber: false,
    })
    // An entry that does not say of which revision it is may be lost.
    expect(
      merge(9, entry(1, 'contact.changed', { smsConsent: 'false', hasNewNumber: 'false' })),
    ).toMatchObject({ smsConsent: false })
  })

  test('one that somebody made sure of a number settles a wrong number before it, if the tables have it', () => {
    const facts = collect(says(1, 'wrong-number'), change(2, 'true', 'false', true))?.[0]
    const settles = (revision: number) =>
      facts?.wrongNumber && isNumberSettled(facts.wrongNumber, facts.contactChanges, revision)
    expect([settles(1), settles(2)]).toEqual([false, true])
    const after = collect(change(1, 'true', 'true'), says(2, 'wrong-number'))?.[0]
    expect(after?.wrongNumber && isNumberSettled(after.wrongNumber, after.contactChanges, 9)).toBe(false)
    const other = collect(says(1, 'wrong-number'), change(2, 'false', 'false'))?.[0]
    expect(other?.wrongNumber && isNumberSettled(other.wrongNumber, other.contactChanges, 9)).toBe(false)
  })
})

describe('requests to stop or to erase that nobody had confirmed', () => {
  const dueAt = '2026-04-01T15:00:00.000Z'
  const asks = (minute: number, grade: string) =>
    entry(minute, 'erasure.requested', { grade, askedBy: 'page', dueAt })
  const records = (minute: number, grade: string) => entry(minute, 'erasure.recorded', { grade, dueAt })
  const requestOf = (...entries: AuditEntry[]) => collect(...entries)?.[0]?.request

  test('a cancelled one is none', () => {
    expect(requestOf(asks(1, 'erase'), entry(2, 'erasure.cancelled', { reason: 'misunderstood' }))).toBe(
      undefined,
    )
    expect(
      requestOf(entry(1, 'erasure.cancelled', { reason: 'misunderstood' }), asks(2, 'erase')),
    ).toMatchObject({ grade: 'erase' })
  })

  test('by page, by text, and as a coordinator wrote it down', () => {
    expect(requestOf(asks(1, 'stop-data'))).toEqual({
      ...{ grade: 'stop-data', askedBy: 'page', dueAt, requestedAt: '2026-03-02T15:01:00.000Z' },
    })
    const text = entry(1, 'text.received', { wants: 'unclear', message: 'm', asks: 'erase' })
    expect(requestOf(text)).toMatchObject({ grade: 'erase', askedBy: 'text', dueAt: undefined })
    const cry = entry(1, 'safety-alert.raised', { wants: 'unclear', message: 'm', asks: 'erase' })
    expect(requestOf(cry)).toMatchObject({ grade: 'erase', askedBy: 'text' })
    expect(requestOf(records(1, 'stop-contact'))).toMatchObject({ grade: 'stop-contact', askedBy: 'staff' })
    expect(requestOf(asks(1, 'erase'), records(2, 'stop-contact'))).toMatchObject({
      ...{ grade: 'stop-contact', askedBy: 'page', requestedAt: '2026-03-02T15:01:00.000Z' },
    })
  })

  const erasure = (state: Erasure['state'], grade: Erasure['grade'], minute: number): Erasure => ({
    ...{ study: 'study', site: 'harbor', participant: 'harbor-7k3f9m2p', state, grade, askedBy: 'page' },
    ...{ requestedAt: `2026-03-02T15:0${minute}:00.000Z`, dueAt, revision: 4, recordedBy: 'coordinator' },
    ...(state === 'done' && { confirmedAt: `2026-03-02T15:0${minute + 2}:00.000Z` }),
  })

  test('are nothing where the tables have as much, or what was asked and confirmed since', () => {
    expect(applyLostRequest(erasure('requested', 'erase', 1), erasure('requested', 'stop-data', 3))).toBe(
      undefined,
    )
    expect(applyLostRequest(erasure('cancelled', 'erase', 4), erasure('requested', 'erase', 3))).toBe(
      undefined,
    )
    expect(applyLostRequest(erasure('done', 'stop-contact', 2), erasure('requested', 'erase', 3))).toBe(
      undefined,
    )
    expect(applyLostRequest(erasure('confirmed', 'stop-contact', 1), erasure('requested', 'erase', 3))).toBe(
      undefined,
    )
  })

  test('are tasks anew where nothing is open, and raise what is', () => {
    const asked = erasure('requested', 'erase', 5)
    expect(applyLostRequest(undefined, asked)).toBe(asked)
    expect(applyLostRequest(erasure('cancelled', 'erase', 1), asked)).toBe(asked)
    expect(applyLostRequest(erasure('done', 'stop-contact', 1), asked)).toBe(asked)
    const raised = applyLostRequest(erasure('recorded', 'stop-contact', 1), asked)
    expect(raised).toMatchObject({ state: 'requested', grade: 'erase', revision: 4 })
    // Nobody has written down that they want to be erased.
    expect(raised?.recordedBy).toBeUndefined()
  })
})

test('studies of whose participants something was lost, or was ever erased', () => {
  const collector = new LostFactsCollector(INSTANT)
  const at = '2025-01-01T00:00:00.000Z'
  collector.add({ ...entry(1, 'erasure.confirmed', {}, 'old#ERASURES'), at })
  collector.add({ ...says(1, 'stop'), at })
  expect(collector.listStudies()).toEqual(['old'])
  collector.add(says(1, 'stop'))
  expect(collector.listStudies()).toEqual(['old', 'study'])
})

test('a participation that was resumed goes on', () => {
  const end = entry(1, 'participation.ended', { how: 'withdrawn', at: INSTANT })
  expect(collect(end)?.[0]?.participation?.ended).toEqual({ how: 'withdrawn', on: INSTANT })
  expect(collect(end, entry(2, 'participation.resumed', {}))?.[0]?.participation?.ended).toBeUndefined()
})

test('submissions of every assessment are counted, and chains of no participant are not', () => {
  const sent = (timepoint: string) => entry(1, 'response.submitted', {}, `${PERSON}#${timepoint}`)
  expect(collect(sent('baseline'), sent('week-1'))).toMatchObject([{ submissions: ['baseline', 'week-1'] }])
  expect(collect(entry(1, 'membership.granted', { sub: 's' }, 'study'))).toEqual([])
  expect(collect(entry(1, 'identified-data.read', {}, 'study#READS#sub-1#2026-03-02'))).toEqual([])
})
