import { Temporal } from 'temporal-polyfill'
import type { Timepoint } from '../../../surveys/study/definition.ts'
import { parseDuration } from '../../../surveys/study/duration.ts'
import { formatIso } from '../../platform/core/clock.ts'

export type Window = { readonly opensAt: string; readonly dueAt: string; readonly closesAt: string }

/**
 * The window of a timepoint, from its anchor. It is half-open: it ends with the first instant of the day after its last
 * one, or at the time that the study gives. Days and months are of the calendar on the participant's own wall: a clock
 * change between does not shift nine o'clock; hours are exact. A local time that a spring change skips becomes the next
 * valid one; one that an autumn change repeats is its first (Temporal's `compatible`).
 *
 * @param repeat which of its repetitions, 0 for the first; each is counted from the first.
 */
export function computeWindow(
  timepoint: Timepoint,
  anchoredAt: Temporal.Instant,
  timeZone: string,
  repeat = 0,
): Window {
  const planned = computePlannedTime(timepoint, anchoredAt, timeZone, repeat)
  const computeInstant = (written: string): string => {
    const { unit, count } = parseDuration(written)
    return formatIso(
      unit === 'hours'
        ? planned.toInstant().add({ hours: count })
        : buildWallInstant(planned.toPlainDate().add({ [unit]: count }), timepoint.at, timeZone),
    )
  }
  return {
    opensAt: timepoint.opens === 'anchor' ? formatIso(anchoredAt) : computeInstant(timepoint.opens),
    dueAt: computeInstant(timepoint.due),
    closesAt: computeClose(timepoint, planned, timeZone),
  }
}

function computeClose(
  { closes, closingTime }: Timepoint,
  planned: Temporal.ZonedDateTime,
  timeZone: string,
): string {
  const { unit, count } = parseDuration(closes)
  if (unit === 'hours') return formatIso(planned.toInstant().add({ hours: count }))
  const last = planned.toPlainDate().add({ [unit]: count })
  // Where a clock change skips midnight, a day begins later.
  return formatIso(
    closingTime === undefined
      ? last.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
      : buildWallInstant(last, closingTime, timeZone),
  )
}

/** The planned day at the timepoint's wall time; with an offset in hours, the very instant. */
function computePlannedTime(
  { offset, at, repeat: repetition }: Timepoint,
  anchoredAt: Temporal.Instant,
  timeZone: string,
  repeat: number,
): Temporal.ZonedDateTime {
  const { unit, count } = parseDuration(offset)
  const first =
    unit === 'hours'
      ? anchoredAt.add({ hours: count }).toZonedDateTimeISO(timeZone)
      : buildWallInstant(
          anchoredAt
            .toZonedDateTimeISO(timeZone)
            .toPlainDate()
            .add({ [unit]: count }),
          at,
          timeZone,
        ).toZonedDateTimeISO(timeZone)
  if (!repetition || repeat === 0) return first
  const every = parseDuration(repetition.every)
  // From the first, not from the one before: the 31st comes back after a short month.
  const day = first.toPlainDate().add({ [every.unit]: every.count * repeat })
  const time = unit === 'hours' ? first.toPlainTime() : Temporal.PlainTime.from(at)
  return day.toZonedDateTime({ timeZone, plainTime: time })
}

function buildWallInstant(day: Temporal.PlainDate, at: string, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) }).toInstant()
}

/** The first instant from `from` on at which the participant's wall shows the time. */
export function findNextWallTime(from: string, at: string, timeZone: string): string {
  const start = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone)
  const today = buildWallInstant(start.toPlainDate(), at, timeZone)
  if (Temporal.Instant.compare(today, start.toInstant()) >= 0) return formatIso(today)
  return formatIso(buildWallInstant(start.toPlainDate().add({ days: 1 }), at, timeZone))
}
