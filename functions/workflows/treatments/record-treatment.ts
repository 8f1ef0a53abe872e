import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { endTreatment, putTreatment } from '../../records/treatment/treatment.store.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import {
  changeSchedule,
  requireRoomForHistory,
  type ScheduleDeps,
  type ScheduleRecord,
} from '../schedule/change-schedule.ts'

type Actor = AuditEvent['actor']
/** Which treatment is meant: there is one of a kind at an instant. */
export type TreatmentKey = { readonly kind: string; readonly givenAt: string }

/**
 * Records a treatment with every assessment that follows from it, in one transaction with the audit entry. Where it lies
 * before others, what counts from those is moved.
 * `unchanged`: the same treatment stands already. `nobody`: there is no such participant.
 * @throws ProblemError 409 for one that was given after the participation ended
 */
export async function recordTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  treatment: Treatment,
  actor: Actor,
): Promise<'recorded' | 'unchanged' | 'nobody'> {
  const result = await changeSchedule<'nobody' | 'unchanged'>(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    if (read.treatments.some((one) => isSame(one, treatment))) return 'unchanged'
    requireBeforeEnd(read, treatment)
    requireRoomForHistory(read)
    return {
      treatments: [...read.treatments, treatment],
      writes: [putTreatment(deps.studyTable, scope, treatment)],
      event: { action: 'treatment.recorded', actor, about: pickTreatmentKey(treatment) },
    }
  })
  return result === 'changed' ? 'recorded' : result
}

/**
 * Takes back a treatment that was recorded by mistake. Assessments that followed from it alone are cancelled, unless
 * they are completed; others move to where they would have been.
 * `unchanged`: there is no such treatment, or no more.
 */
export async function voidTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  key: TreatmentKey,
  actor: Actor,
): Promise<'voided' | 'unchanged' | 'nobody'> {
  const result = await changeSchedule<'nobody' | 'unchanged'>(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    const standing = read.treatments.find((one) => isSame(one, key))
    if (!standing) return 'unchanged'
    requireRoomForHistory(read)
    return {
      treatments: read.treatments.filter((one) => one !== standing),
      writes: [endTreatment(deps.studyTable, scope, standing, formatIso(deps.clock.now()))],
      event: { action: 'treatment.voided', actor, about: pickTreatmentKey(key) },
    }
  })
  return result === 'changed' ? 'voided' : result
}

/**
 * Corrects when a treatment was given; what counts from it moves.
 * `unchanged`: it stands there already. `not-there`: there is no such treatment. `taken`: another one of the kind stands
 * at that instant.
 */
export async function moveTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  key: TreatmentKey,
  to: Treatment,
  actor: Actor,
): Promise<'moved' | 'unchanged' | 'not-there' | 'taken' | 'nobody'> {
  type StopReason = 'nobody' | 'unchanged' | 'not-there' | 'taken'
  const result = await changeSchedule<StopReason>(deps, study, scope, (read) => {
    if (!read) return 'nobody'
    const standing = read.treatments.find((one) => isSame(one, key))
    if (!standing) return read.treatments.some((one) => isSame(one, to)) ? 'unchanged' : 'not-there'
    if (isSame(key, to)) return 'unchanged'
    const left = read.treatments.filter((one) => one !== standing)
    if (left.some((one) => isSame(one, to))) return 'taken'
    requireBeforeEnd(read, to)
    requireRoomForHistory(read)
    return {
      treatments: [...left, to],
      writes: [
        endTreatment(deps.studyTable, scope, standing, to.recordedAt),
        putTreatment(deps.studyTable, scope, to),
      ],
      event: { action: 'treatment.moved', actor, about: { ...pickTreatmentKey(key), to: to.givenAt } },
    }
  })
  return result === 'changed' ? 'moved' : result
}

/** @throws ProblemError 409 for a treatment of someone who had withdrawn, was lost or had died by then */
function requireBeforeEnd({ participant: { ended } }: ScheduleRecord, { givenAt }: TreatmentKey): void {
  if (ended && givenAt > ended.at) throw new ProblemError(treatmentProblems.afterEnd)
}

function isSame(a: TreatmentKey, b: TreatmentKey): boolean {
  return a.kind === b.kind && a.givenAt === b.givenAt
}

function pickTreatmentKey({ kind, givenAt }: TreatmentKey) {
  return { kind, givenAt }
}
