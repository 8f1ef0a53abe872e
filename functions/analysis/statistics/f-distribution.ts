import { logRest } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { betaContinuedFraction } from './student-t-tails.ts'

/**
 * P(F > f) of Fisher’s F: the p value of a test of several effects at once, through the regularised incomplete beta function
 * I(d₂/2, d₁/2) at d₂/(d₂ + d₁·f) (Abramowitz & Stegun 26.6.2).
 *
 * @param f from 0
 * @param numerator degrees of freedom d₁, above 0, not necessarily whole
 * @param denominator degrees of freedom d₂, above 0, not necessarily whole
 * @throws RangeError outside
 * @example fUpperTail(4.1, 2, 10) // 0.0499953…
 */
export function fUpperTail(f: number, numerator: number, denominator: number): number {
  if (!(f >= 0)) throw new RangeError(`F is not below 0: ${f}`)
  for (const df of [numerator, denominator])
    if (!(df > 0 && df < Infinity)) throw new RangeError(`degrees of freedom must be above 0: ${df}`)
  if (f === 0) return 1
  if (f === Infinity) return 0
  const [a, b] = [denominator / 2, numerator / 2]
  const total = denominator + numerator * f
  const [x, y] = [denominator / total, (numerator * f) / total]
  const front = a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b)
  if (x < (a + 1) / (a + b + 2)) return Math.exp(front + Math.log(betaContinuedFraction(a, b, x, y)))
  return Math.exp(logRest(front + Math.log(betaContinuedFraction(b, a, y, x))))
}
