import type { LogTails } from './incomplete-gamma.ts'

/** A distribution on the positive numbers whose density is log-concave in log x, as |T| and chi-square are. */
export interface PositiveDistribution {
  readonly logTails: (x: number) => LogTails
  readonly logDensity: (x: number) => number
}

const MAX_STEPS = 200
const TOLERANCE = 4e-16

/**
 * The point where a tail has a given probability, by Newton's method on (log x, log tail). There the tail is concave, so
 * that from the second step on the search comes from one side and cannot miss, from any start.
 *
 * @param logTail logarithm of the tail's probability, below 0
 * @param tail which one; the smaller of the two keeps more digits
 * @param start any positive number, the nearer the fewer steps
 * @throws RangeError when it did not settle, which no valid input does
 */
export function tailQuantile(
  distribution: PositiveDistribution,
  tail: keyof LogTails,
  logTail: number,
  start: number,
): number {
  const direction = tail === 'lower' ? 1 : -1
  let logX = Math.log(start)
  let previous = Infinity
  for (let step = 0; step < MAX_STEPS; step++) {
    const x = Math.exp(logX)
    const here = distribution.logTails(x)[tail]
    const slope = direction * Math.exp(logX + distribution.logDensity(x) - here)
    const change = (here - logTail) / slope
    logX -= change
    const size = Math.abs(change)
    // Settled, or turning round in the last digits.
    if (size <= TOLERANCE * Math.max(1, Math.abs(logX)) || (size < 1e-11 && size >= previous))
      return Math.exp(logX)
    previous = size
  }
  throw new RangeError('The quantile search did not settle.')
}
