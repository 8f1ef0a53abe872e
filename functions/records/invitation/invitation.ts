import * as z from 'zod'

/**
 * One text to a participant about one assessment. The sending service has no idempotency token, so a send is
 * claim → send → record. An invitation that stays `claimed` after a crash may or may not have gone out; it is
 * never sent again by itself, but a delivery event may tell.
 */
export const invitationSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  attempt: z.number().int(),
  text: z.enum(['invitation', 'reminder']),
  state: z.enum(['claimed', 'sent', 'failed', 'delivered', 'undelivered']),
  claimedAt: z.string(),
  sentAt: z.string().optional(),
  messageId: z.string().optional(),
  /** The service's code of the refusal, or of why it was not delivered. */
  failure: z.string().optional(),
  deliveredAt: z.string().optional(),
})

export type Invitation = z.infer<typeof invitationSchema>
