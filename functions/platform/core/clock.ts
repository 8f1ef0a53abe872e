/**
 * A point in time. A `Temporal.Instant` is one. What only writes or compares times needs no more; what counts in days or
 * knows of time zones makes an instant of it (instant.ts), and loads Temporal for that.
 */
export type Moment = { readonly epochMilliseconds: number }

/** The clock is passed in: a rule that needs the time is given it. */
export type Clock = { now(): Moment }

export const systemClock: Clock = { now: () => ({ epochMilliseconds: Date.now() }) }

/** `2026-11-22T18:01:02.003Z`: always milliseconds, so that text order is time order. */
export function formatIso({ epochMilliseconds }: Moment): string {
  return new Date(epochMilliseconds).toISOString()
}

/** An ISO timestamp so many milliseconds later, earlier where they are below 0. */
export function shiftIso(iso: string, milliseconds: number): string {
  return formatIso({ epochMilliseconds: Date.parse(iso) + milliseconds })
}

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
