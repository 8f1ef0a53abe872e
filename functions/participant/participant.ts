import * as z from 'zod'

/** What the study knows of a participant. Name and telephone number are not here: see contact.store.ts. */
export const participantSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  arm: z.string().optional(),
  enrolledAt: z.string(),
})

export type Participant = z.infer<typeof participantSchema>
