import { add, createRational, divide, multiply, type Rational, subtract } from '../values/rational.ts'
import type { QuantileType } from './decision-rule.ts'

/**
 * A quantile of whole ratings as an exact fraction, so that a rule that stands at a border decides the same everywhere.
 *
 * @param sorted rising whole numbers, at least one
 * @param share numerator and denominator, from 0 to 1, such as `[3, 10]`
 * @param type R's type 7 (default of R, NumPy and Excel) or type 6 (SPSS, Stata)
 * @throws RangeError without ratings
 * @see Hyndman & Fan, American Statistician 50:361, 1996
 * @example findExactQuantile([1, 2, 3, 4], [3, 10]) // 19/10
 */
export function findExactQuantile(
  sorted: readonly number[],
  [above, below]: readonly [number, number],
  type: QuantileType = 'type-7',
): Rational {
  const n = sorted.length
  if (n === 0) throw new RangeError('no ratings have no quantile')
  // Place from 0 times the denominator, which keeps it whole.
  const place = type === 'type-7' ? (n - 1) * above : (n + 1) * above - below
  const within = Math.min(Math.max(place, 0), (n - 1) * below)
  const at = Math.floor(within / below)
  const rest = within - at * below
  const lower = sorted[at] as number
  const upper = sorted[Math.min(at + 1, n - 1)] as number
  return createRational(lower * below + (upper - lower) * rest, below)
}

/** The middle rating, or half of the two in the middle. @throws RangeError without ratings */
export function findExactMedian(sorted: readonly number[]): Rational {
  return findExactQuantile(sorted, [1, 2])
}

/** RAND/UCLA: the range from which symmetric ratings disagree, and what each point of asymmetry adds to it. */
const SYMMETRIC_RANGE = createRational(235, 100)
const ASYMMETRY_FACTOR = createRational(3, 2)
const MIDDLE = createRational(5)

export type ExactDisagreement = {
  readonly p30: Rational
  readonly p70: Rational
  /** P70 − P30, the IPR. */
  readonly range: Rational
  /** |5 − (P30 + P70)/2| */
  readonly asymmetry: Rational
  /** 2.35 + 1.5·asymmetry, the IPRAS. */
  readonly adjustedRange: Rational
  /** IPR over IPRAS; disagreement above 1. */
  readonly index: Rational
}

/**
 * The disagreement index of RAND/UCLA for ratings from 1 to 9, exactly.
 *
 * @param sorted rising, at least one
 * @throws RangeError without ratings
 * @see Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, 2001
 */
export function computeExactDisagreement(sorted: readonly number[]): ExactDisagreement {
  const p30 = findExactQuantile(sorted, [3, 10])
  const p70 = findExactQuantile(sorted, [7, 10])
  const range = subtract(p70, p30)
  const distance = subtract(MIDDLE, multiply(add(p30, p70), createRational(1, 2)))
  const asymmetry = createRational(Math.abs(distance.numerator), distance.denominator)
  const adjustedRange = add(SYMMETRIC_RANGE, multiply(ASYMMETRY_FACTOR, asymmetry))
  return { p30, p70, range, asymmetry, adjustedRange, index: divide(range, adjustedRange) }
}
