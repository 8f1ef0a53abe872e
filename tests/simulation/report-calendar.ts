import type { ReportSchedule } from '../../web/api/reports/report-schedule.ts'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000

/**
 * When a schedule asks for reports, by looking at every day and every quarter of an hour on the wall of the place: slow, and by
 * nothing that the program computes dates with. The time of the schedule is a full quarter.
 *
 * @returns local date → ISO instant: the first at which the clock on that date shows the time, or a later one
 */
export function listExpectedReports(
  { every, time, timeZone }: ReportSchedule,
  from: string,
  until: string,
): ReadonlyMap<string, string> {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const expected = new Map<string, string>()
  for (let day = Date.parse(from) - 2 * DAY_MS; day < Date.parse(until) + 2 * DAY_MS; day += DAY_MS) {
    const midnight = new Date(day).setUTCHours(0, 0, 0, 0)
    const date = new Date(midnight).toISOString().slice(0, 10)
    if (!isAskedOn(every, midnight, date)) continue
    const wanted = `${date} ${time}`
    for (let at = midnight - DAY_MS; ; at += QUARTER_MS) {
      if (wall.format(at) < wanted) continue
      const instant = new Date(at).toISOString()
      if (instant > from && instant <= until) expected.set(date, instant)
      break
    }
  }
  return expected
}

function isAskedOn(every: ReportSchedule['every'], midnight: number, date: string): boolean {
  const day = new Date(midnight)
  if (every.kind === 'once') return every.date === date
  if (every.kind === 'week') return (day.getUTCDay() + 6) % 7 === every.weekday - 1
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  return day.getUTCDate() === Math.min(every.day, last)
}
