import type { OneStageRate } from '../../../web/api/analyses/pooling.ts'
import { chiSquareUpperTail, normalQuantile } from '../statistics/distributions.ts'
import { requireCounts, requireLevel } from '../statistics/wilson.ts'
import { computeUntilStable, type IntegrationRule } from './compute-until-stable.ts'
import { climbSigma, findHighestPeak, findPeakOverMu, type Peak } from './likelihood-peak.ts'
import type { SiteProportion } from './pool-logits.ts'
import { profileInterval } from './profile-interval.ts'
import type { Integration } from './site-integral.ts'

/**
 * Proportions of sites in one model: events are binomial, and the sites' logits are normal about a mean. Sites without
 * events, or with nothing else, count as they are, without a continuity correction (T. H. Hamza, H. C. van Houwelingen &
 * T. Stijnen, Journal of Clinical Epidemiology 61:41, 2008).
 *
 * @param sites in any order, each with at least one participant
 * @param options level of the intervals, default 0.95; `only` one rule of integration, for simulations
 * @throws RangeError when the counts of a site are not counts, or the level is not between 0 and 1
 */
export function poolBinomial(
  sites: readonly SiteProportion[],
  options: { readonly level?: number; readonly only?: IntegrationRule } = {},
): OneStageRate {
  const { level = 0.95, only } = options
  requireLevel(level)
  for (const { events, n } of sites) requireCounts(events, n)
  const reason = refuse(sites)
  if (reason !== undefined) return { kind: 'not-pooled', reason }
  const fit = computeUntilStable<Fit>(
    (integration, before) => fitWithIntegration(sites, integration, before),
    isSameFit,
    only,
  )
  if (fit === undefined) return { kind: 'not-pooled', reason: 'likelihood-did-not-settle' }
  const { peak, withoutSpread } = fit.result
  const standardError = computeStandardError(peak)
  const half = normalQuantile((1 + level) / 2) * standardError
  const wald = [peak.mu - half, peak.mu + half] as const
  const profile = profileInterval(sites, peak, standardError, level, only)
  const statistic = Math.max(0, 2 * (peak.here.value - withoutSpread.here.value))
  return {
    kind: 'pooled',
    method: 'binomial mixed model: logit, random site intercept, maximum likelihood',
    k: sites.length,
    n: sites.reduce((sum, { n }) => sum + n, 0),
    events: sites.reduce((sum, { events }) => sum + events, 0),
    logit: { estimate: peak.mu, standardError, wald, profile },
    rate: {
      estimate: inverseLogit(peak.mu),
      wald: [inverseLogit(wald[0]), inverseLogit(wald[1])],
      profile:
        profile.kind === 'estimated'
          ? { ...profile, interval: [inverseLogit(profile.interval[0]), inverseLogit(profile.interval[1])] }
          : profile,
    },
    level,
    tau2: peak.sigma ** 2,
    tau2Test: {
      statistic,
      p: statistic > 0 ? chiSquareUpperTail(statistic, 1) / 2 : 1,
      reference: 'half 0, half chi-square with 1 df',
    },
    logLikelihood: peak.here.value,
    integration: fit.rule,
  }
}

interface Fit {
  readonly peak: Peak
  /** The best μ at τ = 0: all participants in one proportion. */
  readonly withoutSpread: Peak
}

function fitWithIntegration(
  sites: readonly SiteProportion[],
  integration: Integration,
  before: Fit | undefined,
): Fit | undefined {
  let start = before?.peak.mu ?? 0
  const findProfilePeak = (sigma: number) => {
    const best = findPeakOverMu(sites, sigma, start, integration)
    start = best?.mu ?? start
    return best
  }
  const withoutSpread = findProfilePeak(0)
  const near = before?.peak.sigma ?? 0
  const top = near > 0 ? climbSigma(findProfilePeak, near) : findHighestPeak(findProfilePeak)
  if (withoutSpread === undefined || top === undefined) return undefined
  const spread = top.sigma > 0 && top.here.value > withoutSpread.here.value
  return { peak: spread ? top : withoutSpread, withoutSpread }
}

function isSameFit({ peak: coarse }: Fit, { peak: fine }: Fit): boolean {
  return (
    Math.abs(fine.mu - coarse.mu) <= 1e-8 * computeStandardError(fine) &&
    Math.abs(fine.sigma - coarse.sigma) <= 1e-8 * (1 + fine.sigma)
  )
}

/** Of μ, by the observed information of μ and τ together; at τ = 0, where τ has no slope, by that of μ alone. */
function computeStandardError({ sigma, here }: Peak): number {
  const shared = sigma === 0 ? 0 : here.byMuSigma ** 2 / here.bySigmaSigma
  return 1 / Math.sqrt(shared - here.byMuMu)
}

function refuse(
  sites: readonly SiteProportion[],
): Extract<OneStageRate, { kind: 'not-pooled' }>['reason'] | undefined {
  if (sites.length < 3) return 'fewer-than-three-sites'
  if (sites.every(({ events }) => events === 0)) return 'no-events-at-any-site'
  if (sites.every(({ events, n }) => events === n)) return 'only-events-at-every-site'
  if (sites.every(({ events, n }) => events === 0 || events === n)) return 'every-site-all-or-none'
  return undefined
}

function inverseLogit(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
