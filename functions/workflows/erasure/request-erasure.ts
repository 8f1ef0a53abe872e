import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { ERASURE_GRADES, type ErasureGrade } from '../../../web/api/participants/erasure-grades.ts'
import { type Clock, formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { CONFLICT, type Pause, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import { type ErasureStore, putErasure } from '../../records/erasure/erasure.store.ts'
import { type Erasure, isErasurePending } from '../../records/erasure/erasure.ts'

export type RequestErasureDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly erasures: Pick<ErasureStore, 'find'>
  readonly studyTable: string
  readonly pause?: Pause | undefined
}

/** A request as it begins. Its due date counts from now. */
export function buildErasureRequest(
  study: StudyDefinition,
  { study: id, site, participant }: ParticipantScope,
  asked: Pick<Erasure, 'grade' | 'askedBy'>,
  at: string,
): Erasure {
  const dueAt = shiftIso(at, study.erasure.dueDays * 24 * HOUR_MS)
  return {
    ...{ study: id, site, participant, state: 'requested' },
    ...{ ...asked, requestedAt: at, dueAt, revision: 0 },
  }
}

/**
 * What a request of the participant makes of the one before it: nothing where as much is being done or is done already. One
 * that asks for more keeps the earlier due date.
 */
export function applyErasureRequest(read: Erasure | undefined, asked: Erasure): Erasure | undefined {
  if (read === undefined || read.state === 'cancelled') return asked
  if (rankGrade(read.grade) >= rankGrade(asked.grade)) return undefined
  if (!isErasurePending(read)) return asked
  // Once recorded, it is in the hands of people, who read what was written.
  return read.state === 'requested' ? { ...read, grade: asked.grade } : undefined
}

export function rankGrade(grade: ErasureGrade): number {
  return ERASURE_GRADES.indexOf(grade)
}

/** A participant asks for it on their page. It becomes a task of the site. Asked again, it changes nothing. */
export async function requestErasure(
  deps: RequestErasureDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  grade: ErasureGrade,
): Promise<void> {
  await retryOnConflict(
    async () => {
      const read = await deps.erasures.find(scope)
      const asked = { grade, askedBy: 'page' } as const
      const to = applyErasureRequest(
        read,
        buildErasureRequest(study, scope, asked, formatIso(deps.clock.now())),
      )
      if (to === undefined) return
      const result = await deps.audit.write(
        formatParticipantChain(scope),
        { action: 'erasure.requested', actor: { kind: 'participant' }, about: { ...asked, dueAt: to.dueAt } },
        [putErasure(deps.studyTable, scope, read, to)],
      )
      return result.kind === 'written' ? undefined : CONFLICT
    },
    { pause: deps.pause },
  )
}
