import { safetyProblems } from '../../../web/api/problems/safety-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { handleMessage, type MessageStore } from '../../records/message/message.store.ts'
import { isWaiting, type Message } from '../../records/message/message.ts'
import { type Sealed, sealIdentified } from '../access/identified-data.ts'
import { buildNotFound } from '../access/staff-access.ts'

export type HandleMessageDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly messages: Pick<MessageStore, 'find'>
  readonly contactsTable: string
}

/** What a person does about a message: they have handled it, in the words of their note; or it is not handled after all. */
export type MessageStep =
  | { readonly step: 'handled'; readonly by: string; readonly note: string }
  | { readonly step: 'reopened'; readonly by: string; readonly note?: string | undefined }

/**
 * Marks a message as handled, or brings it back. Both stay in its history, the notes with them, and in the audit, without a
 * word of it. The same step again changes nothing.
 *
 * @throws ProblemError 404 when there is no such message, 409 `message-changed` when somebody else has handled or reopened it
 */
export async function changeHandling(
  deps: HandleMessageDeps,
  scope: ParticipantScope,
  id: string,
  step: MessageStep,
): Promise<Sealed<Message>> {
  const read = await deps.messages.find(scope, id)
  if (!read) throw buildNotFound()
  if (isWaiting(read) === (step.step === 'reopened')) return seal(requireSameStep(read, step))
  const handling = { at: formatIso(deps.clock.now()), ...step }
  const event: AuditEvent = {
    action: step.step === 'handled' ? 'message.handled' : 'message.reopened',
    actor: { kind: 'coordinator' as const, sub: step.by },
    about: { message: id },
  }
  const result = await deps.audit.write(formatParticipantChain(scope), event, [
    handleMessage(deps.contactsTable, scope, read, handling),
  ])
  if (result.kind === 'written') return seal({ ...read, handling: [...read.handling, handling] })
  // A double tap: the other one of the two was first.
  const changed = await deps.messages.find(scope, id)
  if (!changed) throw buildNotFound()
  return seal(requireSameStep(changed, step))
}

function seal(message: Message): Sealed<Message> {
  return sealIdentified(message, [message.participant])
}

/** Another's note must not be lost behind one that came first: whoever wrote it sees how the message stands. */
function requireSameStep(message: Message, { step, by, note }: MessageStep): Message {
  const last = message.handling.at(-1)
  const isSame = last?.step === step && last.by === by && last.note === note
  // One that was never handled is what a reopened one is.
  if (isSame || (step === 'reopened' && isWaiting(message))) return message
  throw new ProblemError(safetyProblems.messageChanged)
}
