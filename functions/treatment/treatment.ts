import * as z from 'zod'

/** A treatment that was given: what schedules count from and what every score's time is measured since. */
export const treatmentSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  kind: z.string(),
  givenAt: z.string(),
  recordedAt: z.string(),
  /** Recorded by mistake: kept, and counted no more. */
  takenBack: z.boolean().optional(),
})

export type Treatment = z.infer<typeof treatmentSchema>
