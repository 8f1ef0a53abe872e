import * as z from 'zod/mini'

/**
 * A message that must reach a person, or somebody is told that it did not: the answer to whoever wrote of harming
 * themselves, and an alert to one person of an on-call list by one channel. It is written in the transaction that makes it
 * needed, so that a crash between the two cannot lose it, and tried until it is accepted.
 *
 *   waiting ──the service took it──▶ accepted ──▶ delivered
 *      ▲  └──refused, or not known: again after a pause──┐      ▲
 *      └─────────────────────────────────────────────────┘      │ a report that it did not arrive: waiting again
 *      └──no longer needed──▶ dropped      └──a day of trying──▶ given-up
 */
export const noticeSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  /** Of the participant's: `crisis~<message>`, `<alert>~<revision>~<list>~<recipient>~<channel>`. */
  id: z.string(),
  kind: z.enum(['crisis-reply', 'escalation']),
  /** The message that is answered, or the alert. */
  about: z.string(),
  /** Of a person on an on-call list, see `OnCallPerson`; `sender` for whoever wrote the message. */
  recipient: z.string(),
  /** Whose list the recipient is on. */
  list: z.optional(z.enum(['site', 'study'])),
  channel: z.enum(['text', 'mail']),
  createdAt: z.string(),
  state: z.enum(['waiting', 'accepted', 'delivered', 'dropped', 'given-up']),
  /** How often it was given to the service, or may have been. */
  tries: z.int(),
  /** While it waits: when it is tried next. */
  nextTryAt: z.optional(z.string()),
  /** Of the last try that failed: the service's code, or `unknown`. */
  failure: z.optional(z.string()),
  acceptedAt: z.optional(z.string()),
  /** Rises with every change. */
  revision: z.int(),
})

export type Notice = z.infer<typeof noticeSchema>

/** A notice as it begins: due at once. */
export function buildNotice(
  begun: Pick<
    Notice,
    'study' | 'site' | 'participant' | 'id' | 'kind' | 'about' | 'recipient' | 'list' | 'channel'
  >,
  at: string,
): Notice {
  return { ...begun, createdAt: at, state: 'waiting', tries: 0, nextTryAt: at, revision: 1 }
}
