import * as z from 'zod/mini'
import { CALL_OUTCOMES, type CallOutcome } from '../../../web/api/worklist/call-outcomes.ts'

export const contactEntrySchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  id: z.string(),
  at: z.string(),
  /** Sign-in id of who wrote it. */
  by: z.string(),
  kind: z.enum(['call', 'note']),
  outcome: z.optional(z.enum(CALL_OUTCOMES)),
  /** The assessment that the call was about. */
  timepoint: z.optional(z.string()),
  callBackAt: z.optional(z.string()),
  /** The alert that it is about. */
  alert: z.optional(z.string()),
  text: z.optional(z.string()),
})

export type ContactEntry = z.infer<typeof contactEntrySchema>
export type Call = ContactEntry & { readonly kind: 'call'; readonly outcome: CallOutcome }

export function isCall(entry: ContactEntry): entry is Call {
  return entry.kind === 'call' && entry.outcome !== undefined
}
