/** How well the items of a scale hang together, on everybody who answered all of them. */
export type InternalConsistency = {
  readonly n: number
  readonly items: number
  /** Cronbach's α of the sum of the items; at most 1, and below 0 where items run against each other. */
  readonly alpha: number
  /** McDonald's ω of the sum, from one factor by minimum residuals; `null` with fewer than three items, or without a minimum. */
  readonly omega: number | null
  /** Correlation of each item with the sum of the others, in the order of the items. */
  readonly itemRest: readonly number[]
}

export type ConsistencyRefusal = 'fewer-than-two-items' | 'too-few-participants' | 'an-item-without-spread'

/** Fewer give no usable correlation between items. */
const MIN_PARTICIPANTS = 10
const MAX_ITERATIONS = 5000
const TOLERANCE = 1e-13

/**
 * @param rows a participant's item scores each, as they enter the scale, all of one length and none missing
 * @see Cronbach, Psychometrika 16:297, 1951; McDonald, Test theory, 1999, chapter 6; Harman & Jones, Psychometrika 31:351, 1966
 */
export function measureInternalConsistency(
  rows: readonly (readonly number[])[],
): InternalConsistency | { readonly reason: ConsistencyRefusal } {
  const items = rows[0]?.length ?? 0
  if (rows.length < MIN_PARTICIPANTS) return { reason: 'too-few-participants' }
  if (items < 2) return { reason: 'fewer-than-two-items' }
  const covariance = computeCovariance(rows, items)
  const deviations = covariance.map((row, at) => Math.sqrt(row[at] as number))
  if (deviations.some((deviation) => !(deviation > 0))) return { reason: 'an-item-without-spread' }
  const total = covariance.flat().reduce((sum, cell) => sum + cell, 0)
  const trace = covariance.reduce((sum, row, at) => sum + (row[at] as number), 0)
  const itemRest = covariance.map((row, at) => {
    const variance = row[at] as number
    const withTotal = row.reduce((sum, cell) => sum + cell, 0)
    const rest = total - 2 * withTotal + variance
    return (withTotal - variance) / Math.sqrt(variance * rest)
  })
  return {
    ...{ n: rows.length, items, itemRest },
    alpha: total === 0 ? 0 : (items / (items - 1)) * (1 - trace / total),
    omega: items < 3 ? null : computeOmega(covariance, deviations),
  }
}

function computeCovariance(rows: readonly (readonly number[])[], items: number): number[][] {
  const means = Array.from(
    { length: items },
    (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length,
  )
  return means.map((mean, i) =>
    means.map(
      (other, j) =>
        rows.reduce((sum, row) => sum + ((row[i] as number) - mean) * ((row[j] as number) - other), 0) /
        (rows.length - 1),
    ),
  )
}

/** (Σλσ)² / ((Σλσ)² + Σ(1 − λ²)σ²), λ of the standardized items. */
function computeOmega(
  covariance: readonly (readonly number[])[],
  deviations: readonly number[],
): number | null {
  const correlation = covariance.map((row, i) =>
    row.map((cell, j) => cell / ((deviations[i] as number) * (deviations[j] as number))),
  )
  const loadings = fitOneFactor(correlation)
  if (loadings === undefined) return null
  const common = loadings.reduce((sum, loading, at) => sum + loading * (deviations[at] as number), 0) ** 2
  const unique = loadings.reduce(
    (sum, loading, at) => sum + (1 - loading ** 2) * (deviations[at] as number) ** 2,
    0,
  )
  return unique > 0 ? common / (common + unique) : null
}

/** Loadings that leave the least residual correlation between different items, one after the other in turn until all rest. */
function fitOneFactor(correlation: readonly (readonly number[])[]): number[] | undefined {
  const loadings = correlation.map(() => Math.SQRT1_2)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    let largest = 0
    for (let i = 0; i < loadings.length; i += 1) {
      let [above, below] = [0, 0]
      for (let j = 0; j < loadings.length; j += 1) {
        if (j === i) continue
        const other = loadings[j] as number
        above += (correlation[i]?.[j] as number) * other
        below += other ** 2
      }
      if (!(below > 0)) return undefined
      largest = Math.max(largest, Math.abs(above / below - (loadings[i] as number)))
      loadings[i] = above / below
    }
    // A loading above 1 leaves an item less than no variance of its own: there is no such factor.
    if (loadings.some((loading) => Math.abs(loading) > 1)) return undefined
    if (largest < TOLERANCE) return loadings
  }
  return undefined
}
