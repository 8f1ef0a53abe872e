import type { Measures } from '../../../surveys/study/measures.ts'
import type { Rational } from '../../../surveys/values/rational.ts'
import type { Counted } from '../timeline/counted.ts'
import type { TimelinePoint } from '../timeline/timeline.ts'
import { createScoreReader } from './score-reader.ts'

/** Variance of a score at baseline, n − 1 in the denominator, as an exact fraction of whole numbers. */
export type Variance = { readonly numerator: bigint; readonly denominator: bigint }

/** By the name that a rule gives the score; `undefined` for fewer than two baselines, or when all are alike. */
export type BaselineSpread = (name: string) => Variance | undefined

/** A baseline, of one participant or of several whose scores are alike. */
type CountedPoint = TimelinePoint & Counted

export const NO_SPREAD: BaselineSpread = () => undefined

/**
 * Of everybody whose baseline can be told, whatever came after it. Exact, so that half of it is met or not met.
 * @param listBaselines asked for once, by the first rule that counts in standard deviations
 */
export function createBaselineSpread(
  listBaselines: () => readonly CountedPoint[],
  measures: Measures,
): BaselineSpread {
  let all: readonly CountedPoint[] | undefined
  const known = new Map<string, Variance | undefined>()
  return (name) => {
    all ??= listBaselines()
    if (!known.has(name)) known.set(name, computeVariance(countBaselineValues(all, name, measures)))
    return known.get(name)
  }
}

/** How often each value stands at baseline: scores take few, however many participants there are. */
function countBaselineValues(
  baselines: readonly CountedPoint[],
  name: string,
  measures: Measures,
): Map<Rational, number> {
  const reader = createScoreReader(name, measures, true)
  const counts = new Map<Rational, number>()
  for (const baseline of baselines) {
    const score = reader.readBaseline({ baseline })
    if (!('reason' in score)) counts.set(score.value, (counts.get(score.value) ?? 0) + (baseline.count ?? 1))
  }
  return counts
}

function computeVariance(counts: ReadonlyMap<Rational, number>): Variance | undefined {
  // Over a common denominator there are only whole numbers to add.
  let common = 1n
  for (const { denominator } of counts.keys())
    common = (common / greatestCommonDivisor(common, BigInt(denominator))) * BigInt(denominator)
  let [n, sum, squares] = [0n, 0n, 0n]
  for (const [{ numerator, denominator }, count] of counts) {
    const whole = (BigInt(numerator) * common) / BigInt(denominator)
    n += BigInt(count)
    sum += BigInt(count) * whole
    squares += BigInt(count) * whole * whole
  }
  const numerator = n * squares - sum * sum
  return numerator === 0n ? undefined : { numerator, denominator: n * (n - 1n) * common * common }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

/** Whether a gain is at least so many standard deviations: both squared, so that no root is taken. */
export function isAtLeastDeviations(
  improvement: Rational,
  deviations: Rational,
  variance: Variance,
): boolean {
  if (improvement.numerator < 0) return false
  const [a, b] = [
    BigInt(improvement.numerator) * BigInt(deviations.denominator),
    BigInt(deviations.numerator) * BigInt(improvement.denominator),
  ]
  return a * a * variance.denominator >= b * b * variance.numerator
}
