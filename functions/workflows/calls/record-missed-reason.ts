import type { RoleWith } from '../../../web/api/members/member-roles.ts'
import type { MissedReason, MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import { missedReasonProblems } from '../../../web/api/problems/missed-reason-problems.ts'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { appendMissedReason } from '../../records/assessment/missed-reason.store.ts'
import { findMissedReason } from '../../records/assessment/missed-reason.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { isMissedOrLate } from '../../rules/assessments/missed-or-late.ts'
import type { StaffDeps } from '../access/staff.deps.ts'
import { MAX_CHANGES } from '../schedule/change-schedule.ts'

export type RecordMissedReasonDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly assessments: Pick<AssessmentStore, 'find'>
  readonly studyTable: string
  readonly pause?: Pause | undefined
}

/**
 * Records why an assessment was missed or answered late, with its audit entry, in one transaction; corrects what was
 * recorded before, which is kept; with `null` takes it back. The same again changes nothing.
 *
 * @returns what holds now, or `nobody` for an assessment that there is not
 * @throws ProblemError 409 for one that is neither missed nor late, and without room for another correction; 503 when the
 * races do not end
 */
export async function recordMissedReason(
  deps: RecordMissedReasonDeps,
  scope: AssessmentScope,
  reason: MissedReason | null,
  by: { readonly kind: RoleWith<'settle'>; readonly sub: string },
): Promise<
  { readonly entry: (MissedReasonEntry & { readonly reason: MissedReason }) | undefined } | 'nobody'
> {
  return retryOnConflict(async () => {
    const read = await deps.assessments.find(scope)
    if (!read) return 'nobody'
    const now = formatIso(deps.clock.now())
    if (!isMissedOrLate(read, now)) throw new ProblemError(missedReasonProblems.neitherMissedNorLate)
    const standing = findMissedReason(read)
    if ((standing?.reason ?? null) === reason) return { entry: standing }
    if ((read.missedReasons?.length ?? 0) >= MAX_CHANGES)
      throw new ProblemError(scheduleProblems.changedTooOften)
    const ofPlan = read.earlierPlans?.length ?? 0
    const entry = { reason, recordedAt: now, by: by.sub, ofPlan }
    const event: AuditEvent = {
      action: reason === null ? 'missed-reason.voided' : 'missed-reason.recorded',
      actor: by,
      about: { timepoint: scope.timepoint, ...(reason !== null && { reason }) },
    }
    const result = await deps.audit.write(formatParticipantChain(scope), event, [
      appendMissedReason(deps.studyTable, scope, read, entry),
    ])
    if (result.kind === 'written') return { entry: reason === null ? undefined : { ...entry, reason } }
    // Someone else has recorded one, or the window has moved: look again.
    return CONFLICT
  }, buildContendedRetry(deps))
}

export type MissedReasonDeps = StaffDeps & RecordMissedReasonDeps
