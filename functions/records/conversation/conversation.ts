import * as z from 'zod/mini'

/**
 * The questions that are being asked by text on one telephone. The answers themselves are the response's draft; kept here
 * is which question was asked last, so that a number answers that one and no other.
 */
export const conversationSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  /** `instrument/item`; null when every question was asked. */
  asked: z.nullable(z.string()),
  askedAt: z.string(),
  /** The message that it was last moved on by, and what was said to it: delivered again, the same is said. */
  message: z.string(),
  reply: z.string(),
  revision: z.int(),
})

export type Conversation = z.infer<typeof conversationSchema>
