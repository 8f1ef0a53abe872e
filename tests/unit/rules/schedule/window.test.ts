import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { computeWindow, findNextWallTime } from '../../../../functions/rules/schedule/window.ts'
import type { Timepoint } from '../../../../surveys/study/definition.ts'
import { timeZoneSchema } from '../../../../surveys/study/wall-time.ts'

const parseTime = (iso: string) => Temporal.Instant.from(iso)
const timepoint = (change: Partial<Timepoint> = {}): Timepoint => ({
  id: 'week-1',
  title: { en: 'Week 1' },
  anchor: 'enrolment',
  offset: 'P0D',
  opens: 'P0D',
  due: 'P1D',
  closes: 'P2D',
  at: '09:00',
  invite: 'in-texting-hours',
  reminders: [],
  battery: ['peg@1.0.0'],
  ...change,
})

describe('around a clock change, a wall time is the instant that Python says', () => {
  const rows = readFileSync(new URL('../../../published/wall-times.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as [string, string, string, string])

  test('for six zones, each with both of its changes', () => {
    expect(new Set(rows.map(([zone]) => zone)).size).toBe(6)
    expect(rows).toHaveLength(144)
    for (const [zone] of rows) expect(timeZoneSchema.safeParse(zone).success).toBe(true)
  })

  test.each(rows)('%s %s %s', (zone, day, wall, instant) => {
    // Noon three days before is the same day everywhere near.
    const anchoredAt = Temporal.PlainDate.from(day)
      .subtract({ days: 3 })
      .toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
      .toInstant()
    const { opensAt } = computeWindow(timepoint({ offset: 'P3D', at: wall }), anchoredAt, zone)
    expect(opensAt).toBe(instant)
  })
})

describe('an offset in hours is exact, whatever the clocks do between', () => {
  test('36 hours over the spring change in New York end an hour later on the wall', () => {
    const window = computeWindow(
      timepoint({ offset: 'PT36H', opens: '-PT2H', due: 'PT4H', closes: 'P1D' }),
      // Saturday, 7 March 2026, 10:00 EST; the clocks go forward at two on Sunday.
      parseTime('2026-03-07T15:00:00Z'),
      'America/New_York',
    )
    expect(window).toEqual({
      opensAt: '2026-03-09T01:00:00.000Z',
      dueAt: '2026-03-09T07:00:00.000Z',
      // A day is of the calendar: that of the next day, at midnight EDT.
      closesAt: '2026-03-10T04:00:00.000Z',
    })
  })
})

describe('a window closes', () => {
  const close = (change: Partial<Timepoint>, anchoredAt: string, zone: string) =>
    computeWindow(timepoint(change), parseTime(anchoredAt), zone).closesAt

  test.each([
    // Sunday 8 March 2026 has 23 hours in New York: it ends at midnight EDT.
    [
      'a day that has 23 hours',
      'P2D',
      '2026-03-06T15:00:00Z',
      'America/New_York',
      '2026-03-09T04:00:00.000Z',
    ],
    // Saturday is over before the clocks go forward: midnight EST.
    ['the day before it', 'P1D', '2026-03-06T15:00:00Z', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    // Sunday 1 November 2026 has 25 hours: it ends at midnight EST.
    [
      'a day that has 25 hours',
      'P2D',
      '2026-10-30T15:00:00Z',
      'America/New_York',
      '2026-11-02T05:00:00.000Z',
    ],
    // In Santiago the clocks go from midnight to one on Sunday 6 September 2026: Saturday ends at 04:00 UTC.
    [
      'a day whose midnight is skipped',
      'P1D',
      '2026-09-04T15:00:00Z',
      'America/Santiago',
      '2026-09-06T04:00:00.000Z',
    ],
    // In Havana one becomes midnight again on Sunday 1 November 2026: Saturday ends with the first midnight, UTC−4.
    [
      'a day whose midnight comes twice',
      'P1D',
      '2026-10-30T15:00:00Z',
      'America/Havana',
      '2026-11-01T04:00:00.000Z',
    ],
    // Kathmandu is 5:45 ahead.
    [
      'a day in a zone of odd minutes',
      'P2D',
      '2026-06-10T12:00:00Z',
      'Asia/Kathmandu',
      '2026-06-12T18:15:00.000Z',
    ],
  ])('at the end of %s', (_name, closes, anchoredAt, zone, instant) => {
    expect(close({ closes }, anchoredAt, zone)).toBe(instant)
  })

  test('at the time that the study gives, on the last day', () => {
    const given = { closes: 'P2D', closingTime: '17:30' }
    expect(close(given, '2026-03-06T15:00:00Z', 'America/New_York')).toBe('2026-03-08T21:30:00.000Z')
    // Skipped by the change: the next time that there is.
    const skipped = { closes: 'P2D', closingTime: '02:30' }
    expect(close(skipped, '2026-03-06T15:00:00Z', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  })

  test('at the very instant where it is counted in hours', () => {
    expect(close({ closes: 'PT36H' }, '2026-03-07T12:00:00Z', 'America/New_York')).toBe(
      '2026-03-09T02:00:00.000Z',
    )
  })

  test('at the end of the day on which each repetition closes', () => {
    const weekly = timepoint({ repeat: { every: 'P1W', times: 2 }, closes: 'P1D' })
    const closes = [0, 1].map(
      (repeat) => computeWindow(weekly, parseTime('2026-10-19T12:00:00Z'), 'Europe/London', repeat).closesAt,
    )
    // The clocks go back on Sunday the 25th.
    expect(closes).toEqual(['2026-10-20T23:00:00.000Z', '2026-10-28T00:00:00.000Z'])
  })
})

describe('repetitions are counted from the first', () => {
  test('monthly from the 31st comes back to the 31st, and to the last day of shorter months', () => {
    const monthly = timepoint({ repeat: { every: 'P1M', times: 6 } })
    const days = [0, 1, 2, 3, 4, 5].map((repeat) =>
      computeWindow(monthly, parseTime('2026-01-31T12:00:00Z'), 'UTC', repeat).opensAt.slice(0, 10),
    )
    expect(days).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'])
  })

  test('weekly stays at nine on the wall over the autumn change', () => {
    const weekly = timepoint({ repeat: { every: 'P1W', times: 3 } })
    const opens = [0, 1, 2].map(
      (repeat) => computeWindow(weekly, parseTime('2026-10-20T12:00:00Z'), 'Europe/London', repeat).opensAt,
    )
    expect(opens).toEqual([
      '2026-10-20T08:00:00.000Z',
      '2026-10-27T09:00:00.000Z',
      '2026-11-03T09:00:00.000Z',
    ])
  })
})

describe('the time of day at which someone likes to be texted', () => {
  test.each([
    ['2026-03-02T14:00:00.000Z', '18:30', '2026-03-02T23:30:00.000Z'],
    // Already past: the next day's, which is an hour less far off over the spring change.
    ['2026-03-07T15:00:00.000Z', '09:00', '2026-03-08T13:00:00.000Z'],
    ['2026-03-07T14:00:00.000Z', '09:00', '2026-03-07T14:00:00.000Z'],
    // Skipped by the change: the next time that there is.
    ['2026-03-08T05:00:00.000Z', '02:30', '2026-03-08T07:30:00.000Z'],
  ])('from %s, at %s in New York: %s', (from, wall, instant) => {
    expect(findNextWallTime(from, wall, 'America/New_York')).toBe(instant)
  })
})
