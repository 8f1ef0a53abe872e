import type { Clock } from './clock.ts'

/*
 * How often one caller may ask. Kept in the memory of each running function, by a key that is never stored or logged: it
 * costs no read and no write, and a caller whom several functions serve at once may ask so often of each.
 */

export type RequestLimit = {
  /**
   * Counts a request.
   *
   * @returns 0, or the whole seconds after which the next one is taken
   */
  take(key: string): number
}

const MAX_KEYS = 10_000

/**
 * A bucket for each caller, which is full at first and fills again by and by.
 *
 * @param burst requests that may come at once
 * @param perSecond requests that may follow in each second
 * @example createRequestLimit({ clock, burst: 120, perSecond: 2 }).take('caller')
 */
export function createRequestLimit({
  clock,
  burst,
  perSecond,
}: {
  readonly clock: Clock
  readonly burst: number
  readonly perSecond: number
}): RequestLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key) {
      const now = clock.now().epochMilliseconds
      const { left = burst, at = now } = buckets.get(key) ?? {}
      // A clock that is set back fills nothing.
      const filled = Math.min(burst, left + (Math.max(now - at, 0) * perSecond) / 1000)
      // The one that has asked longest ago stands first, and makes room.
      buckets.delete(key)
      const [oldest] = buckets.keys()
      if (buckets.size >= MAX_KEYS && oldest !== undefined) buckets.delete(oldest)
      const isTaken = filled >= 1
      buckets.set(key, { left: isTaken ? filled - 1 : filled, at: now })
      return isTaken ? 0 : Math.ceil((1 - filled) / perSecond)
    },
  }
}
