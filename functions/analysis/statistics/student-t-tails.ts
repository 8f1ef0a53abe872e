import { keepAwayFromZero, type LogTails, logRest } from './incomplete-gamma.ts'
import { logGammaHalfRatio } from './log-gamma.ts'

const HALF_LOG_PI = 0.5723649429247001
const EPSILON = 1e-15
const MAX_TERMS = 1_000_000

/**
 * P(|T| ≤ t) and P(|T| > t) of Student's t, as logarithms, through the regularised incomplete beta function
 * I(df/2, ½) at df/(df + t²) (Abramowitz & Stegun 26.7.1).
 *
 * @param t from 0
 * @param df degrees of freedom, above 0, not necessarily whole
 */
export function logStudentTTails(t: number, df: number): LogTails {
  if (t === 0) return { lower: -Infinity, upper: 0 }
  if (t === Infinity) return { lower: 0, upper: -Infinity }
  const a = df / 2
  // x = df/(df + t²) and y = 1 − x through their log odds: t² may overflow, and either may be too near 1 to subtract.
  const odds = 2 * Math.log(t) - Math.log(df)
  const logX = -softplus(odds)
  const logY = -softplus(-odds)
  const logFront = a * logX + 0.5 * logY + Math.log(a) + logGammaHalfRatio(a) - HALF_LOG_PI
  const x = Math.exp(logX)
  const y = Math.exp(logY)
  if (x < (a + 1) / (a + 2.5)) {
    const upper = logFront + Math.log(betaContinuedFraction(a, 0.5, x, y))
    return { lower: logRest(upper), upper }
  }
  const lower = logFront + Math.log(betaContinuedFraction(0.5, a, y, x))
  return { lower, upper: logRest(lower) }
}

/**
 * Logarithm of the density of |T| at t.
 *
 * @param t above 0
 * @param df degrees of freedom, above 0
 */
export function logStudentTDensity(t: number, df: number): number {
  const a = df / 2
  const odds = 2 * Math.log(t) - Math.log(df)
  const logNormaliser = logGammaHalfRatio(a) + 0.5 * Math.log(a) - 0.5 * Math.log(2) - HALF_LOG_PI
  return Math.LN2 + logNormaliser - (a + 0.5) * softplus(odds)
}

/** log(1 + eᵛ) */
function softplus(v: number): number {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v))
}

/**
 * Continued fraction of the incomplete beta function, in the form of DiDonato & Morris (ACM TOMS 18:360, 1992), which
 * takes y = 1 − x as well and so keeps its digits when x is all but 1; by Lentz's method.
 */
export function betaContinuedFraction(a: number, b: number, x: number, y: number): number {
  const computeDenominator = (m: number): number =>
    m +
    (m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1)) +
    ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1)
  let result = keepAwayFromZero(computeDenominator(0))
  let c = result
  let d = 0
  for (let m = 1; m < MAX_TERMS; m++) {
    const numerator = ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (a + 2 * m - 1) ** 2
    const base = computeDenominator(m)
    d = 1 / keepAwayFromZero(base + numerator * d)
    c = keepAwayFromZero(base + numerator / c)
    result *= c * d
    if (Math.abs(c * d - 1) <= EPSILON) break
  }
  return 1 / result
}
