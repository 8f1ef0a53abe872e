import type { MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import type { Assignment } from '../../records/assessment/assessment.ts'
import { missedReasonIn } from '../../records/assessment/missed-reason.ts'
import { type Planned, type PlannedItem, plansOf } from '../../records/assessment/planned-history.ts'
import type { Disposition, Ended } from '../../records/participant/participant.ts'
import { computedAt, type ScoreSheet } from '../../records/score/score.ts'
import { inForceAndSuperseded } from '../../records/score/superseded-scores.ts'
import { changesOf, type Treatment } from '../../records/treatment/treatment.ts'
import type { CourseRows, KnownAssignment } from './timeline.ts'

/** Rows with their history, as they are stored and exported: every sheet, and treatments that were taken back too. */
export type StoredRows = {
  readonly assignments: readonly StoredAssignment[]
  readonly sheets: readonly ScoreSheet[]
  readonly treatments: readonly Treatment[]
}

type StoredAssignment = PlannedItem &
  Pick<Assignment, 'participant' | 'timepoint' | 'progress' | 'startedAt' | 'completedAt'> & {
    readonly missedReasons?: readonly Omit<MissedReasonEntry, 'by'>[] | undefined
  }

/** What is stored of a participant beside their rows. The arm is set with the enrolment and never changed. */
export type StoredPerson = { readonly arm: string | null; readonly dispositions: readonly Disposition[] }

/** The same as it was known at an instant. */
export type Person = { readonly arm: string | null; readonly ended: Ended | null }

/**
 * The rows as they were known at an instant: whatever is recorded after it changes nothing of them. Pure.
 *
 * What was written at the very millisecond is known. Histories are in the order in which they were written, and what stood is
 * what the last entry says whose time had come: two servers whose clocks differ can put times out of order, and the
 * answer is still the same whenever it is asked for. A write that was under way at the instant, or that a server wrote whose
 * clock is behind, may come to be known after it: an instant some seconds ago is settled.
 *
 * Of items from before histories were kept: an assignment has been planned as it was at its first change since, or is
 * now, from the beginning; a treatment that was taken back never stood.
 *
 * @param asOf ISO instant with milliseconds, so that text order is time order
 */
export function knownAt({ assignments, sheets, treatments }: StoredRows, asOf: string): CourseRows {
  return {
    assignments: assignments.flatMap((one) => assignmentAt(one, asOf) ?? []),
    sheets: inForceAndSuperseded(sheets.filter((sheet) => computedAt(sheet) <= asOf)).sheets,
    treatments: treatments.flatMap((one) => treatmentAt(one, asOf) ?? []),
  }
}

export function personAt({ arm, dispositions }: StoredPerson, asOf: string): Person {
  const last = dispositions.findLast(({ recordedAt }) => recordedAt <= asOf)
  return { arm, ended: last === undefined || last.how === null ? null : last }
}

function assignmentAt(one: StoredAssignment, asOf: string): KnownAssignment | undefined {
  const plans = plansOf(one)
  const last = plans.findLastIndex(({ since = '' }) => since <= asOf)
  const plan = plans[last]
  if (!plan) return undefined
  const { participant, timepoint } = one
  // One that is cancelled keeps the window that it had.
  const { opensAt, dueAt, closesAt } = plans.slice(0, last + 1).findLast(isWindow) ?? one
  const startedAt = by(one.startedAt, asOf)
  const completedAt = by(one.completedAt, asOf)
  const told = one.missedReasons?.filter(({ recordedAt }) => recordedAt <= asOf)
  const missedReason = missedReasonIn(told, last)?.reason
  return {
    ...{ participant, timepoint, opensAt, dueAt, closesAt },
    progress: progressAt(one, !isWindow(plan), asOf),
    ...(startedAt !== undefined && { startedAt }),
    ...(completedAt !== undefined && { completedAt }),
    ...(missedReason !== undefined && { missedReason }),
  }
}

function isWindow(plan: Planned): plan is Exclude<Planned, { cancelled: true }> {
  return !('cancelled' in plan)
}

function progressAt(
  { progress, startedAt, completedAt }: StoredAssignment,
  isCancelled: boolean,
  asOf: string,
): Assignment['progress'] {
  if (progress === 'completed' && (completedAt ?? '') <= asOf) return 'completed'
  if (isCancelled) return 'cancelled'
  const isStarted = startedAt === undefined ? progress === 'started' : startedAt <= asOf
  return isStarted ? 'started' : 'untouched'
}

function treatmentAt(treatment: Treatment, asOf: string): Treatment | undefined {
  const changes = changesOf(treatment)
  const last = changes.findLastIndex((at) => at <= asOf)
  // Recorded, taken back, recorded … in turn.
  if (last < 0 || last % 2 === 1) return undefined
  const { study, site, participant, kind, givenAt } = treatment
  return { study, site, participant, kind, givenAt, recordedAt: changes[last] ?? treatment.recordedAt }
}

function by(at: string | undefined, asOf: string): string | undefined {
  return at !== undefined && at <= asOf ? at : undefined
}
