import * as z from 'zod/mini'
import type { ChainHead } from '../audit/audit.ts'
import { packedHeadSchema } from '../audit/packed-hash.ts'

/**
 * One text to a participant about one assessment. The sending service has no idempotency token, so a send is
 * claim → send → record. A text that stays `claimed` after a crash may or may not have gone out; it is never sent again by
 * itself, but a delivery event may tell.
 */
export const textAttemptSchema = z.object({
  text: z.enum(['invitation', 'reminder']),
  state: z.enum(['claimed', 'sent', 'failed', 'delivered', 'undelivered']),
  claimedAt: z.string(),
  sentAt: z.optional(z.string()),
  messageId: z.optional(z.string()),
  /** The service's code of the refusal, or of why it was not delivered; or what forbade the text at the last moment. */
  failure: z.optional(z.string()),
  deliveredAt: z.optional(z.string()),
})

export type TextAttempt = z.infer<typeof textAttemptSchema>

/** A text of the plan that was not sent, or not yet, and why. `place` 0 is the invitation, the others are reminders. */
export const unsentTextSchema = z.object({
  at: z.string(),
  place: z.int(),
  outcome: z.enum(['not-sent', 'deferred']),
  reason: z.string(),
})

export type UnsentText = z.infer<typeof unsentTextSchema>

/** When the texts of an assessment go out: the first one, the reminders, and how far the plan has come. */
export const textPlanSchema = z.object({
  /** When the first text is due: when it opens, or later at the time of day that the participant likes. */
  firstTextAt: z.optional(z.string()),
  /** Texts claimed so far, those of them that belonged to an earlier window, and the next place in the text plan. */
  texts: z.int(),
  textsBefore: z._default(z.int(), 0),
  nextText: z.int(),
  nextTextAt: z.optional(z.string()),
  lastTextAt: z.optional(z.string()),
  /** A text was passed over after a restore: it may have gone out in the time that was lost. */
  heldAt: z.optional(z.string()),
})

export type TextPlan = z.infer<typeof textPlanSchema>

/** What became of each text of an assessment, sent or not. The first attempt is number 1. */
export type TextHistory = {
  readonly timepoint: string
  readonly attempts: readonly TextAttempt[]
  readonly unsent: readonly UnsentText[]
}

/** A text plan as it is stored, beside what became of its texts and the head of its own audit chain. */
export const storedTextPlanSchema = z.object({
  ...textPlanSchema.shape,
  attempts: z._default(z.array(textAttemptSchema), []),
  unsent: z._default(z.array(unsentTextSchema), []),
  head: packedHeadSchema,
})

export type StoredTextPlan = TextPlan & Omit<TextHistory, 'timepoint'> & { readonly head: ChainHead }

/** A text plan after the claim of its next text: what is recorded of the attempt is written into that. */
export function buildStoredTextPlanAfterClaim(
  read: StoredTextPlan,
  { text, claimedAt }: Pick<TextAttempt, 'text' | 'claimedAt'>,
  next: { readonly nextText: number; readonly nextTextAt: string | undefined },
  head: ChainHead,
): StoredTextPlan {
  return {
    ...{ ...read, ...next, head, texts: read.texts + 1, lastTextAt: claimedAt },
    attempts: [...read.attempts, { text, claimedAt, state: 'claimed' }],
  }
}
