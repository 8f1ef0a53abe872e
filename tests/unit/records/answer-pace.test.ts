import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_ANSWERS_AT_ONCE, paceAnswer } from '../../../functions/records/assessment/answer-pace.ts'

const START = Date.parse('2026-03-02T15:00:00.000Z')
const iso = (ms: number) => new Date(ms).toISOString()

/** As many answers at that moment as are taken. */
function answerUntilRefused(pace: number | undefined, at: number) {
  let taken = 0
  let now = pace
  for (;;) {
    const next = paceAnswer(now, iso(at))
    if (next.kind === 'too-soon') return { taken, pace: now, wait: next.retryAfterSeconds }
    now = next.pace
    taken += 1
  }
}

test('refuses what comes faster than people answer, and says how long to wait', () => {
  const first = answerUntilRefused(undefined, START)
  expect(first).toMatchObject({ taken: MAX_ANSWERS_AT_ONCE, wait: 1 })
  expect(answerUntilRefused(first.pace, START + 1_000).taken).toBe(1)
  expect(answerUntilRefused(first.pace, START + 30_000).taken).toBe(30)
  expect(answerUntilRefused(first.pace, START + 3_600_000).taken).toBe(MAX_ANSWERS_AT_ONCE)
})

test('takes every answer of someone who gives one in a second', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1_000, max: 60_000 }), { maxLength: 300 }), (gaps) => {
      let pace: number | undefined
      let at = START
      for (const gap of gaps) {
        at += gap
        const next = paceAnswer(pace, iso(at))
        if (next.kind !== 'taken') throw new Error('refused')
        pace = next.pace
      }
    }),
  )
})
