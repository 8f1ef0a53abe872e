import type { Scale } from '../../../surveys/instrument/definition.ts'
import {
  createRational,
  divide,
  multiply,
  parseRational,
  type Rational,
  subtract,
} from '../../../surveys/values/rational.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'

/**
 * Change from baseline: follow-up minus baseline, in the scale's unit, whatever its direction. `null` when either is
 * missing, and when they are not of one metric.
 */
export function computeMeanChange(baseline: StoredScore | undefined, followUp: StoredScore): Rational | null {
  if (baseline?.kind !== 'scored' || followUp.kind !== 'scored') return null
  if (!isSameMetric(baseline, followUp)) return null
  return subtract(parseRational(followUp.exact), parseRational(baseline.exact))
}

/**
 * Improvement since baseline in the scale's unit: positive is better, whatever the scale's direction.
 * `null` when either score is missing.
 */
export function computeImprovement(
  baseline: StoredScore | undefined,
  followUp: StoredScore | undefined,
  direction: Scale['direction'],
): Rational | null {
  const change = followUp ? computeMeanChange(baseline, followUp) : null
  return change && (direction === 'higher-is-worse' ? multiply(change, createRational(-1)) : change)
}

/** Change in percent of the baseline; `null` at a baseline of 0, where it is undefined. */
export function computePercentChange(
  baseline: StoredScore | undefined,
  followUp: StoredScore,
): Rational | null {
  const change = computeMeanChange(baseline, followUp)
  if (!change || baseline?.kind !== 'scored') return null
  const from = parseRational(baseline.exact)
  return from.numerator === 0 ? null : multiply(divide(change, from), createRational(100))
}

const DAY_MILLISECONDS = 86_400_000

/**
 * Whether two scores of a scale stand on the same algorithm and, where both were estimated, the same calibration. Of
 * two algorithms the older score has to be recomputed first.
 */
export function isSameMetric(one: StoredScore, other: StoredScore): boolean {
  const sameCalibration =
    one.calibration === null || other.calibration === null || one.calibration === other.calibration
  return one.algorithm === other.algorithm && sameCalibration
}

/** Days of 24 hours, to one decimal, since the last treatment before `at`; `null` before the first. */
export function countDaysSinceTreatment(
  treatments: readonly { givenAt: string }[],
  at: string,
): number | null {
  const last = treatments
    .map(({ givenAt }) => givenAt)
    .filter((givenAt) => givenAt <= at)
    .sort()
    .at(-1)
  return last === undefined ? null : Math.round(countDays(last, at) * 10) / 10
}

/** Days of 24 hours from one instant to a later one, fractions included. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS
}
