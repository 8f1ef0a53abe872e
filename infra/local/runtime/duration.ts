import { Temporal } from 'temporal-polyfill'

const MAX_YEARS = 10

/**
 * Adds an ISO 8601 duration such as `P7D` or `PT36H` to an instant, in UTC.
 *
 * @param now milliseconds since 1970
 * @returns the later instant, or undefined when the text is no such duration, runs backwards or is over ten years
 */
export function addDuration(now: number, text: string): number | undefined {
  try {
    const duration = Temporal.Duration.from(text)
    if (duration.sign < 0) return undefined
    const start = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO('UTC')
    const end = start.add(duration)
    if (Temporal.ZonedDateTime.compare(end, start.add({ years: MAX_YEARS })) > 0) return undefined
    return end.epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
