import type { RatingPair } from '../../../surveys/consensus/rating-changes.ts'
import type { KappaEstimate } from '../../../web/api/consensus/item-statistics.ts'
import { normalQuantile } from '../statistics/distributions.ts'

/** What a disagreement by so many of the scale’s steps still counts as agreement. */
export type KappaWeights = 'unweighted' | 'linear' | 'quadratic'

/**
 * Cohen’s κ of two ratings of the same people, with weights 1 − d/(k − 1) or 1 − d²/(k − 1)², k being the ratings of the scale.
 *
 * @param ratings of the scale, rising, also those that nobody gave
 * @throws RangeError for a rating that is not on the scale
 * @see Cohen, Psychological Bulletin 70:213, 1968; error: Fleiss, Cohen & Everitt, Psychological Bulletin 72:323, 1969
 */
export function computeWeightedKappa(
  pairs: readonly RatingPair[],
  ratings: readonly number[],
  weights: KappaWeights,
  level = 0.95,
): KappaEstimate {
  const n = pairs.length
  if (n === 0) return { kind: 'not-estimated', reason: 'nobody' }
  const k = ratings.length
  const places = new Map(ratings.map((rating, at) => [rating, at]))
  const cells = new Float64Array(k * k)
  const [rows, columns] = [new Float64Array(k), new Float64Array(k)]
  for (const [before, after] of pairs) {
    const [i, j] = [places.get(before), places.get(after)]
    if (i === undefined || j === undefined) throw new RangeError('a rating is not on the scale')
    cells[i * k + j] = (cells[i * k + j] as number) + 1 / n
    rows[i] = (rows[i] as number) + 1 / n
    columns[j] = (columns[j] as number) + 1 / n
  }
  const sumOver = (value: (i: number, j: number) => number) => {
    let total = 0
    for (let i = 0; i < k; i += 1) for (let j = 0; j < k; j += 1) total += value(i, j)
    return total
  }
  const weight = createWeights(weights, k)
  const observed = sumOver((i, j) => weight(i, j) * (cells[i * k + j] as number))
  const expected = sumOver((i, j) => weight(i, j) * (rows[i] as number) * (columns[j] as number))
  if (pairs.every(([a, b]) => a === pairs[0]?.[0] && b === a))
    return { kind: 'not-estimated', reason: 'all-in-one-category' }
  const ofRow = ratings.map((_, i) =>
    ratings.reduce((sum, _one, j) => sum + weight(i, j) * (columns[j] as number), 0),
  )
  const ofColumn = ratings.map((_, j) =>
    ratings.reduce((sum, _one, i) => sum + weight(i, j) * (rows[i] as number), 0),
  )
  const squares = sumOver(
    (i, j) =>
      (cells[i * k + j] as number) *
      (weight(i, j) * (1 - expected) - ((ofRow[i] as number) + (ofColumn[j] as number)) * (1 - observed)) **
        2,
  )
  const rest = (observed * expected - 2 * expected + observed) ** 2
  const estimate = (observed - expected) / (1 - expected)
  const standardError = Math.sqrt(Math.max(0, squares - rest) / n) / (1 - expected) ** 2
  const half = normalQuantile((1 + level) / 2) * standardError
  return {
    ...{ kind: 'estimated', estimate, standardError },
    interval: half > 0 ? [Math.max(-1, estimate - half), Math.min(1, estimate + half)] : null,
  }
}

function createWeights(weights: KappaWeights, k: number): (i: number, j: number) => number {
  const last = Math.max(1, k - 1)
  if (weights === 'unweighted') return (i, j) => (i === j ? 1 : 0)
  return weights === 'linear' ? (i, j) => 1 - Math.abs(i - j) / last : (i, j) => 1 - ((i - j) / last) ** 2
}
