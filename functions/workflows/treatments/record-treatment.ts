import { isDeepStrictEqual } from 'node:util'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { treatmentProblems } from '../../../web/api/problems/treatment-problems.ts'
import type {
  TreatmentConfirmation,
  VoidReason,
} from '../../../web/api/treatments/treatment-confirmations.ts'
import type { Exposure } from '../../../web/api/treatments/treatment-exposures.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { correctExposure, endTreatment, putTreatment } from '../../records/treatment/treatment.store.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'
import { isConfirmed } from '../../rules/schedule/confirmed.ts'
import { listTreatmentConfirmations } from '../../rules/schedule/treatment-confirmations.ts'
import type { FollowedVersions } from '../../rules/schedule/versioned-plan.ts'
import { changeSchedule, requireRoomForHistory, type ScheduleDeps } from '../schedule/change-schedule.ts'
import { previewSchedule, type ScheduleRecord } from '../schedule/record-plan.ts'

type Actor = AuditEvent['actor']
/** Which treatment is meant: there is one of a kind at an instant. */
export type TreatmentKey = { readonly kind: string; readonly givenAt: string }
/** One to be recorded, with as much of its dose and route as is known. */
export type NewTreatment = { readonly treatment: Treatment; readonly exposure: Exposure }
/** Who changes it, and what they have confirmed. */
export type TreatmentChange = {
  readonly actor: Actor
  readonly confirmed: readonly TreatmentConfirmation[]
}

/**
 * Records a treatment with every assessment that follows from it, in one transaction with the audit entry. Where it lies
 * before others, what counts from those is moved.
 * `unchanged`: the same treatment stands already. `nobody`: there is no such participant.
 * @throws ProblemError 409 for one that was given after the participation ended, for one that stands with another dose or
 * route, and for one that has to be confirmed
 */
export async function recordTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  treatment: NewTreatment,
  change: TreatmentChange,
): Promise<'recorded' | 'unchanged' | 'nobody'> {
  const result = await addTreatment(deps, study, scope, treatment, change, 'treatment.recorded')
  return result === 'changed' ? 'recorded' : result
}

/** One treatment more, whether it is new or stands again. */
async function addTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  { treatment, exposure }: NewTreatment,
  change: TreatmentChange,
  action: 'treatment.recorded' | 'treatment.restored',
): Promise<'changed' | 'unchanged' | 'nobody'> {
  return changeSchedule<'nobody' | 'unchanged'>(deps, study, scope, (read, versions) => {
    if (!read) return 'nobody'
    const standing = read.treatments.find((one) => isSame(one, treatment))
    if (standing) {
      const says = { ...findExposure(standing), ...exposure }
      if (isDeepStrictEqual(findExposure(standing), says)) return 'unchanged'
      throw new ProblemError(treatmentProblems.recordedOtherwise)
    }
    requireBeforeEnd(read, treatment)
    requireRoomForHistory(read)
    const treatments = [...read.treatments, treatment]
    const confirmed = requireConfirmed(deps, versions, read, treatments, change, treatment)
    return {
      treatments,
      writes: [putTreatment(deps.studyTable, scope, treatment, exposure)],
      event: {
        ...{ action, actor: change.actor },
        about: { ...pickTreatmentKey(treatment), ...describeExposure(exposure), ...confirmed },
      },
    }
  })
}

/**
 * Voids a treatment that was entered in error. Assessments that followed from it alone are cancelled, unless they are
 * completed; others move to where they would have been.
 * `unchanged`: there is no such treatment, or no more.
 * @throws ProblemError 409 where it cancels assessments and that is not confirmed
 */
export async function voidTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  key: TreatmentKey,
  reason: VoidReason,
  change: TreatmentChange,
): Promise<'voided' | 'unchanged' | 'nobody'> {
  const result = await changeSchedule<'nobody' | 'unchanged'>(deps, study, scope, (read, versions) => {
    if (!read) return 'nobody'
    const standing = read.treatments.find((one) => isSame(one, key))
    if (!standing) return 'unchanged'
    requireRoomForHistory(read)
    const treatments = read.treatments.filter((one) => one !== standing)
    const confirmed = requireConfirmed(deps, versions, read, treatments, change)
    return {
      treatments,
      writes: [endTreatment(deps.studyTable, scope, standing, reason, formatIso(deps.clock.now()))],
      event: {
        ...{ action: 'treatment.voided', actor: change.actor },
        about: { ...pickTreatmentKey(key), reason, ...confirmed },
      },
    }
  })
  return result === 'changed' ? 'voided' : result
}

/**
 * Restores a voided treatment: it stands again, and the assessments that its voiding cancelled come back with what was
 * answered.
 * `unchanged`: it stands already.
 * @throws ProblemError 409 as for a new treatment
 */
