import type { PlannedReport, ReportSchedule } from '../api/reports/report-schedule.ts'
import { findReportsText } from '../text/reports-text.ts'
import { createFormats } from './format.ts'

/** Dates of a schedule on its own clock, with what a change of the clock does to one. */
export function NextDates({
  locale,
  timeZone,
  next,
}: {
  readonly locale: string
  readonly timeZone: string
  readonly next: readonly PlannedReport[]
}) {
  const text = findReportsText(locale)
  const { moment } = createFormats(locale, timeZone)
  return (
    <ul>
      {next.map(({ at, clockChange }) => (
        <li>
          {moment(at)} ({timeZone}) {text.clockChange[clockChange]}
        </li>
      ))}
    </ul>
  )
}

/** `Every Monday at 07:30, America/New_York` */
export function describeSchedule({ every, time, timeZone }: ReportSchedule, locale: string): string {
  const text = findReportsText(locale)
  const rule =
    every.kind === 'week'
      ? text.every.week(formatWeekday(every.weekday, locale))
      : every.kind === 'month'
        ? text.every.month(every.day)
        : text.every.once(every.date)
  return `${rule} ${text.at(time, timeZone)}`
}

/** @param weekday 1 for Monday to 7 for Sunday */
export function formatWeekday(weekday: number, locale: string): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, weekday),
  )
}
