import type { PooledImputations } from '../../../web/api/analyses/sensitivity.ts'
import { studentTCdf, studentTQuantile } from '../statistics/distributions.ts'
import { requireLevel } from '../statistics/wilson.ts'

/** One completed data set's estimate. */
export type CompletedEstimate = { readonly estimate: number; readonly standardError: number }

/** Below this the interval spans ten and more powers of ten of the standard error. */
const MIN_DF = 0.1

/**
 * One estimate out of those of several completed data sets.
 *
 * @param completeDf degrees of freedom that the analysis would have with nothing missing
 * @see D. B. Rubin, Multiple imputation for nonresponse in surveys, 1987; Barnard & Rubin, Biometrika 86:948, 1999
 * @throws RangeError when the level or the degrees of freedom are out of range
 */
export function poolImputations(
  estimates: readonly CompletedEstimate[],
  completeDf: number,
  level = 0.95,
): PooledImputations {
  requireLevel(level)
  if (!(completeDf > 0)) throw new RangeError(`Degrees of freedom are above 0: ${completeDf}`)
  const m = estimates.length
  if (m < 2) return { kind: 'not-pooled', reason: 'fewer-than-two-imputations' }
  if (estimates.some((one) => !Number.isFinite(one.estimate) || !Number.isFinite(one.standardError)))
    return { kind: 'not-pooled', reason: 'estimate-not-finite' }
  const estimate = estimates.reduce((sum, one) => sum + one.estimate, 0) / m
  const within = estimates.reduce((sum, one) => sum + one.standardError ** 2, 0) / m
  const between = estimates.reduce((sum, one) => sum + (one.estimate - estimate) ** 2, 0) / (m - 1)
  const total = within + (1 + 1 / m) * between
  if (!(total > 0)) return { kind: 'not-pooled', reason: 'no-variance' }
  const lambda = ((1 + 1 / m) * between) / total
  const observed = ((completeDf + 1) / (completeDf + 3)) * completeDf * (1 - lambda)
  // Without any difference between the completed sets there is only the analysis's own uncertainty.
  const old = lambda === 0 ? Number.POSITIVE_INFINITY : (m - 1) / lambda ** 2
  const df = old === Number.POSITIVE_INFINITY ? observed : (old * observed) / (old + observed)
  if (df < MIN_DF) return { kind: 'not-pooled', reason: 'nothing-but-imputed' }
  const standardError = Math.sqrt(total)
  const half = studentTQuantile((1 + level) / 2, df) * standardError
  const relative = ((1 + 1 / m) * between) / within
  return {
    kind: 'pooled',
    method: 'Rubin’s rules, Barnard–Rubin degrees of freedom',
    ...{ imputations: m, estimate, standardError, within, between, df, level },
    interval: [estimate - half, estimate + half],
    p: 2 * studentTCdf(-Math.abs(estimate / standardError), df),
    fractionMissing: (relative + 2 / (df + 3)) / (1 + relative),
  }
}
