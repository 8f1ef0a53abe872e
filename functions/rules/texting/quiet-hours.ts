import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findQuietHours, isQuiet } from '../../../surveys/study/site-rules.ts'

type Hours = StudyDefinition['textingHours']

/** More than once, since quiet hours can end outside the texting hours, and those begin within quiet ones. */
const MAX_STEPS = 4

/**
 * When a text that is planned may next go out: in the study’s texting hours, unless the participant waits for it, and outside
 * the site’s quiet hours in any case. Both are on the participant’s wall.
 *
 * @returns `undefined` for now
 */
export function findNextPlannedTime(
  study: Pick<StudyDefinition, 'sites' | 'textingHours'>,
  { site, timeZone }: { readonly site: string; readonly timeZone: string },
  now: Temporal.Instant,
  isAwaited = false,
):
  | { readonly until: Temporal.Instant; readonly reason: 'outside-texting-hours' | 'quiet-hours' }
  | undefined {
  const quiet = findQuietHours(study, site)
  const findEnd = (at: Temporal.Instant) => (quiet ? findEndOfQuiet(quiet, timeZone, at) : undefined)
  const reason = findEnd(now) ? 'quiet-hours' : 'outside-texting-hours'
  let until = now
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next =
      (isAwaited ? undefined : findNextTextingTime(study.textingHours, timeZone, until)) ?? findEnd(until)
    if (next === undefined) break
    until = next
  }
  return until === now ? undefined : { until, reason }
}

/** `undefined` when `now` lies in the texting hours (half-open, local wall clock); else when they next begin. */
export function findNextTextingTime(
  hours: Hours,
  timeZone: string,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const local = now.toZonedDateTimeISO(timeZone)
  const from = Temporal.PlainTime.from(hours.from)
  const until = Temporal.PlainTime.from(hours.until)
  const time = local.toPlainTime()
  if (Temporal.PlainTime.compare(time, from) >= 0 && Temporal.PlainTime.compare(time, until) < 0)
    return undefined
  const day =
    Temporal.PlainTime.compare(time, from) < 0 ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return day.toZonedDateTime({ timeZone, plainTime: from }).toInstant()
}

/** When quiet hours that `now` lies in are over; `undefined` outside them. */
function findEndOfQuiet(quiet: Hours, timeZone: string, now: Temporal.Instant): Temporal.Instant | undefined {
  const local = now.toZonedDateTimeISO(timeZone)
  const time = formatTime(local)
  if (!isQuiet(quiet, time)) return undefined
  const day = local.toPlainDate().add({ days: time < quiet.until ? 0 : 1 })
  return day.toZonedDateTime({ timeZone, plainTime: quiet.until }).toInstant()
}

/** When the site’s next quiet hours begin, after `now`; `undefined` where it has none. */
export function findNextQuiet(
  study: Pick<StudyDefinition, 'sites'>,
  { site, timeZone }: { readonly site: string; readonly timeZone: string },
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const quiet = findQuietHours(study, site)
  if (quiet === undefined) return undefined
  const local = now.toZonedDateTimeISO(timeZone)
  const day = local.toPlainDate().add({ days: formatTime(local) < quiet.from ? 0 : 1 })
  return day.toZonedDateTime({ timeZone, plainTime: quiet.from }).toInstant()
}

function formatTime(local: Temporal.ZonedDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' })
}
