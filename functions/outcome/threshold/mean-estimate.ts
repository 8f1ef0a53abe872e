import { deviation, mean } from 'd3-array'
import { studentTQuantile } from '../statistics/distributions.ts'

/** A mean or a difference of means, with its t interval. */
export type MeanEstimate =
  | {
      readonly kind: 'estimated'
      readonly n: number
      readonly estimate: number
      readonly standardError: number
      readonly df: number
      readonly interval: readonly [number, number]
    }
  | { readonly kind: 'not-estimated'; readonly n: number; readonly reason: 'fewer-than-two' | 'no-variance' }
  /** Of too few participants for whoever looks. */
  | { readonly kind: 'not-estimated'; readonly n: null; readonly reason: 'withheld' }

export function meanOf(values: readonly number[], level: number): MeanEstimate {
  const n = values.length
  if (n < 2) return { kind: 'not-estimated', n, reason: 'fewer-than-two' }
  const standardError = (deviation(values) ?? 0) / Math.sqrt(n)
  if (standardError === 0) return { kind: 'not-estimated', n, reason: 'no-variance' }
  return around(mean(values) ?? 0, standardError, n - 1, n, level)
}

/** The first mean less the second, with the degrees of freedom of Welch (Biometrika 34:28, 1947). */
export function differenceOfMeans(
  first: readonly number[],
  second: readonly number[],
  level: number,
): MeanEstimate {
  const n = first.length + second.length
  if (first.length < 2 || second.length < 2) return { kind: 'not-estimated', n, reason: 'fewer-than-two' }
  const [a, b] = [first, second].map((values) => (deviation(values) ?? 0) ** 2 / values.length) as [
    number,
    number,
  ]
  if (a + b === 0) return { kind: 'not-estimated', n, reason: 'no-variance' }
  const df = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1))
  return around((mean(first) ?? 0) - (mean(second) ?? 0), Math.sqrt(a + b), df, n, level)
}

function around(estimate: number, standardError: number, df: number, n: number, level: number): MeanEstimate {
  const half = studentTQuantile((1 + level) / 2, df) * standardError
  return { kind: 'estimated', n, estimate, standardError, df, interval: [estimate - half, estimate + half] }
}
