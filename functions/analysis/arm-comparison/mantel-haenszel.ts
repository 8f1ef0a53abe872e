import { chiSquareUpperTail, normalQuantile } from '../statistics/distributions.ts'
import { requireCounts, requireLevel } from '../statistics/wilson.ts'

/** One stratum's counts: events and participants of the arm, and of the arm that it is compared with. */
export type TwoArms = {
  readonly events: number
  readonly n: number
  readonly againstEvents: number
  readonly againstN: number
}

/** An estimate with its normal interval; a ratio's error is on the log scale. */
export type ArmContrast =
  | {
      readonly kind: 'estimated'
      readonly estimate: number
      readonly standardError: number
      readonly interval: readonly [number, number]
    }
  | {
      readonly kind: 'not-estimated'
      readonly reason: 'no-stratum-with-both-arms' | 'no-events' | 'no-variance'
    }

export type MantelHaenszel = {
  readonly strata: number
  readonly riskDifference: ArmContrast
  readonly riskRatio: ArmContrast
  readonly oddsRatio: ArmContrast
  /** Cochran–Mantel–Haenszel test without continuity correction; `null` where nobody or everybody had the event. */
  readonly test: { readonly statistic: number; readonly p: number } | null
}

/**
 * Two arms compared within strata, such as sites, by Mantel–Haenszel: strata without one of the arms tell nothing and are left
 * out.
 *
 * Risk difference with the variance of Sato, Greenland & Robins (Biometrics 45:1323, 1989), risk ratio with that of Greenland &
 * Robins (Biometrics 41:55, 1985), odds ratio with that of Robins, Breslow & Greenland (Biometrics 42:311, 1986).
 *
 * @param strata counts, whole, events at most n
 * @throws RangeError for counts that are none, or a level out of range
 * @example compareByMantelHaenszel([{ events: 12, n: 30, againstEvents: 7, againstN: 31 }]).riskDifference
 */
export function compareByMantelHaenszel(strata: readonly TwoArms[], level = 0.95): MantelHaenszel {
  requireLevel(level)
  const both = strata.filter(({ n, againstN }) => n > 0 && againstN > 0)
  for (const { events, n, againstEvents, againstN } of both) {
    requireCounts(events, n)
    requireCounts(againstEvents, againstN)
  }
  const z = normalQuantile((1 + level) / 2)
  const refusal = { kind: 'not-estimated', reason: 'no-stratum-with-both-arms' } as const
  if (both.length === 0)
    return { strata: 0, riskDifference: refusal, riskRatio: refusal, oddsRatio: refusal, test: null }
  return {
    strata: both.length,
    riskDifference: estimateRiskDifference(both, z),
    riskRatio: estimateRiskRatio(both, z),
    oddsRatio: estimateOddsRatio(both, z),
    test: testAssociation(both),
  }
}

function estimateRiskDifference(strata: readonly TwoArms[], z: number): ArmContrast {
  let [difference, weight, p, q] = [0, 0, 0, 0]
  for (const { events: a, n: n1, againstEvents: c, againstN: n2 } of strata) {
    const all = n1 + n2
    difference += (a * n2 - c * n1) / all
    weight += (n1 * n2) / all
    p += (n1 ** 2 * c - n2 ** 2 * a + (n1 * n2 * (n2 - n1)) / 2) / all ** 2
    q += (a * (n2 - c) + c * (n1 - a)) / (2 * all)
  }
  const estimate = difference / weight
  const variance = (estimate * p + q) / weight ** 2
  if (!(variance > 0)) return { kind: 'not-estimated', reason: 'no-variance' }
  const standardError = Math.sqrt(variance)
  const interval = [
    Math.max(-1, estimate - z * standardError),
    Math.min(1, estimate + z * standardError),
  ] as const
  return { kind: 'estimated', estimate, standardError, interval }
}

function estimateRiskRatio(strata: readonly TwoArms[], z: number): ArmContrast {
  let [r, s, v] = [0, 0, 0]
  for (const { events: a, n: n1, againstEvents: c, againstN: n2 } of strata) {
    const all = n1 + n2
    r += (a * n2) / all
    s += (c * n1) / all
    v += (n1 * n2 * (a + c) - a * c * all) / all ** 2
  }
  return estimateRatio(r, s, v / (r * s), z)
}

function estimateOddsRatio(strata: readonly TwoArms[], z: number): ArmContrast {
  let [r, s, pr, crossed, qs] = [0, 0, 0, 0, 0]
  for (const { events: a, n: n1, againstEvents: c, againstN: n2 } of strata) {
    const all = n1 + n2
    const [b, d] = [n1 - a, n2 - c]
    const [p, q, ri, si] = [(a + d) / all, (b + c) / all, (a * d) / all, (b * c) / all]
    r += ri
    s += si
    pr += p * ri
    crossed += p * si + q * ri
    qs += q * si
  }
  return estimateRatio(r, s, pr / (2 * r ** 2) + crossed / (2 * r * s) + qs / (2 * s ** 2), z)
}

function estimateRatio(above: number, below: number, variance: number, z: number): ArmContrast {
  if (!(above > 0 && below > 0)) return { kind: 'not-estimated', reason: 'no-events' }
  if (!(variance > 0)) return { kind: 'not-estimated', reason: 'no-variance' }
  const [log, standardError] = [Math.log(above / below), Math.sqrt(variance)]
  const interval = [Math.exp(log - z * standardError), Math.exp(log + z * standardError)] as const
  return { kind: 'estimated', estimate: above / below, standardError, interval }
}

function testAssociation(strata: readonly TwoArms[]): MantelHaenszel['test'] {
  let [excess, variance] = [0, 0]
  for (const { events: a, n: n1, againstEvents: c, againstN: n2 } of strata) {
    const [all, m] = [n1 + n2, a + c]
    excess += a - (n1 * m) / all
    variance += (n1 * n2 * m * (all - m)) / (all ** 2 * (all - 1))
  }
  if (!(variance > 0)) return null
  const statistic = excess ** 2 / variance
  return { statistic, p: chiSquareUpperTail(statistic, 1) }
}
