import { normalQuantile } from './distributions.ts'

/**
 * Wilson's score interval of a proportion, without continuity correction (E. B. Wilson, JASA 22:209, 1927). Unlike the
 * textbook interval it stays within 0 and 1 and has a width when nobody or everybody had the event.
 *
 * @param events how many had the event: whole, 0 to n
 * @param n of how many: whole, at least 1; without anybody there is no proportion
 * @param level confidence level, above 0 and below 1
 * @returns lower and upper end, 0 to 1
 * @throws RangeError when a number is out of its range
 */
export function wilsonInterval(events: number, n: number, level = 0.95): readonly [number, number] {
  requireCounts(events, n)
  requireLevel(level)
  return wilsonFromRate(events / n, n, normalQuantile((1 + level) / 2))
}

/**
 * Wilson's interval by a rate, an effective sample size and a critical value, for samples that are not simple ones.
 *
 * @param rate 0 to 1
 * @param size effective number of participants, above 0, not necessarily whole
 * @param critical from 0: how many standard errors wide on either side
 * @returns lower and upper end, 0 to 1; exactly 0 or 1 where the rate is
 */
export function wilsonFromRate(rate: number, size: number, critical: number): readonly [number, number] {
  const spread = (critical * critical) / size
  const middle = rate + spread / 2
  const half = critical * Math.sqrt((rate * (1 - rate)) / size + spread / (4 * size))
  const lower = rate === 0 ? 0 : (middle - half) / (1 + spread)
  const upper = rate === 1 ? 1 : (middle + half) / (1 + spread)
  return [lower, upper]
}

/** @throws RangeError unless events and n are whole numbers with 0 ≤ events ≤ n and 1 ≤ n */
export function requireCounts(events: number, n: number): void {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`Not a number of participants: ${n}`)
  if (!Number.isSafeInteger(events) || events < 0 || events > n) {
    throw new RangeError(`Not a number of events among ${n} participants: ${events}`)
  }
}

/** @throws RangeError unless the level is above 0 and below 1 */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`Not a confidence level: ${level}`)
}
