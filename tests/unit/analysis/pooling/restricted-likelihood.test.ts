import { expect, test } from 'vitest'
import { betweenSiteVariance } from '../../../../functions/analysis/pooling/between-site-variance.ts'
import { poolEstimates, type SiteEstimate } from '../../../../functions/analysis/pooling/pooling.ts'
import {
  restrictedLogLikelihood,
  restrictedMaximumLikelihood,
} from '../../../../functions/analysis/pooling/restricted-likelihood.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import { published } from '../../../support/published.ts'

/** tests/published/clinics.R: the likelihood on 20,000 places, its tops polished. */
const { reml } = published<{
  reml: {
    effects: number[]
    variances: number[]
    tops: number
    tau2: number
    logLikelihood: number
    estimate: number
  }[]
}>('clinics')

test.each(reml)('of $tops tops at $effects the highest is taken', ({ effects, variances, ...expected }) => {
  const sites = effects.map((effect, at) => ({ effect, variance: variances[at] ?? 0 }))
  const { tau2, converged } = betweenSiteVariance(sites, 'REML')
  expect(converged).toBe(true)
  expect(tau2).toBeCloseTo(expected.tau2, 6)
  expect(restrictedLogLikelihood(sites, tau2)).toBeCloseTo(expected.logLikelihood, 9)
  expect(poolEstimates(sites)).toMatchObject({ estimate: expect.closeTo(expected.estimate, 6) })
})

test('the case of METHODS.md: τ² = 0, and not the lower top at 4.39', () => {
  const [first] = reml
  expect(first).toMatchObject({ effects: [2.9, 3, -2.7], tops: 2, tau2: 0 })
  expect(first?.logLikelihood.toFixed(3)).toBe('-2.288')
  expect(first?.estimate.toFixed(3)).toBe('2.944')
})

test('no place of 72 is higher than the top found, over 3,000 random sets of precise and vague sites', () => {
  const random = createRandomStream(5, 'restricted-likelihood')
  for (let set = 0; set < 3000; set++) {
    const sites: SiteEstimate[] = Array.from({ length: 3 + random.drawInteger(8) }, () => ({
      effect: 3 * random.normal(),
      variance: 10 ** (-2.5 + 3.5 * random.uniform()),
    }))
    const { tau2, converged } = restrictedMaximumLikelihood(sites)
    const height = restrictedLogLikelihood(sites, tau2)
    const places = [0, ...Array.from({ length: 71 }, (_, at) => 10 ** (-4 + at / 10))]
    const highest = Math.max(...places.map((place) => restrictedLogLikelihood(sites, place)))
    expect(converged).toBe(true)
    expect(height).toBeGreaterThan(highest - 1e-9)
  }
})
