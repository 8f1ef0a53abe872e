import { studentTQuantile } from '../statistics/distributions.ts'
import { requireLevel } from '../statistics/wilson.ts'

/** A proportion over imputed data sets. */
export type PooledImputedRate = {
  readonly rate: number
  readonly interval: readonly [number, number]
  readonly imputations: number
  /** What more imputations would take away of the standard error: √(between / imputations). */
  readonly monteCarloError: number
  /** Share of the variance that is due to what is missing, 0–1. */
  readonly fractionMissing: number
  readonly df: number
}

/**
 * Rubin's rules for a proportion, with Wilson's interval: the values q for which (q̄ − q)² is at most t² times the variance that
 * q would have, q(1−q)/n, inflated by what is missing. It stays within 0 and 1 and has a width at 0 and 1.
 *
 * @param rates of the imputed data sets, 0–1, at least two
 * @param n participants that each of them is a share of
 * @param options.designEffect how many times larger the variance is than that of n independent participants, as for sites
 * @see D. B. Rubin, Multiple imputation for nonresponse in surveys, 1987; Barnard & Rubin, Biometrika 86:948, 1999;
 *   Lott & Reiter, The American Statistician 74:109, 2020
 * @throws RangeError for fewer than two rates, an n below 2 or a level out of range
 */
export function poolImputedRates(
  rates: readonly number[],
  n: number,
  { level = 0.95, designEffect = 1 }: { level?: number; designEffect?: number } = {},
): PooledImputedRate {
  requireLevel(level)
  const m = rates.length
  if (m < 2) throw new RangeError(`Not enough imputations: ${m}`)
  if (!(n >= 2)) throw new RangeError(`Not a number of participants: ${n}`)
  const rate = rates.reduce((sum, one) => sum + one, 0) / m
  const between = rates.reduce((sum, one) => sum + (one - rate) ** 2, 0) / (m - 1)
  const within = (designEffect * rates.reduce((sum, one) => sum + one * (1 - one), 0)) / (m * n)
  const missing = (1 + 1 / m) * between
  const lambda = missing === 0 ? 0 : missing / (within + missing)
  const df = computeBarnardRubinDf(lambda, m, n - 1)
  const t = studentTQuantile((1 + level) / 2, df)
  const relative = within === 0 ? 0 : missing / within
  const spread = (t * t * designEffect * (1 + relative)) / n
  const middle = (2 * rate + spread) / (2 * (1 + spread))
  const half =
    Math.sqrt(Math.max(0, (2 * rate + spread) ** 2 - 4 * (1 + spread) * rate ** 2)) / (2 * (1 + spread))
  return {
    ...{ rate, imputations: m, df },
    interval: [rate === 0 ? 0 : middle - half, rate === 1 ? 1 : middle + half],
    monteCarloError: Math.sqrt(between / m),
    fractionMissing: lambda,
  }
}

function computeBarnardRubinDf(lambda: number, m: number, completeDf: number): number {
  const observed = ((completeDf + 1) / (completeDf + 3)) * completeDf * (1 - lambda)
  if (lambda === 0) return observed
  const old = (m - 1) / lambda ** 2
  return (old * observed) / (old + observed)
}
