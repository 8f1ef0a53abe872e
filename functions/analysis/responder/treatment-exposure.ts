import { countDays } from '../../records/score/score-change.ts'
import { countLocalDays } from '../timeline/local-day.ts'

/** The last treatment up to an instant; `undefined` before the first. @param treatedAt in time order */
export function findLastTreatment(treatedAt: readonly string[], at: string): string | undefined {
  return treatedAt.findLast((givenAt) => givenAt <= at)
}

/** Days of 24 hours since the last treatment up to an instant, fractions included; `null` before the first. */
export function countDaysSinceLast(treatedAt: readonly string[], at: string): number | null {
  const last = findLastTreatment(treatedAt, at)
  return last === undefined ? null : countDays(last, at)
}

/** How many were given up to an instant, within so many local calendar days: one exactly so many days before is not among them. */
export function countTreatments(
  { treatedAt, timeZone }: { readonly treatedAt: readonly string[]; readonly timeZone: string },
  at: string,
  withinDays: number,
): number {
  return treatedAt.filter(
    (givenAt) =>
      givenAt <= at &&
      (withinDays === Number.POSITIVE_INFINITY || countLocalDays(givenAt, at, timeZone) < withinDays),
  ).length
}
