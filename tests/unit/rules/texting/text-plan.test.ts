import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { findNextTextingTime } from '../../../../functions/rules/texting/quiet-hours.ts'

const HOURS = { from: '09:00', until: '20:00' }
const next = (now: string, timeZone = 'America/New_York') =>
  findNextTextingTime(HOURS, timeZone, Temporal.Instant.from(now))?.toString()

describe('texting hours, on the wall of the participant', () => {
  test.each([
    ['a millisecond before nine: at nine', '2026-03-02T13:59:59.999Z', '2026-03-02T14:00:00Z'],
    ['at eight in the evening: at nine tomorrow', '2026-03-03T01:00:00Z', '2026-03-03T14:00:00Z'],
    ['after midnight: at nine the same day', '2026-03-03T06:00:00Z', '2026-03-03T14:00:00Z'],
    [
      'the evening before the clocks go forward: nine is an hour sooner',
      '2026-03-08T02:00:00Z',
      '2026-03-08T13:00:00Z',
    ],
  ])('%s', (_, now, expected) => expect(next(now)).toBe(expected))

  test.each([
    ['at nine sharp', '2026-03-02T14:00:00Z'],
    ['a millisecond before eight in the evening', '2026-03-03T00:59:59.999Z'],
  ])('%s a text may go out', (_, now) => expect(next(now)).toBeUndefined())

  test('differ between zones at one instant', () => {
    expect(next('2026-03-02T15:00:00Z')).toBeUndefined()
    expect(next('2026-03-02T15:00:00Z', 'America/Los_Angeles')).toBe('2026-03-02T17:00:00Z')
  })
})
