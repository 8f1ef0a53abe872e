import { isDeepStrictEqual } from 'node:util'
import type { ClinicalEventDetail } from '../../../surveys/study/clinical-event.ts'
import {
  type EventVoidReason,
  formatClinicalEventId,
} from '../../../web/api/clinical-events/clinical-events.ts'
import { clinicalEventProblems } from '../../../web/api/problems/clinical-event-problems.ts'
import { scheduleProblems } from '../../../web/api/problems/schedule-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import {
  appendEventEntry,
  type ClinicalEventStore,
  EVENT_OWNER_EXISTS,
} from '../../records/clinical-event/clinical-event.store.ts'
import {
  type ClinicalEvent,
  type ClinicalEventEntry,
  type EventRecording,
  findStandingRecording,
} from '../../records/clinical-event/clinical-event.ts'
import { DATA_NOT_STOPPED, requireDataNotStopped } from '../../records/erasure/erasure.store.ts'
import { MAX_CHANGES } from '../schedule/change-schedule.ts'

export type ClinicalEventDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly clinicalEvents: ClinicalEventStore
  readonly studyTable: string
  readonly pause?: Pause | undefined
}

/**
 * Records an event with its audit entry, in one transaction. The same event again changes nothing.
 *
 * @param at ISO instant with milliseconds
 * @param by the coordinator's `sub`
 * @returns what stands now, or `nobody` for a participant that there is not
 * @throws ProblemError 409 where it stands with other details, of whoever had their data stopped, and without room for another entry; 503 when the races do
 * not end
 */
export async function recordClinicalEvent(
  deps: ClinicalEventDeps,
  scope: ParticipantScope,
  event: ClinicalEventDetail,
  at: string,
  by: string,
): Promise<{ readonly recording: EventRecording; readonly isNew: boolean } | 'nobody'> {
  const id = formatClinicalEventId(event, at)
  return retryOnConflict(async () => {
    const read = await deps.clinicalEvents.find(scope, id)
    const standing = read && findStandingRecording(read)
    if (standing) {
      if (!isDeepStrictEqual(standing.event, event))
        throw new ProblemError(clinicalEventProblems.recordedOtherwise)
      return { recording: standing, isNew: false }
    }
    const recording = { recordedAt: formatIso(deps.clock.now()), by, event }
    const { study, site, participant } = scope
    const owned: ClinicalEvent = read ?? { study, site, participant, id, at, entries: [] }
    const written = await append(deps, scope, owned, recording)
    return written === 'written' ? { recording, isNew: true } : written
  }, buildContendedRetry(deps))
}

/**
 * Voids an event that was recorded in error: it is kept, and counts no more from now on.
 *
 * @returns `unchanged` for one that was voided before, whatever for; `nobody` for one that there is not
 * @throws ProblemError 409 without room for another entry; 503 when the races do not end
 */
export async function voidClinicalEvent(
  deps: ClinicalEventDeps,
  scope: ParticipantScope,
  id: string,
  reason: EventVoidReason,
  by: string,
): Promise<'voided' | 'unchanged' | 'nobody'> {
  return retryOnConflict(async () => {
    const read = await deps.clinicalEvents.find(scope, id)
    if (!read) return 'nobody'
    if (!findStandingRecording(read)) return 'unchanged'
    const entry = { recordedAt: formatIso(deps.clock.now()), by, voided: reason }
    const written = await append(deps, scope, read, entry)
    return written === 'written' ? 'voided' : written
  }, buildContendedRetry(deps))
}

/** The trail names the event and what was done; its details stand in its own history, which an erasure can delete. */
async function append(
  deps: ClinicalEventDeps,
  scope: ParticipantScope,
  event: ClinicalEvent,
  entry: ClinicalEventEntry,
): Promise<'written' | 'nobody' | typeof CONFLICT> {
  if (event.entries.length >= MAX_CHANGES) throw new ProblemError(scheduleProblems.changedTooOften)
  const result = await deps.audit.write(
    formatParticipantChain(scope),
    {
      action: 'event' in entry ? 'clinical-event.recorded' : 'clinical-event.voided',
      actor: { kind: 'coordinator' as const, sub: entry.by },
      about: { event: event.id, ...('voided' in entry && { reason: entry.voided }) },
    },
    [
      ...('event' in entry ? [requireDataNotStopped(deps.studyTable, scope)] : []),
      ...appendEventEntry(deps.studyTable, scope, event, entry),
    ],
  )
  if (result.kind === 'written') return 'written'
  if (result.condition === DATA_NOT_STOPPED) throw new ProblemError(clinicalEventProblems.dataStopped)
  // Erased, or never there; otherwise someone else was first.
  return result.condition === EVENT_OWNER_EXISTS ? 'nobody' : CONFLICT
}
