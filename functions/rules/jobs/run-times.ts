import { createHash } from 'node:crypto'
import { HOUR_MS, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'

/** Nine o’clock on Monday of five hundred clinics is spread over so many minutes. */
const JITTER_MINUTES = 15

/** How long a worker has a run for itself; renewed with each part. */
export const LEASE_MS = 2 * MINUTE_MS

/** Tries of a run, or of its notice, before it is given up. */
export const MAX_TRIES = 3

/** From when on a run that was planned and is not over is silent for too long. */
export const SILENCE_MS = 2 * HOUR_MS

/** From when on a run is called late. */
const LATE_MS = HOUR_MS

/**
 * When a planned report is begun: up to a quarter of an hour later, of one subscription always by the same.
 *
 * @param at ISO instant
 */
export function addReportJitter(at: string, subscription: string): string {
  const drawn = createHash('sha256').update(subscription).digest().readUInt32BE()
  return shiftIso(at, Math.floor((drawn / 2 ** 32) * JITTER_MINUTES * 60) * 1000)
}

/** When it is tried again after so many tries: a minute, then four. */
export function findNextTry(tries: number, now: string): string {
  return shiftIso(now, MINUTE_MS * 4 ** (tries - 1))
}

export function isLate(plannedAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(plannedAt) > LATE_MS
}

export function isSilent(dueAt: string, now: string): boolean {
  return Date.parse(now) - Date.parse(dueAt) > SILENCE_MS
}
