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
  /** When they like to be texted, `HH:MM` on their own wall. */
  textAt: z.string().optional(),
  /** How they like to answer where the questions allow it: on the web, or by replying to texts. */
  channel: z.enum(['link', 'text']).optional(),
  /** Rises with every change to the schedule, so that two at once do not overlook each other. */
  planRevision: z.number().int().default(0),
})

export type Participant = z.infer<typeof participantSchema>
