import * as z from 'zod/mini'
import type { ValueOf } from '../schemas/contract.ts'

/** `07:30`, on the clock of the schedule's time zone. */
const wallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30'))

const timeZone = z
  .string()
  .check(z.maxLength(64), z.refine(isTimeZone, 'must be an IANA time zone such as America/New_York'))

/**
 * When a report is made: a rule of the calendar, a time on the wall, and whose wall it is. Daylight saving time moves no
 * report: half past seven stays half past seven.
 */
export const reportSchedule = z.strictObject({
  every: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('week'),
      weekday: z.int().check(z.minimum(1), z.maximum(7), z.describe('1 is Monday, 7 is Sunday')),
    }),
    z.strictObject({
      kind: z.literal('month'),
      day: z
        .int()
        .check(z.minimum(1), z.maximum(31), z.describe('A shorter month has the report on its last day')),
    }),
    z.strictObject({ kind: z.literal('once'), date: z.iso.date() }),
  ]),
  time: wallTime,
  timeZone,
})

export type ReportSchedule = ValueOf<typeof reportSchedule>

/** A date on which a report is planned. */
export const plannedReport = z.object({
  date: z.iso.date().check(z.describe('Local date; it names the run')),
  at: z.iso.datetime().check(z.describe('The data are those of this instant')),
  clockChange: z
    .enum(['none', 'skipped-hour', 'repeated-hour'])
    .check(
      z.describe(
        'skipped-hour: the time does not exist on that date, and the first minute after is taken. repeated-hour: it is there twice, and the first is taken',
      ),
    ),
})

export type PlannedReport = ValueOf<typeof plannedReport>

function isTimeZone(name: string): boolean {
  // An offset such as +02:00 knows no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
