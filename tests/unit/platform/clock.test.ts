import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  formatIso,
  HOUR_MS,
  MINUTE_MS,
  shiftIso,
  systemClock,
} from '../../../functions/platform/core/clock.ts'
import { toInstant } from '../../../functions/platform/core/instant.ts'

describe('a moment', () => {
  test('is written with its milliseconds, all of them and no more', () => {
    const written = ['2026-11-22T18:01:02Z', '2026-11-22T18:01:02.003Z', '2026-11-22T18:01:02.003999999Z']
    expect(written.map((iso) => formatIso(Temporal.Instant.from(iso)))).toEqual([
      '2026-11-22T18:01:02.000Z',
      '2026-11-22T18:01:02.003Z',
      '2026-11-22T18:01:02.003Z',
    ])
  })

  test('becomes the instant that it is', () => {
    const now = systemClock.now()
    expect(formatIso(toInstant(now))).toBe(formatIso(now))
  })
})

test('a timestamp is moved over the end of a day and back', () => {
  expect(shiftIso('2026-12-31T23:30:00.000Z', HOUR_MS)).toBe('2027-01-01T00:30:00.000Z')
  expect(shiftIso('2027-01-01T00:30:00.000Z', -90 * MINUTE_MS)).toBe('2026-12-31T23:00:00.000Z')
})
