import type { Rational } from '../../../surveys/rational.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Course } from './course.ts'
import { scoreReader } from './score-reader.ts'

/** Variance of a score at baseline, n − 1 in the denominator, as an exact fraction of whole numbers. */
export type Variance = { readonly numerator: bigint; readonly denominator: bigint }

/** By the name that a rule gives the score; `undefined` for fewer than two baselines, or when all are alike. */
export type BaselineSpread = (name: string) => Variance | undefined

export const NO_SPREAD: BaselineSpread = () => undefined

/** Of everybody whose baseline can be told, whatever came after it. Exact, so that half of it is met or not met. */
export function baselineSpread(courses: Iterable<Course>, measures: Measures): BaselineSpread {
  const all = [...courses]
  const known = new Map<string, Variance | undefined>()
  return (name) => {
    if (!known.has(name)) known.set(name, varianceOf(valuesOf(all, name, measures)))
    return known.get(name)
  }
}

function valuesOf(courses: readonly Course[], name: string, measures: Measures): Rational[] {
  const reader = scoreReader(name, measures, true)
  return courses.flatMap((course) => {
    const score = reader.atBaseline(course)
    return 'reason' in score ? [] : [score.value]
  })
}

function varianceOf(values: readonly Rational[]): Variance | undefined {
  if (values.length < 2) return undefined
  // Over a common denominator there are only whole numbers to add.
  let common = 1n
  for (const denominator of new Set(values.map((value) => value.denominator)))
    common = (common / greatestCommonDivisor(common, BigInt(denominator))) * BigInt(denominator)
  let sum = 0n
  let squares = 0n
  for (const { numerator, denominator } of values) {
    const whole = (BigInt(numerator) * common) / BigInt(denominator)
    sum += whole
    squares += whole * whole
  }
  const n = BigInt(values.length)
  const numerator = n * squares - sum * sum
  return numerator === 0n ? undefined : { numerator, denominator: n * (n - 1n) * common * common }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

/** Whether a gain is at least so many standard deviations: both squared, so that no root is taken. */
export function reachesDeviations(gained: Rational, deviations: Rational, variance: Variance): boolean {
  if (gained.numerator < 0) return false
  const [a, b] = [
    BigInt(gained.numerator) * BigInt(deviations.denominator),
    BigInt(deviations.numerator) * BigInt(gained.denominator),
  ]
  return a * a * variance.denominator >= b * b * variance.numerator
}
