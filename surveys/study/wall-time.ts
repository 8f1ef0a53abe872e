import * as z from 'zod/mini'

/* Where and when, as definitions and requests write it: apart from the study's schema, which few functions need. */

/**
 * The name of a place in the IANA time zones, as it is spelt there. An offset, `EST` and `Etc/GMT+5` have no clock changes and
 * are no places; `US/Eastern` is an old name of one.
 */
export const timeZoneSchema = z
  .string()
  .check(z.maxLength(64), z.refine(isTimeZone, 'a place of the IANA time zones such as America/New_York'))

/** A time of day on a clock on the wall. */
export const wallTimeSchema = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'))

const PLACE =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)?$/

function isTimeZone(zone: string): boolean {
  if (!PLACE.test(zone)) return false
  try {
    // Intl knows a name in whatever letters.
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase()
  } catch {
    return false
  }
}
