import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addJitter } from '../../../../functions/rules/schedule/jitter.ts'

const NINE = '2026-03-12T09:00:00.000Z'
const CLOSES = '2026-03-19T16:00:00.000Z'
const secondsLater = (moved: string, from = NINE) => (Date.parse(moved) - Date.parse(from)) / 1000
const jitter = (participant: string, timepoint: string, minutes = 10, until = CLOSES, at = NINE) =>
  addJitter(at, minutes, { participant, timepoint }, until)

describe('a text is not moved', () => {
  test('where the study spreads its texts over no time', () => {
    expect(jitter('harbor-7k3f9m2p', 'week-4', 0)).toBe(NINE)
  })

  // This participant’s text moves by 105 seconds.
  test.each([
    ['to the moment at which its window closes', '2026-03-12T09:01:45.000Z'],
    ['past the moment at which its window closes', '2026-03-12T09:01:44.000Z'],
  ])('%s', (_, until) => {
    expect(jitter('harbor-7k3f9m2p', 'week-4', 10, until)).toBe(NINE)
    expect(jitter('harbor-7k3f9m2p', 'week-4', 10, '2026-03-12T09:01:46.000Z')).toBe(
      '2026-03-12T09:01:45.000Z',
    )
  })
})

/*
 * Made apart from the code: h=$(printf 'harbor-7k3f9m2p#week-4' | sha256sum | cut -c1-8); echo $((16#$h * 600 / 4294967296))
 */
test.each([
  ['harbor-7k3f9m2p', 'week-4', 105, 316],
  ['harbor-7k3f9m2p', 'week-12', 472, 1417],
  ['mesa-00000001', 'baseline', 591, 1773],
  ['summit-zzzzzzzz', 'day-after.3', 463, 1391],
])(
  'the text of %s at %s moves by %d s of ten minutes, and %d s of thirty',
  (participant, timepoint, ten, thirty) => {
    expect(secondsLater(jitter(participant, timepoint, 10))).toBe(ten)
    expect(secondsLater(jitter(participant, timepoint, 30))).toBe(thirty)
  },
)

test('1,200 participants are spread evenly over ten minutes: each minute has its tenth', () => {
  const perMinute = Array.from({ length: 10 }, () => 0)
  const moved = Array.from({ length: 1200 }, (_, at) => secondsLater(jitter(`harbor-${at}`, 'week-4')))
  for (const seconds of moved)
    perMinute[Math.floor(seconds / 60)] = (perMinute[Math.floor(seconds / 60)] ?? 0) + 1
  // Chi-square with 9 degrees of freedom lies below 27.9 in 999 of 1,000 even draws; the draws are the same every time.
  const chiSquare = perMinute.reduce((sum, count) => sum + (count - 120) ** 2 / 120, 0)
  expect(perMinute).toHaveLength(10)
  expect(chiSquare).toBeLessThan(27.9)
  // Every second of the ten minutes is used by somebody, or nearly: 1,200 even draws leave e⁻² of 600 seconds empty, 81.
  expect(new Set(moved).size).toBeGreaterThan(480)
})

test('a text moves by whole seconds, forwards, by less than the minutes, and always by the same', () => {
  const letters = fc.stringMatching(/^[a-z]{1,8}-[0-9a-z]{8}$/)
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 120 }), (participant, minutes) => {
      const seconds = secondsLater(jitter(participant, 'week-1', minutes))
      expect(Number.isInteger(seconds)).toBe(true)
      expect(seconds).toBeGreaterThanOrEqual(0)
      expect(seconds).toBeLessThan(minutes * 60)
      expect(secondsLater(jitter(participant, 'week-1', minutes))).toBe(seconds)
    }),
  )
})
