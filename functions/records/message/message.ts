import * as z from 'zod/mini'
import { MESSAGE_INTENTS, REPLY_KINDS, REPLY_OUTCOMES } from '../../../web/api/worklist/message-kinds.ts'

/** That somebody at the site marked a message as handled, and how; or that it was not after all. */
export const handlingSchema = z.object({
  at: z.string(),
  /** Sign-in id. */
  by: z.string(),
  step: z.enum(['handled', 'reopened']),
  /** How it was handled. */
  note: z.optional(z.string()),
})
export type Handling = z.infer<typeof handlingSchema>

/** What Concord answered by itself. */
export const messageReplySchema = z.object({
  kind: z.enum(REPLY_KINDS),
  body: z.string(),
  at: z.string(),
  outcome: z.enum(REPLY_OUTCOMES),
})
export type MessageReply = z.infer<typeof messageReplySchema>

/**
 * A text from a participant's phone, kept for good with what was answered by itself and who handled it. Its words are kept
 * in the Contacts table, where names and numbers are, and nowhere else.
 *
 *   for a person:  waiting ──handled──▶ handled ──reopened──▶ waiting
 */
export const messageSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  id: z.string(),
  /** E.164: the number it came from, which an answer goes to whatever the contact's is by then. */
  from: z.string(),
  body: z.string(),
  receivedAt: z.string(),
  intent: z.enum(MESSAGE_INTENTS),
  speaksOfSelfHarm: z.boolean(),
  /** A person at the site has to read it. */
  isForPerson: z.boolean(),
  /** Others have the same number: it may be one of them who wrote. */
  isShared: z.boolean(),
  /** Oldest first: only ever appended to. */
  handling: z._default(z.array(handlingSchema), []),
  reply: z.optional(messageReplySchema),
})

export type Message = z.infer<typeof messageSchema>

/** A person has to read it, and nobody has. */
export function isWaiting({ isForPerson, handling }: Pick<Message, 'isForPerson' | 'handling'>): boolean {
  return isForPerson && handling.at(-1)?.step !== 'handled'
}

/** What came, and when the queue took it: messages reach us in any order. */
export type ReceivedText = InboundText & { readonly receivedAt: string }

/** As two-way texting of AWS End User Messaging tells it. */
export const inboundSchema = z.object({
  originationNumber: z.string().check(z.regex(/^\+[1-9]\d{6,14}$/)),
  /** Half of a character cannot be stored. */
  messageBody: z.pipe(
    z.string(),
    z.transform((body) => body.toWellFormed()),
  ),
  inboundMessageId: z.string().check(z.minLength(1), z.maxLength(200)),
})

export type InboundText = z.infer<typeof inboundSchema>
