import { Temporal } from 'temporal-polyfill'
import type { Engagement, StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import { parseDays } from '../../../surveys/study/duration.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import {
  findEngagement,
  findState,
  isOver,
  type TextedAssessment,
} from '../../records/assessment/assessment.ts'
import { AT_ONCE_MINUTES } from './at-once.ts'
import { findNextPlannedTime } from './quiet-hours.ts'

/**
 * When an assessment's texts are due and whether one may go out now. The plan is: place 0, the invitation,
 * when the assessment opens; places 1 … n, the reminders in the order of their time. Everything is asked again at the
 * moment of sending.
 */

export type TextKind = 'invitation' | 'reminder'

/** What to do about the text that is due. `next` is the place in the plan after this one and its time. */
export type TextDecision =
  | {
      readonly kind: 'send'
      readonly text: TextKind
      readonly engagement: Engagement
      readonly next: PlannedText
    }
  /** Not now, but later. */
  | { readonly kind: 'wait'; readonly reason: WaitReason; readonly until: string }
  /** Never: the reason is kept. */
  | { readonly kind: 'withhold'; readonly reason: SuppressedReason; readonly next: PlannedText }

/** Whether this number may be texted about this study at all. */
export type Permission = 'given' | 'no-contact' | 'no-consent' | 'stopped' | 'unreachable'

export type WaitReason = 'outside-texting-hours' | 'quiet-hours' | 'site-daily-limit' | 'texts-stopped'
export type SuppressedReason =
  | Exclude<Permission, 'given'>
  | 'window-closed'
  /** A later text of the plan is due as well: after an outage only the newest makes sense. */
  | 'overtaken'
  /** The reminder is for those who have come less far, or further. */
  | 'for-others'
  /** One has gone out since the due time: what follows is a person's task. */
  | 'reminded-after-due'
  /** It was planned by an earlier version of the study. */
  | 'timepoint-removed'
export type PlannedText = { readonly place: number; readonly at: string | undefined }

/** The reminders in the order in which they fall due. */
export function sortReminders({ reminders }: Pick<Timepoint, 'reminders'>): Timepoint['reminders'] {
  return [...reminders].sort((a, b) => parseDays(a.after) - parseDays(b.after))
}

/** The time of a place in the plan; `undefined` beyond its end or at or after the close. */
export function findTextTime(
  assessment: TextedAssessment,
  timepoint: Timepoint,
  place: number,
): string | undefined {
  const first = assessment.firstTextAt ?? assessment.opensAt
  if (place === 0) return first
  const reminder = sortReminders(timepoint)[place - 1]
  if (reminder === undefined) return undefined
  const start = parseInstant(first).toZonedDateTimeISO(assessment.timeZone)
  const at = formatIso(start.add({ days: parseDays(reminder.after) }).toInstant())
  return at < assessment.closesAt ? at : undefined
}

export function decideText(
  study: StudyDefinition,
  timepoint: Timepoint,
  assessment: TextedAssessment,
  permission: Permission,
  now: Temporal.Instant,
): TextDecision {
  const place = assessment.nextText
  const next = { place: place + 1, at: findTextTime(assessment, timepoint, place + 1) }
  const ended = { place: place + 1, at: undefined }
  if (isOver(findState(assessment, now))) return { kind: 'withhold', reason: 'window-closed', next: ended }
  if (permission !== 'given') return { kind: 'withhold', reason: permission, next }
  if (isOvertaken(timepoint, assessment, now)) return { kind: 'withhold', reason: 'overtaken', next }
  // A refused invitation that is tried again is the invitation still; one that was never sent is sent late.
  const isFirst = place === 0 || assessment.texts === assessment.textsBefore
  if (!isFirst && !isReminderRecipient(timepoint, place, assessment))
    return { kind: 'withhold', reason: 'for-others', next }
  if (!isFirst && (assessment.lastTextAt ?? '') >= assessment.dueAt)
    return { kind: 'withhold', reason: 'reminded-after-due', next: ended }
  const later = findNextPlannedTime(study, assessment, now, isAwaited(timepoint, assessment, now))
  if (later) return waitOrEnd(assessment, later.reason, later.until, ended)
  const text = isFirst ? 'invitation' : 'reminder'
  return { kind: 'send', text, engagement: findEngagement(assessment), next }
}

/** Whether the participant is with us and waits for this text. */
function isAwaited({ invite }: Timepoint, assessment: TextedAssessment, now: Temporal.Instant): boolean {
  if (invite !== 'at-once' || assessment.nextText > 0) return false
  const planned = parseInstant(assessment.firstTextAt ?? assessment.opensAt)
  return Temporal.Instant.compare(now, planned.add({ minutes: AT_ONCE_MINUTES })) <= 0
}

/** Above the site's daily limit: tomorrow (UTC, as it is counted) within the texting hours. */
export function waitForTomorrow(
  study: StudyDefinition,
  assessment: TextedAssessment,
  now: Temporal.Instant,
): TextDecision {
  const tomorrow = now.toZonedDateTimeISO('UTC').startOfDay().add({ days: 1 }).toInstant()
  const until = findNextPlannedTime(study, assessment, tomorrow)?.until ?? tomorrow
  return waitOrEnd(assessment, 'site-daily-limit', until, {
    place: assessment.nextText + 1,
    at: undefined,
  })
}

/** The account may not send: until the next try. */
export function waitForTextLine(assessment: TextedAssessment, until: string): TextDecision {
  const ended = { place: assessment.nextText + 1, at: undefined }
  return waitOrEnd(assessment, 'texts-stopped', parseInstant(until), ended)
}

/** The study does not ask at this timepoint any more: nothing of its plan is sent. */
export function withholdRemoved({
  nextText,
}: Pick<TextedAssessment, 'nextText'>): Extract<TextDecision, { kind: 'withhold' }> {
  return { kind: 'withhold', reason: 'timepoint-removed', next: { place: nextText + 1, at: undefined } }
}

function waitOrEnd(
  { closesAt }: TextedAssessment,
  reason: WaitReason,
  until: Temporal.Instant,
  ended: PlannedText,
): TextDecision {
  const late = formatIso(until)
  return late < closesAt
    ? { kind: 'wait', reason, until: late }
    : { kind: 'withhold', reason: 'window-closed', next: ended }
}

/** Whether a later text of the plan, for one who has come as far as this, is due too. */
function isOvertaken(timepoint: Timepoint, assessment: TextedAssessment, now: Temporal.Instant): boolean {
  const later = timepoint.reminders
    .map((_, index) => index + 1)
    .filter((place) => place > assessment.nextText)
  return later.some((place) => {
    const at = findTextTime(assessment, timepoint, place)
    return at !== undefined && at <= formatIso(now) && isReminderRecipient(timepoint, place, assessment)
  })
}

function isReminderRecipient(timepoint: Timepoint, place: number, assessment: TextedAssessment): boolean {
  return sortReminders(timepoint)[place - 1]?.to.includes(findEngagement(assessment)) ?? false
}
