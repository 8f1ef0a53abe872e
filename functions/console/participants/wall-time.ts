import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import { formatIso } from '../../platform/core/clock.ts'

const wallTimeSchema = z.iso.datetime({ local: true, precision: -1 })

/** The instant at which a clinic's wall shows that time; `undefined` for what is no date and time. */
export function parseWallTime(wall: string | undefined, timeZone: string): string | undefined {
  const { data } = wallTimeSchema.safeParse(wall)
  return data && formatIso(Temporal.PlainDateTime.from(data).toZonedDateTime(timeZone).toInstant())
}

/** A clinic’s wall at that instant, to the minute: `2026-03-02T09:30`. */
export function formatWallTime(instant: string, timeZone: string): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return wall.toString({ smallestUnit: 'minute' })
}
