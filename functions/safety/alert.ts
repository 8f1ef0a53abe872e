import * as z from 'zod'

/**
 * A safety alert: an answer that a person must see, stored in the same transaction as the answer itself.
 * Changing the answer back does not take it away. It says which rule fired, not what was answered.
 */
export const alertSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  instrument: z.string(),
  rule: z.string(),
  raisedAt: z.string(),
  state: z.enum(['open']),
})

export type SafetyAlert = z.infer<typeof alertSchema>
