import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findDueReports,
  listPlannedReports,
  resolveWallTime,
} from '../../../../functions/rules/jobs/planned-reports.ts'
import { addReportJitter } from '../../../../functions/rules/jobs/run-times.ts'
import { type ReportSchedule, reportSchedule } from '../../../../web/api/reports/report-schedule.ts'

const MONDAYS: ReportSchedule = {
  every: { kind: 'week', weekday: 1 },
  time: '07:30',
  timeZone: 'America/New_York',
}
const at = (time: string, timeZone: string) => ({ time, timeZone })

describe('no schedule is', () => {
  test.each([
    ['a zone of no place', { ...MONDAYS, timeZone: '+02:00' }],
    ['a zone that nobody knows', { ...MONDAYS, timeZone: 'America/Nowhere' }],
    ['a time of no clock', { ...MONDAYS, time: '24:00' }],
    ['an eighth day of the week', { ...MONDAYS, every: { kind: 'week', weekday: 8 } }],
    ['a date that is not there', { ...MONDAYS, every: { kind: 'once', date: '2026-02-30' } }],
  ])('%s', (_, schedule) => {
    expect(reportSchedule.safeParse(schedule).success).toBe(false)
  })
})

// New York moves its clocks on 2026-03-08 at 02:00 and back on 2026-11-01 at 02:00 (tzdata 2026a).
describe('a change of the clock', () => {
  test('that skips the time moves it to the first minute after', () => {
    expect(resolveWallTime('2026-03-08', at('02:30', 'America/New_York'))).toEqual({
      ...{ date: '2026-03-08', at: '2026-03-08T07:00:00.000Z', clockChange: 'skipped-hour' },
    })
  })
  test('that repeats the time takes it the first time', () => {
    expect(resolveWallTime('2026-11-01', at('01:30', 'America/New_York'))).toEqual({
      ...{ date: '2026-11-01', at: '2026-11-01T05:30:00.000Z', clockChange: 'repeated-hour' },
    })
  })
  test('moves no other report on the wall', () => {
    expect(listPlannedReports(MONDAYS, '2026-03-01T12:00:00.000Z', 3).map((one) => one.at)).toEqual([
      '2026-03-02T12:30:00.000Z',
      '2026-03-09T11:30:00.000Z',
      '2026-03-16T11:30:00.000Z',
    ])
  })
  test('of half an hour is half an hour', () => {
    // Lord Howe Island: 02:00 to 02:30 is skipped on 2026-10-04.
    expect(resolveWallTime('2026-10-04', at('02:10', 'Australia/Lord_Howe')).at).toBe(
      '2026-10-03T15:30:00.000Z',
    )
  })
  test('that skips a whole day still has one report of it', () => {
    // Samoa had no 30 December 2011.
    expect(resolveWallTime('2011-12-30', at('09:00', 'Pacific/Apia')).at).toBe('2011-12-30T10:00:00.000Z')
  })
})

describe('months', () => {
  test('that are shorter have it on their last day', () => {
    const schedule: ReportSchedule = { ...MONDAYS, every: { kind: 'month', day: 31 }, timeZone: 'UTC' }
    expect(listPlannedReports(schedule, '2026-01-31T07:30:00.000Z', 4).map(({ date }) => date)).toEqual([
      ...['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'],
    ])
  })
})

describe('what has fallen due', () => {
  const [first] = listPlannedReports(MONDAYS, '2026-03-01T12:00:00.000Z', 1)
  if (!first) throw new Error('no Monday')

  test('is nothing a minute before', () => {
    expect(findDueReports(MONDAYS, first, '2026-03-02T12:29:59.999Z')).toMatchObject({
      ...{ due: undefined, superseded: [], next: first },
    })
  })
  test('is the planned date on the minute, and the next is a week later', () => {
    expect(findDueReports(MONDAYS, first, first.at)).toMatchObject({
      ...{ due: { date: '2026-03-02' }, superseded: [], next: { date: '2026-03-09' } },
    })
  })
  test('after an outage is the newest date, and the ones before are named', () => {
    expect(findDueReports(MONDAYS, first, '2026-03-20T00:00:00.000Z')).toMatchObject({
      due: { date: '2026-03-16' },
      superseded: ['2026-03-02', '2026-03-09'],
      next: { date: '2026-03-23' },
    })
  })
  test('of a single date is not made up for after a week', () => {
    const once: ReportSchedule = { ...MONDAYS, every: { kind: 'once', date: '2026-03-02' } }
    const week = findDueReports(once, first, '2026-03-08T00:00:00.000Z')
    expect(week).toMatchObject({ due: { date: '2026-03-02' }, next: undefined })
    const later = findDueReports(once, first, '2026-03-10T00:00:00.000Z')
    expect(later).toEqual({ due: undefined, superseded: ['2026-03-02'], next: undefined })
  })
})

const ZONES = [
  'America/New_York',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
]
const schedules: fc.Arbitrary<ReportSchedule> = fc.record({
  every: fc.oneof(
    fc.record({ kind: fc.constant('week' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ kind: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }) }),
  ),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((of) => of.map((part) => String(part).padStart(2, '0')).join(':')),
  timeZone: fc.constantFrom(...ZONES),
})
const instants = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** The date and time on the wall by ICU, which is not what the program asks. */
function readWall(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' },
  }).format(new Date(instant))
  return parts.replace(' ', 'T')
}

test('every planned instant is the date and time on the wall, unless the clock skips it', () => {
  fc.assert(
    fc.property(schedules, instants, (schedule, after) => {
      for (const { date, at: instant, clockChange } of listPlannedReports(schedule, after, 12)) {
        const wall = readWall(instant, schedule.timeZone)
        if (clockChange === 'skipped-hour') expect(wall > `${date}T${schedule.time}`).toBe(true)
        else expect(wall).toBe(`${date}T${schedule.time}`)
      }
    }),
    { numRuns: 150 },
  )
})

test('whenever ticks come, each date is made once or named as missed, in order', () => {
  fc.assert(
    fc.property(
      schedules,
      instants,
      fc.array(fc.integer({ min: 1, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 25 }),
      (schedule, start, minutes) => {
        let [pointer] = listPlannedReports(schedule, start, 1)
        const seen: string[] = []
        let now = Date.parse(start)
        for (const later of minutes) {
          now += later * 60_000
          if (!pointer) throw new Error('a schedule ended')
          const { due, superseded, next } = findDueReports(schedule, pointer, new Date(now).toISOString())
          seen.push(...superseded, ...(due ? [due.date] : []))
          pointer = next
        }
        const expected = listPlannedReports(schedule, start, seen.length).map(({ date }) => date)
        expect(seen).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

test('jitter is the same for one subscription, below a quarter of an hour, and spreads many', () => {
  const from = '2026-03-02T12:30:00.000Z'
  const moved = Array.from({ length: 500 }, (_, one) => addReportJitter(from, `subscription-${one}`))
  expect(addReportJitter(from, 'subscription-7')).toBe(moved[7])
  const minutes = moved.map((one) => Math.floor((Date.parse(one) - Date.parse(from)) / 60_000))
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...minutes)).toBeLessThan(15)
  const fullest = Math.max(...[...Map.groupBy(minutes, (one) => one).values()].map((ones) => ones.length))
  expect(fullest).toBeLessThan(80)
})
