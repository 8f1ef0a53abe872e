import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'

/** A release that a study's schedule asks for. */
export type PlannedRelease = {
  /** The local date that it is planned on. */
  readonly planned: string
  /** Where that date begins, as an ISO instant with milliseconds: the release is of what was known by then. */
  readonly asOf: string
}

/** Beyond it a schedule that was written wrongly would be counted for ever. */
const MAX_RELEASES = 10_000

/**
 * The newest release that is planned by now; `undefined` before the first, and of a study without a schedule. Of dates that
 * were missed the newest is made up for, and no other. Each date is counted from the first, so that the 31st does not drift.
 */
export function findPlannedRelease(
  { releases, sites }: Pick<StudyDefinition, 'releases' | 'sites'>,
  now: Temporal.Instant,
): PlannedRelease | undefined {
  if (releases === undefined) return undefined
  const timeZone = releases.timeZone ?? sites[0]?.timeZone ?? 'UTC'
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const first = Temporal.PlainDate.from(releases.from)
  const every = Temporal.Duration.from(releases.every)
  let newest: Temporal.PlainDate | undefined
  for (let at = 0; at < MAX_RELEASES; at += 1) {
    const date = first.add({ days: every.days * at, weeks: every.weeks * at, months: every.months * at })
    if (Temporal.PlainDate.compare(date, today) > 0) break
    newest = date
  }
  if (newest === undefined) return undefined
  const start = newest.toZonedDateTime(timeZone).toInstant()
  return { planned: newest.toString(), asOf: start.toString({ fractionalSecondDigits: 3 }) }
}
