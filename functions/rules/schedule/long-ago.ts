import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'

/** Longer ago than anything is recorded late without being looked up: more often the month or the year is wrong. */
const LONG_AGO = { hours: 30 * 24 }

/** Whether an instant is more than thirty days before another, both in ISO 8601. */
export function isLongAgo(at: string, now: string): boolean {
  return at < formatIso(parseInstant(now).subtract(LONG_AGO))
}

/** Whether an instant lies before the minute of the enrolment: a form knows minutes and no seconds. */
export function isBeforeEnrolment(at: string, enrolledAt: string): boolean {
  return at < `${enrolledAt.slice(0, 16)}:00.000Z`
}
