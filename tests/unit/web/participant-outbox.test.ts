import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type AnswerEntry,
  addAnswer,
  buildRequest,
  type Entry,
  findProblemScreen,
  isAnswer,
  isFinalReply,
  type Outbox,
  parseOutbox,
  removeEntry,
  setSubmission,
} from '../../../web/participant/browser/outbox.ts'

const answerOf = (id: string, n = 1, answer: string | null = '7'): AnswerEntry => ({
  ...{ id, n, answer, at: '2026-11-30T10:00:00.000Z' },
})

/** What somebody does with a survey, and when the network takes the head of the outbox. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('answer'), n: fc.integer({ min: 1, max: 5 }), code: fc.string() }),
  fc.record({ kind: fc.constantFrom('submit', 'go-on', 'taken') }),
)
type Step = { kind: string; n?: number; code?: string }

/** Plays the steps, as sender.ts does: what was sent, in order, and what still waits. */
function play(steps: readonly Step[]): { given: string[]; sent: Entry[]; waiting: Outbox } {
  let waiting: Outbox = []
  const given: string[] = []
  const sent: Entry[] = []
  steps.forEach(({ kind, n, code }, index) => {
    const id = String(index)
    const head = waiting[0]
    if (kind === 'answer') {
      // Whoever answers has come back from the review.
      waiting = addAnswer(setSubmission(waiting, undefined), answerOf(id, n, code ?? null))
      given.push(id)
    } else if (kind === 'submit') waiting = setSubmission(waiting, { id, submit: true, revision: 3 })
    else if (kind === 'go-on') waiting = setSubmission(waiting, undefined)
    else if (head) {
      sent.push(head)
      waiting = removeEntry(waiting, head.id)
    }
  })
  return { given, sent, waiting }
}

describe('the outbox', () => {
  it('loses no answer, sends none twice, and keeps the order in which they were given', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { given, sent, waiting } = play(steps)
        expect([...sent, ...waiting].filter(isAnswer).map(({ id }) => id)).toEqual(given)
      }),
    )
  })

  it('submits once at most, and behind every answer', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { waiting } = play(steps)
        expect(waiting.findIndex((entry) => !isAnswer(entry))).toBeOneOf([-1, waiting.length - 1])
      }),
    )
  })

  it('drops an entry wherever it stands, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (ids, place) => {
        const id = ids[place % ids.length] ?? ''
        const outbox = ids.map((one) => answerOf(one))
        expect(removeEntry(outbox, id).map((one) => one.id)).toEqual(ids.filter((one) => one !== id))
      }),
    )
  })

  it('comes back from storage as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { waiting } = play(steps)
        expect(parseOutbox(JSON.stringify(waiting))).toEqual(waiting)
      }),
    )
  })

  test.each([
    ['null', []],
    ['{"id":"1"}', []],
    ['"text"', []],
    [
      `[null, 3, "x", [], {}, ${JSON.stringify(answerOf('1'))}, {"id":"2","submit":true,"revision":3}]`,
      [answerOf('1'), { id: '2', submit: true, revision: 3 }],
    ],
  ])('takes from storage only what is an entry: %s', (json, entries) => {
    expect(parseOutbox(json)).toEqual(entries)
  })
})

describe('what is sent', () => {
  const claimedAt = '2026-11-30T10:00:00.000Z'

  test.each<[string, Entry, { place: string | number; body: object }]>([
    ['an answer', answerOf('1', 3), { place: 3, body: { answer: '7', claimedAt } }],
    ['a skipped question', answerOf('1', 3, null), { place: 3, body: { skip: true, claimedAt } }],
    ['the submission', { id: '1', submit: true, revision: 3 }, { place: 'submit', body: { revision: 3 } }],
  ])('%s', (_, entry, request) => {
    expect(buildRequest(entry)).toEqual(request)
  })
})

describe('a reply', () => {
  test.each([
    ['taken', 200, 'application/json', true],
    ['taken, with a charset', 200, 'application/json; charset=UTF-8', true],
    ['refused', 409, 'application/problem+json', true],
    ['a sign-in page of a hotel', 200, 'text/html', false],
    ['nothing that says what it is', 200, null, false],
    ['a server that fails', 503, 'application/problem+json', false],
    ['a server that is too slow', 408, 'application/problem+json', false],
    ['a server that asks for patience', 429, 'application/problem+json', false],
    ['a server that is not ready', 425, 'application/problem+json', false],
  ])('%s is the last word: %s %s %s', (_, status, contentType, expected) => {
    expect(isFinalReply(status, contentType)).toBe(expected)
  })

  test.each([
    ['/problems/assessment-window-closed', 409, 'window-closed'],
    ['undefined', 410, 'window-closed'],
    ['/problems/already-submitted', 409, 'already-submitted'],
    ['/problems/response-empty', 422, 'nothing-answered'],
    ['/problems/unknown-link', 404, 'unknown-link'],
    ['/problems/unknown-option', 422, 'something-went-wrong'],
  ])('%s (%i) shows %s', (type, status, screen) => {
    expect(findProblemScreen(type, status)).toBe(screen)
  })
})
