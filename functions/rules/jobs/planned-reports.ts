import { Temporal } from 'temporal-polyfill'
import type { PlannedReport, ReportSchedule } from '../../../web/api/reports/report-schedule.ts'

/* Dates first, instants late: a schedule is a rule of the calendar, and only a date and a time zone make an instant of it. */

/** Missed dates that are named; an outage of a hundred weeks has more to repair than reports. */
const MAX_MISSED = 100

/** How long a report of a single date can be made up for, in days. */
const ONCE_KEPT_DAYS = 7

/**
 * The instant of a local date and time. A time that the clock skips on that date is taken at the first minute after the gap;
 * one that is there twice is taken the first time.
 *
 * @example resolveWallTime('2026-03-08', { time: '02:30', timeZone: 'America/New_York' }).at // '2026-03-08T07:00:00.000Z'
 */
export function resolveWallTime(
  date: string,
  { time, timeZone }: Pick<ReportSchedule, 'time' | 'timeZone'>,
): PlannedReport {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`)
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timeZone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  if (earlier.epochNanoseconds === later.epochNanoseconds) return buildPlanned(date, earlier, 'none')
  if (earlier.toPlainDateTime().equals(wall)) return buildPlanned(date, earlier, 'repeated-hour')
  // In a gap, the earlier reading lies before it: the next change of the clock is where it ends.
  return buildPlanned(date, earlier.getTimeZoneTransition('next') ?? later, 'skipped-hour')
}

function buildPlanned(
  date: string,
  zoned: Temporal.ZonedDateTime,
  clockChange: PlannedReport['clockChange'],
): PlannedReport {
  return { date, at: zoned.toInstant().toString({ fractionalSecondDigits: 3 }), clockChange }
}

/**
 * The next dates of a schedule whose instant is later than `after`.
 *
 * @param after ISO instant
 * @param count how many at most
 */
export function listPlannedReports(
  schedule: ReportSchedule,
  after: string,
  count: number,
): readonly PlannedReport[] {
  const found: PlannedReport[] = []
  // A local date is at most a day away from that in UTC.
  const start = Temporal.Instant.from(after).toZonedDateTimeISO(schedule.timeZone).toPlainDate()
  for (const date of iterateDates(schedule, start.subtract({ days: 1 }))) {
    if (found.length >= count) break
    const planned = resolveWallTime(date.toString(), schedule)
    if (planned.at > after) found.push(planned)
  }
  return found
}

/** What has fallen due by an instant: the newest date is made, and those missed before it are named. */
export type DueReports = {
  readonly due: PlannedReport | undefined
  readonly superseded: readonly string[]
  /** `undefined` of a schedule that is over. */
  readonly next: PlannedReport | undefined
}

/**
 * @param from the earliest date that was not planned yet
 * @param now ISO instant
 */
export function findDueReports(schedule: ReportSchedule, from: PlannedReport, now: string): DueReports {
  if (from.at > now) return { due: undefined, superseded: [], next: from }
  const [next] = listPlannedReports(schedule, now, 1)
  const missed = listBetween(schedule, from, now)
  const newest = missed.at(-1) ?? from
  const isOver =
    schedule.every.kind === 'once' && Date.parse(now) - Date.parse(newest.at) > ONCE_KEPT_DAYS * 86_400_000
  return {
    due: isOver ? undefined : newest,
    superseded: (isOver ? missed : missed.slice(0, -1)).map(({ date }) => date).slice(-MAX_MISSED),
    next,
  }
}

function listBetween(schedule: ReportSchedule, from: PlannedReport, now: string): readonly PlannedReport[] {
  const all: PlannedReport[] = []
  for (const date of iterateDates(schedule, Temporal.PlainDate.from(from.date))) {
    const planned = resolveWallTime(date.toString(), schedule)
    if (planned.at > now) break
    all.push(planned)
    // Only the newest are kept, and the last of them is made.
    if (all.length > MAX_MISSED + 1) all.shift()
  }
  return all
}

function* iterateDates(
  { every }: ReportSchedule,
  from: Temporal.PlainDate,
): Generator<Temporal.PlainDate, void> {
  if (every.kind === 'once') {
    const date = Temporal.PlainDate.from(every.date)
    if (Temporal.PlainDate.compare(date, from) >= 0) yield date
    return
  }
  if (every.kind === 'week') {
    const first = from.add({ days: (every.weekday - from.dayOfWeek + 7) % 7 })
    for (let week = 0; ; week += 1) yield first.add({ weeks: week })
  }
  const month = from.toPlainYearMonth()
  for (let ahead = 0; ; ahead += 1) {
    const date = month.add({ months: ahead }).toPlainDate({ day: every.day })
    if (Temporal.PlainDate.compare(date, from) >= 0) yield date
  }
}
