import { Temporal } from 'temporal-polyfill'
import type { Moment } from './clock.ts'

/** Apart from clock.ts, since Temporal takes 4 ms of a cold start: only what needs days or time zones imports this. */

export function parseInstant(iso: string): Temporal.Instant {
  return Temporal.Instant.from(iso)
}

export function toInstant({ epochMilliseconds }: Moment): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
}
