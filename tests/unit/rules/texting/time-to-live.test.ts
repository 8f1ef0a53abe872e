import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { computeSecondsToLive } from '../../../../functions/rules/texting/time-to-live.ts'

const study = { sites: [], textingHours: { from: '09:00', until: '20:00' } }
const computeAt = (local: string, closesAt: string) =>
  computeSecondsToLive(
    study,
    { site: 'harbor', timeZone: 'America/New_York', closesAt },
    Temporal.ZonedDateTime.from(`${local}[America/New_York]`).toInstant(),
  )

test('a text lives no longer than its window, to the second', () => {
  expect(computeAt('2026-03-03T10:00', '2026-03-03T15:30:00.500Z')).toBe(30 * 60)
})

test('a text lives until the texting hours of the participant’s day end', () => {
  expect(computeAt('2026-03-03T10:00', '2026-03-10T15:00:00.000Z')).toBe(10 * 3600)
  expect(computeAt('2026-03-03T19:59:30', '2026-03-10T15:00:00.000Z')).toBe(30)
})

test('a text that somebody waits for at night lives for an hour', () => {
  expect(computeAt('2026-03-03T20:00', '2026-03-10T15:00:00.000Z')).toBe(3600)
  expect(computeAt('2026-03-03T03:00', '2026-03-10T15:00:00.000Z')).toBe(3600)
})

test('the hour that a clock change skips is not counted', () => {
  // March 8, 2026: 2:00 becomes 3:00 in New York, after midnight and before the texting hours.
  const night = { sites: [], textingHours: { from: '00:00', until: '20:00' } }
  const from = Temporal.Instant.from('2026-03-08T05:30:00Z')
  const assessment = { site: 'harbor', timeZone: 'America/New_York', closesAt: '2026-03-20T00:00:00.000Z' }
  expect(computeSecondsToLive(night, assessment, from)).toBe(18.5 * 3600)
})

test('nothing is left of a window that is over', () => {
  expect(computeAt('2026-03-03T10:00', '2026-03-03T14:00:00.000Z')).toBe(0)
})
