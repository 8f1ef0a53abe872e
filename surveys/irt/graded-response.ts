/**
 * The graded response model (Samejima 1969). An item has a discrimination a and m ascending thresholds b₁…bₘ, and
 * m + 1 categories, 0…m. The chance of category k or above is P*ₖ(θ) = 1/(1 + exp(−a(θ − bₖ))), with P*₀ = 1 and
 * P*ₘ₊₁ = 0; the chance of k is P*ₖ − P*ₖ₊₁. θ is in standard deviations of the population of the calibration.
 */
export type GradedItem = {
  readonly item: string
  readonly discrimination: number
  readonly thresholds: readonly number[]
}

/**
 * The chance of each category at θ. The difference of two chances near 1 would lose its digits, so that it is taken as
 * σ(x) − σ(y) = σ(x)·σ(−y)·(1 − exp(y − x)).
 */
export function categoryProbabilities(item: GradedItem, theta: number): readonly number[] {
  const logits = item.thresholds.map((threshold) => item.discrimination * (theta - threshold))
  return Array.from({ length: logits.length + 1 }, (_, category) => {
    const [x, y] = [logits[category - 1], logits[category]]
    if (x === undefined) return logistic(-(y as number))
    if (y === undefined) return logistic(x)
    return logistic(x) * logistic(-y) * -Math.expm1(y - x)
  })
}

/**
 * Fisher information at θ: Σₖ P′ₖ²/Pₖ. Since P′ₖ = a·Pₖ·(1 − P*ₖ − P*ₖ₊₁), it is a²·Σₖ Pₖ·(1 − P*ₖ − P*ₖ₊₁)², which
 * never divides by a chance that is nearly 0.
 */
export function information(item: GradedItem, theta: number): number {
  const { discrimination, thresholds } = item
  const atLeast = [1, ...thresholds.map((threshold) => logistic(discrimination * (theta - threshold))), 0]
  const sum = categoryProbabilities(item, theta).reduce((total, probability, category) => {
    const slope = 1 - (atLeast[category] as number) - (atLeast[category + 1] as number)
    return total + probability * slope * slope
  }, 0)
  return discrimination * discrimination * sum
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
