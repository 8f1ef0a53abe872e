import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { buildNotice, type Notice } from '../../records/notice/notice.ts'
import type { ReplyDeps } from './reply.deps.ts'

function buildCrisisId(message: string): string {
  return `crisis~${message}`
}

/** The answer to a message that speaks of self-harm: an urgent message, written with the message that it answers. */
export function buildCrisisReply(
  { study, site, participant }: ParticipantScope,
  message: string,
  at: string,
): Notice {
  const of = { study, site, participant, kind: 'crisis-reply', about: message } as const
  return buildNotice({ ...of, id: buildCrisisId(message), recipient: 'sender', channel: 'text' }, at)
}

/** The next tick would find it: no minute is lost, and nothing where this fails. */
export async function hastenReply(
  { urgent, clock, log }: Pick<ReplyDeps, 'urgent' | 'clock' | 'log'>,
  { study, site, participant }: ParticipantScope,
  message: string,
): Promise<void> {
  try {
    const due = { study, site, participant, dueAt: formatIso(clock.now()) }
    await urgent.add([{ kind: 'notice', ...due, notice: buildCrisisId(message) }])
  } catch (error) {
    log.info('a crisis reply waits for the next tick', { study, site, ...describeError(error) })
  }
}
