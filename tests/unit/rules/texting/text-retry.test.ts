import { expect, test } from 'vitest'
import {
  countRefusals,
  delayByJitter,
  findNextTextTry,
  isReportedRefusal,
} from '../../../../functions/rules/texting/text-retry.ts'

const NOON = '2026-03-02T12:00:00.000Z'
const keys = Array.from({ length: 500 }, (_, n) => `participant-${n}`)
const minutesLater = (at: string) => (Date.parse(at) - Date.parse(NOON)) / 60_000

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [4, 8],
  [5, 15],
  [6, 30],
  [7, 60],
  [100, 60],
])(
  'after %d refusals in a row the next try comes between %d minutes and twice as many',
  (refusals, pause) => {
    const tries = keys.map((key) => minutesLater(findNextTextTry(refusals, NOON, key)))
    expect(Math.min(...tries)).toBeGreaterThanOrEqual(pause)
    expect(Math.max(...tries)).toBeLessThan(2 * pause)
  },
)

test('a wave that was refused together does not come back together', () => {
  const times = keys.map((key) => minutesLater(delayByJitter(NOON, 10, key)))
  const perMinute = Map.groupBy(times, Math.floor)
  expect(perMinute.size).toBe(10)
  // Evenly, 50 in each minute; a fair draw is above 85 less than once in a million times.
  for (const [, of] of perMinute) expect(of.length).toBeLessThan(85)
})

test('the same text always draws the same time', () => {
  expect(findNextTextTry(3, NOON, 'a')).toBe(findNextTextTry(3, NOON, 'a'))
})

test('refusals count from the last text that went out, or may have', () => {
  const states = (...given: ('claimed' | 'sent' | 'failed' | 'delivered')[]) =>
    given.map((state) => ({ state }))
  expect(countRefusals([])).toBe(0)
  expect(countRefusals(states('failed', 'failed'))).toBe(2)
  expect(countRefusals(states('failed', 'delivered', 'failed'))).toBe(1)
  expect(countRefusals(states('failed', 'claimed'))).toBe(0)
})

test('an operator is alarmed from half an hour of refusals on', () => {
  expect([1, 5, 6, 7].map(isReportedRefusal)).toEqual([false, false, true, true])
  // Five pauses: 1 + 2 + 4 + 8 + 15 minutes.
  expect(
    [1, 2, 3, 4, 5].reduce((sum, refusals) => sum + minutesLater(findNextTextTry(refusals, NOON, 'a')), 0),
  ).toBeGreaterThanOrEqual(30)
})
