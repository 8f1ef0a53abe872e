import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import type { TextedAssessment } from '../../records/assessment/assessment.ts'
import { AT_ONCE_MINUTES } from './at-once.ts'
import { findNextQuiet } from './quiet-hours.ts'

/**
 * For how many seconds a text about an assessment may still be handed to a phone that is off: until the window closes or the
 * day's texting hours end, whichever is first, so that no phone rings at night. Outside the texting hours only one goes out
 * that somebody at the clinic waits for, for as long as they wait.
 */
export function computeSecondsToLive(
  study: Pick<StudyDefinition, 'sites' | 'textingHours'>,
  { site, timeZone, closesAt }: Pick<TextedAssessment, 'site' | 'timeZone' | 'closesAt'>,
  now: Temporal.Instant,
): number {
  const { textingHours } = study
  const local = now.toZonedDateTimeISO(timeZone)
  const at = (plainTime: string) => local.toPlainDate().toZonedDateTime({ timeZone, plainTime }).toInstant()
  const isWithin =
    Temporal.Instant.compare(now, at(textingHours.from)) >= 0 &&
    Temporal.Instant.compare(now, at(textingHours.until)) < 0
  const quiet = isWithin ? at(textingHours.until) : now.add({ minutes: AT_ONCE_MINUTES })
  const silence = findNextQuiet(study, { site, timeZone }, now) ?? quiet
  const ends = [quiet, silence, parseInstant(closesAt)].map(({ epochMilliseconds }) => epochMilliseconds)
  return Math.max(0, Math.floor((Math.min(...ends) - now.epochMilliseconds) / 1000))
}
