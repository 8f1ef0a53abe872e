import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { MESSAGE_EXISTS, readMessage } from '../../records/message/message.store.ts'
import { buildNotFound } from '../access/staff-access.ts'
import type { WorklistRouteDeps } from './worklist.deps.ts'

/** @throws ProblemError 404 */
export async function readOne(deps: WorklistRouteDeps, scope: ParticipantScope, id: string, by: string) {
  const message = await deps.messages.find(scope, id)
  if (!message) throw buildNotFound()
  if (message.readAt !== undefined) return message
  const event: AuditEvent = {
    action: 'message.read',
    actor: { kind: 'coordinator' as const, sub: by },
    about: { message: id },
  }
  const write = readMessage(deps.contactsTable, scope, id, by, formatIso(deps.clock.now()))
  const result = await deps.audit.write(formatParticipantChain(scope), event, [write])
  if (result.kind === 'refused' && result.condition !== MESSAGE_EXISTS)
    throw new ProblemError(platformProblems.busy)
  return message
}
