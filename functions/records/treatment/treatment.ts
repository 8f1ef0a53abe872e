import * as z from 'zod/mini'
import { VOID_REASONS } from '../../../web/api/treatments/treatment-confirmations.ts'
import { type Exposure, exposureEntrySchema } from '../../../web/api/treatments/treatment-exposures.ts'

/** A treatment that was given: what schedules count from and what every score's time is measured since. */
export const treatmentSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  kind: z.string(),
  givenAt: z.string(),
  recordedAt: z.string(),
  /** Recorded by mistake: kept, and counted no more. */
  voided: z.optional(z.boolean()),
  /** Why it was voided last; `time-corrected` where the same treatment stands at another time. */
  voidReason: z.optional(z.enum([...VOID_REASONS, 'time-corrected'])),
  /**
   * When it was recorded, taken back, recorded again, and so on in turn, by the server's clock: only ever appended to. Items
   * from before it was kept have none.
   */
  changes: z.optional(z.array(z.string())),
  /** Dose and route as they were recorded in turn: only ever appended to. Items from before they were recorded have none. */
  exposures: z.optional(z.array(exposureEntrySchema)),
})

export type Treatment = z.infer<typeof treatmentSchema>

/** Dose and route as they stand, as far as they are known. */
export function findExposure({ exposures }: Pick<Treatment, 'exposures'>): Exposure {
  const { dose, route } = exposures?.at(-1) ?? {}
  return { ...(dose && { dose }), ...(route && { route }) }
}

/**
 * The instants at which it was recorded and taken back in turn. One from before they were kept was recorded once; when it
 * was taken back is not known, and it is taken as if it had never stood.
 */
export function listChangeTimes({
  changes,
  recordedAt,
  voided,
}: Pick<Treatment, 'changes' | 'recordedAt' | 'voided'>): readonly string[] {
  return changes ?? (voided ? [] : [recordedAt])
}
