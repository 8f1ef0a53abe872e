import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { CancelReason, ErasureGrade } from '../../../web/api/participants/erasure-grades.ts'
import { erasureProblems } from '../../../web/api/problems/erasure-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { formatErasureChain, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type ERASURE_UNCHANGED, putErasure } from '../../records/erasure/erasure.store.ts'
import { type Erasure, isErasurePending } from '../../records/erasure/erasure.ts'
import { hasOpenAlert, type OpenAlertDeps } from './open-alerts.ts'
import { buildErasureRequest, type RequestErasureDeps } from './request-erasure.ts'

export type DecideErasureDeps = RequestErasureDeps & OpenAlertDeps

type Staff = Extract<AuditEvent['actor'], { readonly sub: string }>

/**
 * A coordinator writes down what a participant wants, after having spoken with them: the first of two people. Recorded again,
 * by the same person or another, it is what was recorded last.
 * @throws ProblemError 409 once it was confirmed
 */
export async function recordErasure(
  deps: DecideErasureDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  grade: ErasureGrade,
  by: Staff,
): Promise<Erasure> {
  return retryOnConflict(
    async () => {
      const read = await deps.erasures.find(scope)
      if (read?.state === 'confirmed') throw new ProblemError(erasureProblems.underWay)
      if (read?.state === 'recorded' && read.grade === grade && read.recordedBy === by.sub) return read
      const at = formatIso(deps.clock.now())
      const begun =
        read && isErasurePending(read)
          ? read
          : buildErasureRequest(study, scope, { grade, askedBy: 'staff' }, at)
      const to: Erasure = { ...begun, state: 'recorded', grade, recordedBy: by.sub, recordedAt: at }
      const event: AuditEvent = { action: 'erasure.recorded', actor: by, about: { grade, dueAt: to.dueAt } }
      return write(deps, formatParticipantChain(scope), event, scope, read, to)
    },
    { pause: deps.pause },
  )
}

/**
 * Somebody else confirms it. From here on it is carried out, and cannot be stopped: the entry is in the ledger that is
 * replayed after a restore.
 *
 * @param grade what the person has read that they confirm
 * @throws ProblemError 409 for the person who recorded it, for another grade, and for an erasure with an open safety alert
 */
export async function confirmErasure(
  deps: DecideErasureDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  grade: ErasureGrade,
  by: Staff,
): Promise<Erasure> {
  return retryOnConflict(
    async () => {
      const read = await deps.erasures.find(scope)
      if (!read || read.grade !== grade) throw new ProblemError(erasureProblems.changed)
      const isConfirmed = read.state === 'confirmed' || read.state === 'done'
      if (isConfirmed && read.confirmedBy === by.sub) return read
      if (read.state !== 'recorded') throw new ProblemError(erasureProblems.changed)
      if (read.recordedBy === by.sub) throw new ProblemError(erasureProblems.samePerson)
      if (grade === 'erase' && (await hasOpenAlert(deps, scope)))
        throw new ProblemError(erasureProblems.alertOpen)
      const at = formatIso(deps.clock.now())
      const { studyData } = study.erasure
      const confirmed = { state: 'confirmed', confirmedBy: by.sub, confirmedAt: at, studyData } as const
      const to: Erasure = { ...read, ...confirmed, nextTryAt: at }
      const { site, participant } = scope
      const { askedBy, requestedAt, dueAt, recordedBy = '' } = read
      const event: AuditEvent = {
        action: 'erasure.confirmed',
        actor: by,
        // All that a replay needs.
        about: { site, participant, grade, studyData, askedBy, requestedAt, dueAt, recordedBy },
      }
      return write(deps, formatErasureChain(scope.study), event, scope, read, to)
    },
    { pause: deps.pause },
  )
}

/** Nobody wanted it, or not any more. @throws ProblemError 409 once it was confirmed, or where there is none */
export async function cancelErasure(
  deps: DecideErasureDeps,
  scope: ParticipantScope,
  reason: CancelReason,
  by: Staff,
): Promise<Erasure> {
  return retryOnConflict(
    async () => {
      const read = await deps.erasures.find(scope)
      if (read?.state === 'cancelled' && read.cancelledBy === by.sub && read.cancelReason === reason)
        return read
      if (read?.state === 'confirmed' || read?.state === 'done')
        throw new ProblemError(erasureProblems.underWay)
      if (!read || read.state === 'cancelled') throw new ProblemError(erasureProblems.changed)
      const to: Erasure = { ...read, state: 'cancelled', cancelledBy: by.sub, cancelReason: reason }
      const event: AuditEvent = { action: 'erasure.cancelled', actor: by, about: { reason } }
      return write(deps, formatParticipantChain(scope), event, scope, read, to)
    },
    { pause: deps.pause },
  )
}

async function write(
  deps: DecideErasureDeps,
  chain: string,
  event: AuditEvent,
  scope: ParticipantScope,
  read: Erasure | undefined,
  to: Erasure,
): Promise<Erasure | typeof CONFLICT> {
  const result = await deps.audit.write<typeof ERASURE_UNCHANGED>(chain, event, [
    putErasure(deps.studyTable, scope, read, to),
  ])
  return result.kind === 'written' ? { ...to, revision: (read?.revision ?? 0) + 1 } : CONFLICT
}
