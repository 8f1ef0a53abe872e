import { Temporal } from 'temporal-polyfill'

const DAY_MILLISECONDS = 86_400_000

/** The offsets of a place: in force from an instant on, in milliseconds, the earliest first. */
type Offsets = { readonly from: readonly number[]; readonly offset: readonly number[] }

/** Between these, clock changes are looked up once for each place; outside them one instant at a time. */
const KNOWN_FROM = Temporal.Instant.from('2000-01-01T00:00:00Z')
const KNOWN_UNTIL = Temporal.Instant.from('2060-01-01T00:00:00Z')

const offsetsByZone = new Map<string, Offsets>()

/**
 * The number of a local calendar day, from 1970-01-01 on: two instants are so many calendar days apart as their numbers
 * differ. A day of 23 or 25 hours is one day.
 *
 * @param at ISO instant
 * @param timeZone IANA name of a place
 * @throws RangeError for a place that there is not
 * @example computeLocalDay('2026-03-09T03:30:00.000Z', 'America/New_York') // 20520: still March 8 there
 */
export function computeLocalDay(at: string, timeZone: string): number {
  const instant = Date.parse(at)
  return Math.floor((instant + findOffset(instant, timeZone)) / DAY_MILLISECONDS)
}

/**
 * The local calendar day of an instant, as `2026-03-08`.
 *
 * @param at ISO instant
 * @param timeZone IANA name of a place
 * @throws RangeError for a place that there is not
 */
export function formatLocalDay(at: string, timeZone: string): string {
  return new Date(computeLocalDay(at, timeZone) * DAY_MILLISECONDS).toISOString().slice(0, 10)
}

/**
 * Local calendar days from one instant to another: 21 from a Monday at 17:00 to the third Monday after it at 09:00.
 * @returns negative where `to` is before `from`
 */
export function countLocalDays(from: string, to: string, timeZone: string): number {
  return computeLocalDay(to, timeZone) - computeLocalDay(from, timeZone)
}

function findOffset(instant: number, timeZone: string): number {
  if (instant < KNOWN_FROM.epochMilliseconds || instant >= KNOWN_UNTIL.epochMilliseconds)
    return readOffset(Temporal.Instant.fromEpochMilliseconds(instant), timeZone)
  let known = offsetsByZone.get(timeZone)
  if (known === undefined) {
    known = listOffsets(timeZone)
    offsetsByZone.set(timeZone, known)
  }
  let [low, high] = [0, known.from.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((known.from[middle] as number) <= instant) low = middle
    else high = middle - 1
  }
  return known.offset[low] as number
}

function listOffsets(timeZone: string): Offsets {
  const from = [KNOWN_FROM.epochMilliseconds]
  const offset = [readOffset(KNOWN_FROM, timeZone)]
  let at = KNOWN_FROM.toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
  while (at !== null && at.epochMilliseconds < KNOWN_UNTIL.epochMilliseconds) {
    from.push(at.epochMilliseconds)
    offset.push(at.offsetNanoseconds / 1e6)
    at = at.getTimeZoneTransition('next')
  }
  return { from, offset }
}

function readOffset(instant: Temporal.Instant, timeZone: string): number {
  return instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
}
