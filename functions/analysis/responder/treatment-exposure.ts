import { countDays } from '../../records/score/score-change.ts'

/** Days of 24 hours since the last treatment up to an instant; `null` before the first. */
export function countDaysSinceLast(treatedAt: readonly string[], at: string): number | null {
  const last = treatedAt.findLast((givenAt) => givenAt <= at)
  return last === undefined ? null : countDays(last, at)
}

/** How many were given up to an instant, within so many days: one exactly so many days before is not among them. */
export function countTreatments(treatedAt: readonly string[], at: string, withinDays: number): number {
  return treatedAt.filter((givenAt) => givenAt <= at && countDays(givenAt, at) < withinDays).length
}
