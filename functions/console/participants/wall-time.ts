import { Temporal } from 'temporal-polyfill'
import * as z from 'zod/mini'
import { formatIso } from '../../platform/core/clock.ts'

const wallTimeSchema = z.iso.datetime({ local: true, precision: -1 })

/** The instant at which a clinic's wall shows that time; `undefined` for what is no date and time. */
export function parseWallTime(wall: string | undefined, timeZone: string): string | undefined {
  const { data } = wallTimeSchema.safeParse(wall)
  return data && formatIso(Temporal.PlainDateTime.from(data).toZonedDateTime(timeZone).toInstant())
}
