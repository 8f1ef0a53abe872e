import type { ClinicalEventDetail } from '../../../surveys/study/clinical-event.ts'
import type { MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { findMissedReasonEntry } from '../../records/assessment/missed-reason.ts'
import type { Planned, PlannedItem } from '../../records/assessment/planned-history.ts'
import { listPlans } from '../../records/assessment/plans.ts'
import type { ClinicalEvent } from '../../records/clinical-event/clinical-event.ts'
import type { Disposition, ParticipationEnd } from '../../records/participant/participant.ts'
import {
  type AttributeCodes,
  type AttributeEntry,
  findAttributeCodes,
} from '../../records/participant/participant-attributes.ts'
import { findComputationTime, type ScoreSheet } from '../../records/score/score.ts'
import { splitSuperseded } from '../../records/score/superseded-scores.ts'
import { listChangeTimes, type Treatment } from '../../records/treatment/treatment.ts'
import type { KnownAssessment, TimelineRows } from './timeline.ts'

/** Rows with their history, as they are stored and exported: every sheet, and treatments that were taken back too. */
export type StoredRows = {
  readonly assessments: readonly StoredAssessment[]
  readonly sheets: readonly ScoreSheet[]
  readonly treatments: readonly Treatment[]
  readonly events: readonly StoredEvent[]
}

/** Who recorded what is left out: it changes no number. */
export type StoredEvent = Pick<ClinicalEvent, 'participant' | 'at'> & {
  readonly entries: readonly DistributiveOmit<ClinicalEvent['entries'][number], 'by'>[]
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

/** A clinical event as it stood. */
export type KnownEvent = {
  readonly participant: string
  readonly at: string
  readonly event: ClinicalEventDetail
}

type StoredAssessment = PlannedItem &
  Pick<Assessment, 'participant' | 'timepoint' | 'progress' | 'startedAt' | 'completedAt'> & {
    readonly missedReasons?: readonly Omit<MissedReasonEntry, 'by'>[] | undefined
  }

/** What is stored of a participant beside their rows. The arm is set with the enrolment and never changed. */
export type StoredParticipantStatus = {
  readonly arm: string | null
  readonly dispositions: readonly Disposition[]
  /** Left out: none was ever recorded. */
  readonly attributes?: readonly Omit<AttributeEntry, 'by'>[] | undefined
}

/** The same as it was known at an instant. */
export type ParticipantStatus = {
  readonly arm: string | null
  readonly ended: ParticipationEnd | null
  readonly attributes: AttributeCodes
}

/**
 * The rows as they were known at an instant: whatever is recorded after it changes nothing of them. Pure.
 *
 * What was written at the very millisecond is known. Histories are in the order in which they were written, and what stood is
 * what the last entry says whose time had come: two servers whose clocks differ can put times out of order, and the
 * answer is still the same whenever it is asked for. A write that was under way at the instant, or that a server wrote whose
 * clock is behind, may come to be known after it: an instant some seconds ago is settled.
 *
 * Of items from before histories were kept: an assessment has been planned as it was at its first change since, or is
 * now, from the beginning; a treatment that was taken back never stood.
 *
 * @param asOf ISO instant with milliseconds, so that text order is time order
 */
export function filterAsOf({ assessments, sheets, treatments, events }: StoredRows, asOf: string): KnownRows {
  return {
    assessments: assessments.flatMap((one) => findAssessmentAsOf(one, asOf) ?? []),
    sheets: splitSuperseded(sheets.filter((sheet) => findComputationTime(sheet) <= asOf)).sheets,
    treatments: treatments.flatMap((one) => findTreatmentAsOf(one, asOf) ?? []),
    events: events.flatMap((one) => findEventAsOf(one, asOf) ?? []),
  }
}

export type KnownRows = TimelineRows & { readonly events: readonly KnownEvent[] }

export function findPersonAsOf(
  { arm, dispositions, attributes }: StoredParticipantStatus,
  asOf: string,
): ParticipantStatus {
  const last = dispositions.findLast(({ recordedAt }) => recordedAt <= asOf)
  return {
    arm,
    ended: last === undefined || last.how === null ? null : last,
    attributes: findAttributeCodes(attributes, asOf),
  }
}

function findAssessmentAsOf(one: StoredAssessment, asOf: string): KnownAssessment | undefined {
  const plans = listPlans(one)
  const last = plans.findLastIndex(({ since = '' }) => since <= asOf)
  const plan = plans[last]
  if (!plan) return undefined
  const { participant, timepoint } = one
  // One that is cancelled keeps the window that it had.
  const { opensAt, dueAt, closesAt } = plans.slice(0, last + 1).findLast(isWindow) ?? one
  const startedAt = keepIfReached(one.startedAt, asOf)
  const completedAt = keepIfReached(one.completedAt, asOf)
  const known = one.missedReasons?.filter(({ recordedAt }) => recordedAt <= asOf)
  const missedReason = findMissedReasonEntry(known, last)?.reason
  return {
    ...{ participant, timepoint, opensAt, dueAt, closesAt },
    progress: findProgressAsOf(one, !isWindow(plan), asOf),
    ...(startedAt !== undefined && { startedAt }),
    ...(completedAt !== undefined && { completedAt }),
    ...(missedReason !== undefined && { missedReason }),
  }
}

function isWindow(plan: Planned): plan is Exclude<Planned, { cancelled: true }> {
  return !('cancelled' in plan)
}

function findProgressAsOf(
  { progress, startedAt, completedAt }: StoredAssessment,
  isCancelled: boolean,
  asOf: string,
): Assessment['progress'] {
  if (progress === 'completed' && (completedAt ?? '') <= asOf) return 'completed'
  if (isCancelled) return 'cancelled'
  const isStarted = startedAt === undefined ? progress === 'started' : startedAt <= asOf
  return isStarted ? 'started' : 'untouched'
}

function findTreatmentAsOf(treatment: Treatment, asOf: string): Treatment | undefined {
  const changes = listChangeTimes(treatment)
  const last = changes.findLastIndex((at) => at <= asOf)
  // Recorded, taken back, recorded … in turn.
  if (last < 0 || last % 2 === 1) return undefined
  const { study, site, participant, kind, givenAt } = treatment
  const exposures = treatment.exposures?.filter(({ recordedAt }) => recordedAt <= asOf)
  return {
    ...{ study, site, participant, kind, givenAt, recordedAt: changes[last] ?? treatment.recordedAt },
    ...(exposures && { exposures }),
  }
}

function findEventAsOf({ participant, at, entries }: StoredEvent, asOf: string): KnownEvent | undefined {
  const last = entries.findLast(({ recordedAt }) => recordedAt <= asOf)
  return last !== undefined && 'event' in last ? { participant, at, event: last.event } : undefined
}

function keepIfReached(at: string | undefined, asOf: string): string | undefined {
  return at !== undefined && at <= asOf ? at : undefined
}
