/** What one site contributes to a pooled estimate. */
export interface SiteEstimate {
  /** In the unit of the outcome, or on the scale on which it is pooled. */
  readonly effect: number
  /** Of the effect: the square of its standard error; above 0. */
  readonly variance: number
}

/** Sums over the sites at weights 1/(variance + τ²), from which everything else follows. */
export interface WeightedSums {
  readonly weights: readonly number[]
  /** Σw */
  readonly total: number
  /** The weighted mean. */
  readonly mean: number
  /** Σw(effect − mean)², the generalised Q. */
  readonly q: number
  /** tr P = Σw − Σw²/Σw */
  readonly trace: number
}

export interface Tau2 {
  readonly tau2: number
  readonly converged: boolean
}

export function computeWeightedSums(sites: readonly SiteEstimate[], tau2: number): WeightedSums {
  const weights = sites.map(({ variance }) => 1 / (variance + tau2))
  const total = sum(weights)
  const mean = sum(sites.map(({ effect }, i) => effect * (weights[i] ?? 0))) / total
  const q = sum(sites.map(({ effect }, i) => (weights[i] ?? 0) * (effect - mean) ** 2))
  return { weights, total, mean, q, trace: total - sum(weights.map((w) => w * w)) / total }
}

/** Variance within the sites, as I² compares it with τ² (Higgins & Thompson, Statistics in Medicine 21:1539, 2002). */
export function typicalVariance(sites: readonly SiteEstimate[]): number {
  return (sites.length - 1) / computeWeightedSums(sites, 0).trace
}

/** τ² as a share of the variance, 0–100. */
export function computeI2(tau2: number, typical: number): number {
  return 100 * (tau2 / (tau2 + typical))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
