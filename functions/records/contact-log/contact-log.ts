import * as z from 'zod'
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
  outcome: z.enum(CALL_OUTCOMES).optional(),
  /** The assessment that the call was about. */
  timepoint: z.string().optional(),
  callBackAt: z.string().optional(),
  /** The alert that it is about. */
  alert: z.string().optional(),
  text: z.string().optional(),
})

export type ContactEntry = z.infer<typeof contactEntrySchema>
export type Call = ContactEntry & { readonly kind: 'call'; readonly outcome: CallOutcome }

export function isCall(entry: ContactEntry): entry is Call {
  return entry.kind === 'call' && entry.outcome !== undefined
}
