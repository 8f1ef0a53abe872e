import { createHash } from 'node:crypto'
import { MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import type { TextAttempt } from '../../records/assessment/text-plan.ts'

/** Minutes before the next try, after the first, second, … refusal in a row; the last one for all later. */
const PAUSES = [1, 2, 4, 8, 15, 30, 60] as const
/** Refusals in a row from which on an operator is alarmed: half an hour of them at the least. */
const REPORTED_FROM_REFUSALS = 6

/** How many tries in a row did not go out, the last one of them newest. */
export function countRefusals(attempts: readonly Pick<TextAttempt, 'state'>[]): number {
  const sent = attempts.findLastIndex(({ state }) => state !== 'failed')
  return attempts.length - 1 - sent
}

/**
 * When a text that the carrier refused in passing is tried again: soon, then ever less often. Between once and twice the
 * pause, by `key`, so that a wave that was refused together does not come back together.
 *
 * @param refusals in a row, with the last one; at least 1
 * @param key of the text, such as its participant and attempt: the same one draws the same jitter
 */
export function findNextTextTry(refusals: number, at: string, key: string): string {
  const pause = PAUSES[Math.min(refusals, PAUSES.length) - 1] ?? 1
  return delayByJitter(shiftIso(at, pause * MINUTE_MS), pause, key)
}

/** Later by up to `minutes`, evenly over all keys, to the millisecond. */
export function delayByJitter(at: string, minutes: number, key: string): string {
  const drawn = createHash('sha256').update(key).digest().readUInt32BE()
  return shiftIso(at, Math.floor((drawn / 2 ** 32) * minutes * MINUTE_MS))
}

export function isReportedRefusal(refusals: number): boolean {
  return refusals >= REPORTED_FROM_REFUSALS
}
