import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { computeWindow, findNextWallTime } from '../../../../functions/rules/schedule/window.ts'
import { type Timepoint, timeZoneSchema } from '../../../../surveys/study/definition.ts'

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
      // A day is of the calendar: the next morning at nine, EDT.
      closesAt: '2026-03-09T13:00:00.000Z',
    })
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
