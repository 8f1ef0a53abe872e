import { logPoissonTerm } from './log-gamma.ts'

/** Both tails of a distribution, as natural logarithms: the smaller one keeps its digits however small it is. */
export interface LogTails {
  readonly lower: number
  readonly upper: number
}

/** From one tail that was computed to the other, which is the rest of 1. */
export const logRest = (logTail: number): number => Math.log1p(-Math.exp(Math.min(logTail, 0)))

const TINY = 1e-300
const EPSILON = 1e-15
const MAX_TERMS = 1_000_000

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, as logarithms: series below the mean, continued
 * fraction above (Abramowitz & Stegun 6.5.29 and 6.5.31; Lentz's method). The number of terms grows with √a.
 *
 * @param a shape, above 0
 * @param x from 0
 */
export function logIncompleteGamma(a: number, x: number): LogTails {
  if (x === 0) return { lower: -Infinity, upper: 0 }
  if (x === Infinity) return { lower: 0, upper: -Infinity }
  const front = logPoissonTerm(a, x)
  if (x < a + 1) {
    const lower = front + Math.log(lowerSeries(a, x))
    return { lower, upper: logRest(lower) }
  }
  const upper = front + Math.log(a) + Math.log(upperContinuedFraction(a, x))
  return { lower: logRest(upper), upper }
}

function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function upperContinuedFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let result = d
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / keepAwayFromZero(numerator * d + b)
    c = keepAwayFromZero(b + numerator / c)
    const step = c * d
    result *= step
    if (Math.abs(step - 1) <= EPSILON) break
  }
  return result
}

/** Lentz's method divides by its running terms. */
export const keepAwayFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
