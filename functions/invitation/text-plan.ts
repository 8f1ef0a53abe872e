import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition, Timepoint } from '../../surveys/study/definition.ts'
import { daysOf } from '../../surveys/study/duration.ts'
import { type Assignment, stateAt } from '../assignment/assignment.ts'
import { instantOf, isoOf } from '../platform/clock.ts'

/**
 * When an assignment's texts are due and whether one may go out now. The plan is: place 0, the invitation,
 * when the assignment opens; places 1 … n, the reminders. Everything is asked again at the moment of sending.
 */

export type TextKind = 'invitation' | 'reminder'

/** What to do about the text that is due. `next` is the place in the plan after this one and its time. */
export type TextDecision =
  | { readonly kind: 'send'; readonly text: TextKind; readonly next: PlannedText }
  /** Not now, but later: outside the texting hours. */
  | { readonly kind: 'wait'; readonly until: string }
  /** Never: the reason is kept. */
  | { readonly kind: 'withhold'; readonly reason: WithheldReason; readonly next: PlannedText }

export type WithheldReason = 'no-consent' | 'no-contact' | 'window-closed' | 'overtaken'
export type PlannedText = { readonly place: number; readonly at: string | undefined }

/** Sends that failed for a passing cause are tried again; this many times at most over the whole plan. */
export const MAXIMUM_RETRIES = 3

/** The time of a place in the plan; `undefined` beyond its end or at or after the close. */
export function plannedAt(assignment: Assignment, timepoint: Timepoint, place: number): string | undefined {
  const first = assignment.firstTextAt ?? assignment.opensAt
  if (place === 0) return first
  const reminder = timepoint.reminders[place - 1]
  if (reminder === undefined) return undefined
  const start = instantOf(first).toZonedDateTimeISO(assignment.timeZone)
  const at = isoOf(start.add({ days: daysOf(reminder) }).toInstant())
  return at < assignment.closesAt ? at : undefined
}

export function decideText(
  study: StudyDefinition,
  timepoint: Timepoint,
  assignment: Assignment,
  consent: 'given' | 'not-given' | 'no-contact',
  now: Temporal.Instant,
): TextDecision {
  const place = assignment.nextText
  const next = { place: place + 1, at: plannedAt(assignment, timepoint, place + 1) }
  const ended = { place: place + 1, at: undefined }
  if (stateAt(assignment, now) === 'missed') return { kind: 'withhold', reason: 'window-closed', next: ended }
  if (consent !== 'given')
    return { kind: 'withhold', reason: consent === 'no-contact' ? 'no-contact' : 'no-consent', next }
  // After an outage only the newest due text still makes sense.
  if (next.at !== undefined && next.at <= isoOf(now)) return { kind: 'withhold', reason: 'overtaken', next }
  if (timepoint.invite !== 'at-once' || place > 0) {
    const until = nextTextingTime(study.textingHours, assignment.timeZone, now)
    if (until) {
      const late = isoOf(until)
      return late < assignment.closesAt
        ? { kind: 'wait', until: late }
        : { kind: 'withhold', reason: 'window-closed', next: ended }
    }
  }
  // A refused invitation that is tried again is the invitation still; one that was never sent is sent late.
  const first = place === 0 || assignment.texts === assignment.textsBefore
  return { kind: 'send', text: first ? 'invitation' : 'reminder', next }
}

/** `undefined` when `now` lies in the texting hours (half-open, local wall clock); else when they next begin. */
export function nextTextingTime(
  hours: StudyDefinition['textingHours'],
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
