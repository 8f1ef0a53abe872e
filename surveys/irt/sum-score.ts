import { categoryProbabilities, type GradedItem } from './graded-response.ts'
import { computeMoments, type Estimate, PRIOR, THETAS } from './quadrature.ts'

/**
 * The estimate for every sum of categories, 0 first: the table that a short form is scored with. The chance of each
 * sum at θ is built up item by item (Lord & Wingersky 1984). Every item must be answered.
 */
export function estimateSumScores(items: readonly GradedItem[]): readonly Estimate[] {
  const highest = items.reduce((sum, { thresholds }) => sum + thresholds.length, 0)
  const weights = Array.from({ length: highest + 1 }, () => new Float64Array(THETAS.length))
  THETAS.forEach((theta, point) => {
    computeSumProbabilities(items, theta).forEach((probability, sum) => {
      ;(weights[sum] as Float64Array)[point] = probability * (PRIOR[point] as number)
    })
  })
  return weights.map(computeMoments)
}

/** The chance of each sum at θ. */
function computeSumProbabilities(items: readonly GradedItem[], theta: number): readonly number[] {
  let sums: readonly number[] = [1]
  for (const item of items) {
    const categories = categoryProbabilities(item, theta)
    const next = new Array<number>(sums.length + categories.length - 1).fill(0)
    sums.forEach((chance, sum) => {
      categories.forEach((probability, category) => {
        next[sum + category] = (next[sum + category] as number) + chance * probability
      })
    })
    sums = next
  }
  return sums
}
