import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { daysOf } from '../../surveys/study/days.ts'
import type { StudyDefinition, Timepoint } from '../../surveys/study/definition.ts'
import { instantOf, isoOf } from '../platform/clock.ts'

/**
 * An assignment is the duty to answer a battery at a timepoint. Stored are its window and what a person did
 * (`progress`); whether it is scheduled, open or missed follows from the clock at the moment of asking, so
 * there is no state that a late or doubled tick could leave wrong.
 */
export const assignmentSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  studyVersion: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  anchoredAt: z.string(),
  opensAt: z.string(),
  dueAt: z.string(),
  closesAt: z.string(),
  /** Pinned `instrument@version` references: the response finishes on these. */
  battery: z.array(z.string()),
  linkId: z.string(),
  progress: z.enum(['untouched', 'started', 'completed', 'cancelled']),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  /** Texts claimed so far, and the next place in the text plan. */
  texts: z.number().int(),
  nextText: z.number().int(),
  nextTextAt: z.string().optional(),
})

export type Assignment = z.infer<typeof assignmentSchema>
export type AssignmentState = 'scheduled' | 'open' | 'started' | 'completed' | 'missed' | 'cancelled'

/** The state at an instant. The window is half-open: open from `opensAt`, missed from `closesAt` on. */
export function stateAt(
  assignment: Pick<Assignment, 'progress' | 'opensAt' | 'closesAt'>,
  now: Temporal.Instant,
): AssignmentState {
  if (assignment.progress === 'completed' || assignment.progress === 'cancelled') return assignment.progress
  if (Temporal.Instant.compare(now, instantOf(assignment.opensAt)) < 0) return 'scheduled'
  if (Temporal.Instant.compare(now, instantOf(assignment.closesAt)) >= 0) return 'missed'
  return assignment.progress === 'started' ? 'started' : 'open'
}

export type Window = { readonly opensAt: string; readonly dueAt: string; readonly closesAt: string }

/**
 * The window of a timepoint, from its anchor. Days are calendar days on the participant's own wall: a clock
 * change between does not shift nine o'clock. A local time that a spring change skips becomes the next valid
 * one; one that an autumn change repeats is its first (Temporal's `compatible`).
 */
export function windowOf(timepoint: Timepoint, anchoredAt: Temporal.Instant, timeZone: string): Window {
  const day = anchoredAt
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: daysOf(timepoint.offset) })
  const at = (days: string): string => {
    const local = day.add({ days: daysOf(days) }).toPlainDateTime(Temporal.PlainTime.from(timepoint.at))
    return isoOf(local.toZonedDateTime(timeZone).toInstant())
  }
  return {
    opensAt: timepoint.opens === 'anchor' ? isoOf(anchoredAt) : at(timepoint.opens),
    dueAt: at(timepoint.due),
    closesAt: at(timepoint.closes),
  }
}

/** What an anchor starts: every timepoint that counts from it. */
export function timepointsAnchoredOn(study: StudyDefinition, anchorId: string): readonly Timepoint[] {
  return study.timepoints.filter((timepoint) => timepoint.anchor === anchorId)
}

/** A new assignment, untouched, whose first text goes out when it opens. */
export function planAssignment(
  study: StudyDefinition,
  timepoint: Timepoint,
  of: { site: string; participant: string; locale: string; timeZone: string; linkId: string },
  anchoredAt: Temporal.Instant,
): Assignment {
  const window = windowOf(timepoint, anchoredAt, of.timeZone)
  return {
    ...of,
    ...window,
    study: study.id,
    studyVersion: study.version,
    timepoint: timepoint.id,
    anchoredAt: isoOf(anchoredAt),
    battery: timepoint.battery,
    progress: 'untouched',
    texts: 0,
    nextText: 0,
    nextTextAt: window.opensAt,
  }
}
