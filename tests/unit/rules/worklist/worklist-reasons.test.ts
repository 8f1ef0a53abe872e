import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { SafetyAlert } from '../../../../functions/records/alert/alert.ts'
import type { TextedAssessment } from '../../../../functions/records/assessment/assessment.ts'
import type { Call } from '../../../../functions/records/contact-log/contact-log.ts'
import type { Message } from '../../../../functions/records/message/message.ts'
import type { Permission } from '../../../../functions/rules/texting/text-plan.ts'
import { buildWorklist, type WorklistFacts } from '../../../../functions/rules/worklist/worklist.ts'

const NOW = '2026-03-08T12:00:00.000Z'
const person = (participant: string) => ({ study: 's', site: 'harbor', participant })

/** Open since the 1st, due on the 2nd, closes on the 20th; the last text has been sent. */
const assessment = (participant: string, changed: Partial<TextedAssessment> = {}): TextedAssessment => ({
  ...{ ...person(participant), timepoint: 'week-1', studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC' },
  ...{ anchoredAt: '2026-03-01T09:00:00.000Z', opensAt: '2026-03-01T09:00:00.000Z', battery: [] },
  ...{ dueAt: '2026-03-02T09:00:00.000Z', closesAt: '2026-03-20T09:00:00.000Z' },
  ...{ progress: 'untouched', texts: 1, textsBefore: 0, nextText: 2 },
  ...changed,
})
const scheduled = { opensAt: '2026-03-10T09:00:00.000Z', dueAt: '2026-03-11T09:00:00.000Z' }
const message = (participant: string, receivedAt: string): Message => ({
  ...{
    ...person(participant),
    id: receivedAt,
    from: '+12025550123',
    body: 'Call me',
    receivedAt,
    isShared: false,
    intent: 'unclear',
    speaksOfSelfHarm: false,
    isForPerson: true,
    handling: [],
  },
})
const alert = (participant: string, day: string): SafetyAlert => ({
  ...{ ...person(participant), timepoint: 'baseline', instrument: 'phq-9', rule: 'self-harm', state: 'open' },
  ...{
    id: 'baseline~phq-9~self-harm',
    raisedAt: `${day}T10:00:00.000Z`,
    lastRaisedAt: `${day}T11:00:00.000Z`,
  },
  ...{
    acknowledgeBy: `${day}T22:00:00.000Z`,
    revision: 1,
    raises: 1,
    escalations: 0,
    evidence: [],
    steps: [],
  },
})
const call = (outcome: Call['outcome'], at: string, about: Partial<Call> = {}): Call => ({
  ...{ ...person('a'), id: at, by: 'coordinator', kind: 'call', outcome, at },
  ...about,
})

function worklist(facts: Partial<WorklistFacts>, permission: Permission | undefined = 'given', now = NOW) {
  const all = [...(facts.assessments ?? []), ...(facts.messages ?? []), ...(facts.alerts ?? [])]
  const permissions = new Map(
    all.flatMap(({ participant }) => (permission ? [[participant, permission] as const] : [])),
  )
  return buildWorklist(
    {
      assessments: [],
      alerts: [],
      messages: [],
      erasures: [],
      leftAlone: new Set(),
      calls: [],
      ended: new Map(),
      timeZone: 'America/New_York',
      permissions,
      ...facts,
    },
    Temporal.Instant.from(now),
  )
}
const reasons = (of: Partial<TextedAssessment>, permission?: Permission, now?: string) =>
  worklist({ assessments: [assessment('a', of)] }, permission, now).flatMap((task) => task.reasons)

describe('nobody is needed for an assessment', () => {
  test.each<[string, Partial<TextedAssessment>]>([
    ['that has not opened', scheduled],
    ['that is closed', { closesAt: NOW }],
    ['that is completed', { progress: 'completed' }],
    ['that was cancelled', { progress: 'cancelled' }],
    ['about which a text will still be sent', { nextTextAt: '2026-03-09T09:00:00.000Z' }],
    ['that is not due yet', { dueAt: '2026-03-08T12:00:00.001Z' }],
  ])('%s', (_, of) => expect(reasons(of)).toEqual([]))

  test.each<[Permission]>([['stopped'], ['no-consent'], ['no-contact']])(
    'that is not open, of somebody who is not texted (%s)',
    (permission) => {
      expect(reasons(scheduled, permission)).toEqual([])
      expect(reasons({ closesAt: NOW }, permission)).toEqual([])
    },
  )
})

describe('a person is needed for an open assessment', () => {
  const about = { timepoint: 'week-1', until: '2026-03-20T09:00:00.000Z', id: null }
  const opened = '2026-03-01T09:00:00.000Z'

  test('that is due, from that moment on', () => {
    expect(reasons({ dueAt: NOW })).toEqual([{ ...about, kind: 'overdue', since: NOW }])
  })

  test('that somebody began and did not finish', () => {
    expect(reasons({ progress: 'started' })).toEqual([
      { ...about, kind: 'partly-answered', since: '2026-03-02T09:00:00.000Z' },
    ])
  })

  test.each<[Permission | undefined, string]>([
    ['stopped', 'opted-out'],
    ['no-consent', 'not-texted'],
    ['no-contact', 'not-texted'],
    ['unreachable', 'number-failed'],
  ])('of somebody who cannot be texted (%s), since it opened, due or not: %s', (permission, kind) => {
    const notDue = { dueAt: '2026-03-12T09:00:00.000Z', nextTextAt: '2026-03-09T09:00:00.000Z' }
    expect(reasons(notDue, permission)).toEqual([{ ...about, kind, since: opened }])
  })

  test('of somebody of whom nothing is known', () => {
    const [task] = worklist({ assessments: [assessment('a')], permissions: new Map() })
    expect(task?.reasons).toMatchObject([{ kind: 'not-texted' }])
  })
})

describe('a number that fails', () => {
  test('is put right before the next assessment opens, the earliest of them', () => {
    const later = assessment('a', { timepoint: 'week-4', opensAt: '2026-04-01T09:00:00.000Z' })
    const next = assessment('a', scheduled)
    const [task] = worklist({ assessments: [later, next] }, 'unreachable')
    expect(task?.reasons).toEqual([
      { kind: 'number-failed', timepoint: null, since: NOW, until: scheduled.opensAt, id: null },
    ])
  })

  test('is one reason while an assessment is open', () => {
    const [task] = worklist(
      { assessments: [assessment('a'), assessment('a', { ...scheduled, timepoint: 'week-4' })] },
      'unreachable',
    )
    expect(task?.reasons.map(({ kind, timepoint }) => [kind, timepoint])).toEqual([
      ['number-failed', 'week-1'],
    ])
  })

  test('is no reason once nothing is to come, nor is one that works', () => {
    expect(reasons({ progress: 'completed' }, 'unreachable')).toEqual([])
    expect(reasons(scheduled, 'given')).toEqual([])
  })
})

describe('a call settles a reason', () => {
  const left = (...calls: readonly Call[]) =>
    worklist({ assessments: [assessment('a')], calls }).flatMap((task) => task.reasons).length

  test.each<[string, readonly Call[]]>([
    ['of the day before', [call('no-answer', '2026-03-07T23:59:00.000Z')]],
    ['about another assessment', [call('no-answer', '2026-03-08T09:00:00.000Z', { timepoint: 'week-4' })]],
    ['to a wrong number', [call('wrong-number', '2026-03-08T09:00:00.000Z')]],
    ['in which others were declined', [call('declined', '2026-03-08T09:00:00.000Z')]],
    [
      'whose time to call back has come',
      [call('call-back', '2026-03-07T09:00:00.000Z', { callBackAt: NOW })],
    ],
    ['that agreed on no time', [call('call-back', '2026-03-08T09:00:00.000Z')]],
    [
      'before a later one of another outcome',
      [call('no-answer', '2026-03-08T09:00:00.000Z'), call('wrong-number', '2026-03-08T10:00:00.000Z')],
    ],
  ])('not one %s', (_, calls) => expect(left(...calls)).toBe(1))

  test.each<[string, readonly Call[]]>([
    ['without an answer, for the day', [call('no-answer', '2026-03-08T00:00:00.000Z')]],
    ['with a message left, for the day', [call('left-message', '2026-03-08T09:00:00.000Z')]],
    [
      'in which they said that they would answer, for the day',
      [call('will-answer', '2026-03-08T09:00:00.000Z')],
    ],
    ['about these very questions', [call('no-answer', '2026-03-08T09:00:00.000Z', { timepoint: 'week-1' })]],
    [
      'until the time to call back',
      [call('call-back', '2026-03-07T09:00:00.000Z', { callBackAt: '2026-03-08T12:00:00.001Z' })],
    ],
  ])('one %s', (_, calls) => expect(left(...calls)).toBe(0))

  test('by the day on the participant’s wall, not that of the server', () => {
    const west = assessment('a', { timeZone: 'America/Los_Angeles' })
    // Seven in the evening of the 7th in California is the 8th in Greenwich.
    const calls = [call('no-answer', '2026-03-08T03:00:00.000Z')]
    expect(worklist({ assessments: [west], calls })).toHaveLength(1)
    expect(worklist({ assessments: [west], calls }, 'given', '2026-03-08T05:00:00.000Z')).toEqual([])
  })

  test('of the participant who was called, and of no message or alert', () => {
    const calls = [call('no-answer', '2026-03-08T09:00:00.000Z')]
    const assessments = [assessment('a'), assessment('b')]
    expect(worklist({ assessments, calls }).map(({ participant }) => participant)).toEqual(['b'])
    const [task] = worklist({
      assessments,
      calls,
      messages: [message('a', NOW)],
      alerts: [alert('a', '2026-03-07')],
    })
    expect(task?.reasons.map(({ kind }) => kind)).toEqual(['alert-open', 'message-unread'])
    expect(task?.calls).toEqual(calls)
  })
})

describe('a task', () => {
  test('says which alert and which message it is about, and until when', () => {
    const [task] = worklist({
      alerts: [alert('a', '2026-03-07')],
      messages: [message('a', '2026-03-08T08:00:00.000Z')],
    })
    expect(task?.reasons).toEqual([
      {
        ...{ kind: 'alert-open', timepoint: 'baseline', id: 'baseline~phq-9~self-harm' },
        ...{ since: '2026-03-07T11:00:00.000Z', until: '2026-03-07T22:00:00.000Z' },
      },
      {
        ...{ kind: 'message-unread', timepoint: null, id: '2026-03-08T08:00:00.000Z' },
        ...{ since: '2026-03-08T08:00:00.000Z', until: null },
      },
    ])
    expect(task).toMatchObject({ texts: 0, lastTextAt: null, calls: [], timeZone: 'America/New_York' })
  })

  test('says what was tried for what can be answered now, and nothing of before', () => {
    const [task] = worklist({
      assessments: [
        assessment('a', { texts: 2, lastTextAt: '2026-03-05T09:00:00.000Z', timeZone: 'Europe/Paris' }),
        assessment('a', { timepoint: 'week-4', texts: 3, lastTextAt: '2026-03-04T09:00:00.000Z' }),
        assessment('a', { timepoint: 'diary' }),
        assessment('a', {
          timepoint: 'old',
          texts: 9,
          progress: 'completed',
          lastTextAt: '2026-03-07T09:00:00.000Z',
        }),
      ],
    })
    expect(task).toMatchObject({ timeZone: 'Europe/Paris', texts: 6, lastTextAt: '2026-03-05T09:00:00.000Z' })
  })
})

describe('the most urgent stands first', () => {
  const order = (facts: Partial<WorklistFacts>, permission?: Permission) =>
    worklist(facts, permission).map(({ participant }) => participant)

  test('an alert before a message, a message before what was begun, that before what is overdue', () => {
    expect(
      order({
        assessments: [assessment('overdue'), assessment('begun', { progress: 'started' })],
        messages: [message('wrote', NOW)],
        alerts: [alert('alert', '2026-03-01')],
      }),
    ).toEqual(['alert', 'wrote', 'begun', 'overdue'])
  })

  test('what closes first, and the message that has waited longest', () => {
    const closing = (participant: string, day: string) =>
      assessment(participant, { closesAt: `2026-03-${day}T09:00:00.000Z` })
    expect(
      order({ assessments: [closing('late', '20'), closing('soon', '09'), closing('later', '21')] }),
    ).toEqual([...['soon', 'late', 'later']])
    const written = [message('new', '2026-03-08T11:00:00.000Z'), message('old', '2026-03-01T11:00:00.000Z')]
    expect(order({ messages: written })).toEqual(['old', 'new'])
  })

  test('of equals, by their ids: the order is the same however they were read', () => {
    const facts = (ids: readonly string[]) => ({ assessments: ids.map((id) => assessment(id)) })
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 2 }), (ids) => {
        expect(order(facts(ids))).toEqual([...ids].sort())
      }),
      { numRuns: 50 },
    )
  })
})
