import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import { putErasure } from '../../records/erasure/erasure.store.ts'
import { applyLostRequest, type LostRequest } from '../../rules/restore/lost-requests.ts'
import { buildErasureRequest } from '../erasure/request-erasure.ts'
import type { RestoreDeps } from './restore.deps.ts'

/**
 * Makes a lost request to stop or to erase a task of the site again, with the due date that it had. After the ledger: what
 * was confirmed since is done by then.
 *
 * @returns `nobody`: the participant was enrolled in the time that was lost
 */
export async function replayRequest(
  deps: RestoreDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  request: LostRequest,
): Promise<'replayed' | 'known' | 'nobody'> {
  return retryOnConflict(async () => {
    const { participant } = await deps.participantRecords.find(scope)
    if (!participant) return 'nobody'
    const read = await deps.erasures.find(scope)
    const asked = buildErasureRequest(study, scope, request, request.requestedAt)
    const to = applyLostRequest(read, { ...asked, dueAt: request.dueAt ?? asked.dueAt })
    if (!to) return 'known'
    const { grade, askedBy, requestedAt, dueAt } = to
    const result = await deps.audit.write(
      formatParticipantChain(scope),
      {
        ...{ action: 'erasure.request-replayed', actor: { kind: 'operator' } },
        about: { grade, askedBy, requestedAt, dueAt },
      },
      [putErasure(deps.studyTable, scope, read, to)],
    )
    return result.kind === 'written' ? 'replayed' : CONFLICT
  })
}
