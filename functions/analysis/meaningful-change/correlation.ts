import type { Correlation } from '../../../web/api/analyses/meaningful-change.ts'
import { normalQuantile } from '../statistics/distributions.ts'
import { rankValues } from '../statistics/ranks.ts'

/** Pearson's product-moment correlation. @param xs, ys of one length */
export function pearson(xs: readonly number[], ys: readonly number[], level: number): Correlation {
  const n = xs.length
  // Values that are all alike may differ from their mean by rounding.
  const isConstant = (values: readonly number[]) => values.every((value) => value === values[0])
  if (n < 3) return { kind: 'not-estimated', n, reason: 'fewer-than-three' }
  if (isConstant(xs) || isConstant(ys)) return { kind: 'not-estimated', n, reason: 'no-variance' }
  const [meanX, meanY] = [xs, ys].map((values) => values.reduce((sum, value) => sum + value, 0) / n) as [
    number,
    number,
  ]
  let [xx, xy, yy] = [0, 0, 0]
  xs.forEach((x, at) => {
    const [dx, dy] = [x - meanX, (ys[at] as number) - meanY]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  })
  if (xx === 0 || yy === 0) return { kind: 'not-estimated', n, reason: 'no-variance' }
  const estimate = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
  if (n < 4 || Math.abs(estimate) === 1) return { kind: 'estimated', n, estimate, interval: null }
  const half = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3)
  const z = Math.atanh(estimate)
  return { kind: 'estimated', n, estimate, interval: [Math.tanh(z - half), Math.tanh(z + half)] }
}

/** Spearman's: Pearson's of the ranks, equal values sharing the mean of theirs. */
export function spearman(xs: readonly number[], ys: readonly number[], level: number): Correlation {
  return pearson(rankValues(xs), rankValues(ys), level)
}
