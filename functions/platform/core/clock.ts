import { Temporal } from 'temporal-polyfill'

/** The clock is passed in: a rule that needs the time is given it. */
export type Clock = { now(): Temporal.Instant }

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** `2026-11-22T18:01:02.003Z`: always milliseconds, so that text order is time order. */
export function formatIso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}

export function parseInstant(iso: string): Temporal.Instant {
  return Temporal.Instant.from(iso)
}