export async function restoreTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  voided: Treatment,
  change: TreatmentChange,
): Promise<'restored' | 'unchanged' | 'nobody'> {
  const { voided: _, voidReason: __, ...rest } = voided
  const treatment: Treatment = { ...rest, recordedAt: formatIso(deps.clock.now()) }
  const restored = { treatment, exposure: findExposure(voided) }
  const result = await addTreatment(deps, study, scope, restored, change, 'treatment.restored')
  return result === 'changed' ? 'restored' : result
}

/**
 * Corrects when a treatment was given, and its dose and route where they are said; what counts from it moves.
 * `unchanged`: it stands so already. `not-there`: there is no such treatment. `taken`: another one of the kind stands
 * at that instant.
 * @throws ProblemError 409 as for a new treatment
 */
export async function moveTreatment(
  deps: ScheduleDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  key: TreatmentKey,
  { treatment: to, exposure: corrected }: NewTreatment,
  change: TreatmentChange,
): Promise<'moved' | 'unchanged' | 'not-there' | 'taken' | 'nobody'> {
  type StopReason = 'nobody' | 'unchanged' | 'not-there' | 'taken'
  const result = await changeSchedule<StopReason>(deps, study, scope, (read, versions) => {
    if (!read) return 'nobody'
    const standing = read.treatments.find((one) => isSame(one, key))
    if (!standing) return read.treatments.some((one) => isSame(one, to)) ? 'unchanged' : 'not-there'
    const exposure = { ...findExposure(standing), ...corrected }
    if (isSame(key, to)) {
      if (isDeepStrictEqual(findExposure(standing), exposure)) return 'unchanged'
      requireRoomForHistory(read)
      return {
        writes: [correctExposure(deps.studyTable, scope, key, exposure, to.recordedAt)],
        event: {
          ...{ action: 'treatment.exposure-corrected', actor: change.actor },
          about: { ...pickTreatmentKey(key), ...describeExposure(exposure) },
        },
      }
    }
    const left = read.treatments.filter((one) => one !== standing)
    if (left.some((one) => isSame(one, to))) return 'taken'
    requireBeforeEnd(read, to)
    requireRoomForHistory(read)
    const treatments = [...left, to]
    const confirmed = requireConfirmed(deps, versions, read, treatments, change, to)
    return {
      treatments,
      writes: [
        endTreatment(deps.studyTable, scope, standing, 'time-corrected', to.recordedAt),
        putTreatment(deps.studyTable, scope, to, exposure),
      ],
      event: {
        ...{ action: 'treatment.moved', actor: change.actor },
        about: {
          ...{ ...pickTreatmentKey(key), to: to.givenAt },
          ...{ ...describeExposure(exposure), ...confirmed },
        },
      },
    }
  })
  return result === 'changed' ? 'moved' : result
}

/** @throws ProblemError 409 for a treatment of someone who had withdrawn, was lost or had died by then */
function requireBeforeEnd({ participant: { ended } }: ScheduleRecord, { givenAt }: TreatmentKey): void {
  if (ended && givenAt > ended.at) throw new ProblemError(treatmentProblems.afterEnd)
}

/**
 * What was confirmed, for the audit.
 *
 * @param treatments as they would stand
 * @param treatment the one that is new among them
 * @throws ProblemError 409 with what has to be confirmed and what would follow, where the request does not confirm exactly that
 */
function requireConfirmed(
  { clock }: Pick<ScheduleDeps, 'clock'>,
  versions: FollowedVersions,
  read: ScheduleRecord,
  treatments: readonly Treatment[],
  { confirmed }: TreatmentChange,
  treatment?: Treatment,
): { readonly confirmed?: string } {
  const now = formatIso(clock.now())
  const plan = previewSchedule(versions, read, { treatments }, now)
  const others = treatments.filter((one) => one !== treatment)
  const confirm = listTreatmentConfirmations(treatment, others, read.participant.enrolledAt, now, plan)
  if (!isConfirmed(confirm, confirmed))
    throw new ProblemError(treatmentProblems.needsConfirmation, [], { members: { confirm, plan } })
  return confirm.length === 0 ? {} : { confirmed: confirm.join(' ') }
}

function isSame(a: TreatmentKey, b: TreatmentKey): boolean {
  return a.kind === b.kind && a.givenAt === b.givenAt
}

function pickTreatmentKey({ kind, givenAt }: TreatmentKey) {
  return { kind, givenAt }
}

/** For the audit. */
function describeExposure({ dose, route }: Exposure): Readonly<Record<string, string>> {
  return { ...(dose && { dose: `${dose.value} ${dose.unit}` }), ...(route && { route }) }
}
