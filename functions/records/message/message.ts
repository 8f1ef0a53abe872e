import * as z from 'zod/mini'

/**
 * A text from a participant's phone that a person at the site has to read. It stays until someone has. Its words are
 * kept in the Contacts table, where names and numbers are, and nowhere else.
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
  /** Others have the same number: it may be one of them who wrote. */
  isShared: z.boolean(),
  readAt: z.optional(z.string()),
  readBy: z.optional(z.string()),
})

export type Message = z.infer<typeof messageSchema>

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
