import type { McNemarTest } from '../../../web/api/consensus/item-statistics.ts'
import { chiSquareUpperTail } from '../statistics/distributions.ts'
import { logGamma } from '../statistics/log-gamma.ts'

/**
 * McNemar’s test of who crossed a bar between two rounds: exact, and with continuity correction. Where nobody crossed it there is
 * nothing to test.
 *
 * @param entered crossed into it: whole, from 0
 * @param left crossed out of it: whole, from 0
 * @see McNemar, Psychometrika 12:153, 1947
 */
export function testCrossings(entered: number, left: number): McNemarTest {
  const n = entered + left
  if (n === 0) return { kind: 'nobody-crossed' }
  const chiSquare = Math.max(0, Math.abs(entered - left) - 1) ** 2 / n
  return {
    ...{ kind: 'tested', entered, left, chiSquare },
    exactP: Math.min(1, 2 * sumLowerTail(Math.min(entered, left), n)),
    chiSquareP: chiSquareUpperTail(chiSquare, 1),
  }
}

/** P(X ≤ most) of n even chances. */
function sumLowerTail(most: number, n: number): number {
  let total = 0
  for (let at = 0; at <= most; at += 1)
    total += Math.exp(logGamma(n + 1) - logGamma(at + 1) - logGamma(n - at + 1) - n * Math.LN2)
  return total
}
