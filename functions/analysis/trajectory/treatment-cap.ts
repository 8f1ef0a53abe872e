import { countTreatments } from '../responder/treatment-exposure.ts'

/** How many treatments a participant had within so many days up to an instant, and how many a study allows. */
export type TreatmentCount = {
  readonly given: number
  readonly withinDays: number
  readonly most: number | null
  readonly exceeded: boolean
}

const YEAR_DAYS = 365

/**
 * Treatments within a year, or other days, up to an instant: one given exactly so many days before is not among them.
 *
 * @param most at most so many; `null` where the study sets no cap
 */
export function countTreatmentsInPeriod(
  timeline: { readonly treatedAt: readonly string[]; readonly timeZone: string },
  at: string,
  most: number | null,
  withinDays = YEAR_DAYS,
): TreatmentCount {
  const given = countTreatments(timeline, at, withinDays)
  return { given, withinDays, most, exceeded: most !== null && given > most }
}
