import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poolBinomial } from '../../../../functions/analysis/pooling/binomial-mixed-model.ts'
import type { SiteProportion } from '../../../../functions/analysis/pooling/pool-logits.ts'
import { poolLogits } from '../../../../functions/analysis/pooling/pool-logits.ts'
import type { OneStageRate } from '../../../../web/api/analyses/pooling.ts'
import { expectEach } from '../../../support/expect-each.ts'
import { published, relativeError } from '../../../support/published.ts'

const R = published<{
  examples: {
    name: string
    events: number[]
    n: number[]
    mu: number
    sigma: number
    se: number
    logLikelihood: number
    likelihoodRatio: number
    profiles: { level: number; lower: number; upper: number }[]
    glmer?: { mu: number; sigma: number; se: number }
  }[]
}>('binomial-mixed-model')

type PooledBinomial = Extract<OneStageRate, { kind: 'pooled' }>

const buildSites = (events: readonly number[], n: readonly number[]): SiteProportion[] =>
  events.map((count, i) => ({ events: count, n: n[i] ?? 0 }))

function pooled(sites: readonly SiteProportion[], level?: number): PooledBinomial {
  const result = poolBinomial(sites, level === undefined ? {} : { level })
  if (result.kind !== 'pooled') throw new Error(result.reason)
  return result
}

function requireProfile({ logit }: PooledBinomial): readonly [number, number] {
  if (logit.profile.kind !== 'estimated') throw new Error(logit.profile.reason)
  return logit.profile.interval
}

const expectNear = (actual: number, expected: number, precision: number) =>
  expect(relativeError(actual, expected), `${actual} against ${expected}`).toBeLessThan(precision)

describe('refuses by name', () => {
  test.each([
    ['fewer-than-three-sites', [], []],
    ['fewer-than-three-sites', [3, 4], [10, 20]],
    ['fewer-than-three-sites', [0, 0], [10, 20]],
    ['no-events-at-any-site', [0, 0, 0, 0], [10, 20, 30, 40]],
    ['only-events-at-every-site', [10, 20, 30], [10, 20, 30]],
    ['every-site-all-or-none', [0, 20, 0], [10, 20, 30]],
    ['every-site-all-or-none', [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]],
  ])('%s: %j of %j', (reason, events, n) => {
    expect(poolBinomial(buildSites(events, n))).toEqual({ kind: 'not-pooled', reason })
  })

  test.each([
    [1, 0],
    [-1, 3],
    [4, 3],
    [0.5, 3],
    [Number.NaN, 3],
  ])('%d of %d, which are no counts', (events, n) => {
    expect(() => poolBinomial([...buildSites([1, 2, 3], [5, 5, 5]), { events, n }])).toThrow(RangeError)
  })

  test.each([0, 1, 95, Number.NaN])('a level of %d', (level) => {
    expect(() => poolBinomial(buildSites([1, 2, 3], [5, 5, 5]), { level })).toThrow(RangeError)
  })
})

describe.each(R.examples)('$name', ({ events, n, profiles, ...expected }) => {
  const sites = buildSites(events, n)

  test('agrees with the optimum of the likelihood written out in R', () => {
    const { logit, tau2, tau2Test, logLikelihood } = pooled(sites)
    expectNear(logit.estimate, expected.mu, 1e-8)
    expectNear(logit.standardError, expected.se, 1e-8)
    expectNear(tau2, expected.sigma ** 2, 5e-8)
    expect(Math.abs(logLikelihood - expected.logLikelihood)).toBeLessThan(1e-8)
    expectNear(tau2Test.statistic, expected.likelihoodRatio, 1e-8)
  })

  test.each(profiles)(
    'the profile interval at $level agrees with the one found in R',
    ({ level, lower, upper }) => {
      const [below, above] = requireProfile(pooled(sites, level))
      expectNear(below, lower, 1e-8)
      expectNear(above, upper, 1e-8)
    },
  )
})

test.each(R.examples.flatMap((example) => (example.glmer ? [{ ...example, glmer: example.glmer }] : [])))(
  '$name: agrees with lme4, as far as its optimiser and its differences for the Hessian go',
  ({ events, n, glmer }) => {
    const { logit, tau2 } = pooled(buildSites(events, n))
    expectNear(logit.estimate, glmer.mu, 1e-6)
    expectNear(Math.sqrt(tau2), glmer.sigma, 1e-5)
    expectNear(logit.standardError, glmer.se, 1e-4)
  },
)

test('sites that differ by no more than chance have the share of all participants and no τ²', () => {
  const result = pooled(buildSites([6, 6, 6, 6], [10, 10, 10, 10]))
  expect(result).toMatchObject({ k: 4, n: 40, events: 24, tau2: 0, tau2Test: { statistic: 0, p: 1 } })
  expect(result.rate.estimate).toBeCloseTo(0.6, 11)
  expect(result.logit.standardError).toBeCloseTo(1 / Math.sqrt(40 * 0.6 * 0.4), 11)
})

test('the normal interval is the standard error times 1.96, and rates are the logits turned back', () => {
  const { logit, rate } = pooled(buildSites([12, 30, 7, 18, 41], [30, 52, 25, 33, 90]))
  expect(logit.wald[0]).toBeCloseTo(logit.estimate - 1.959963984540054 * logit.standardError, 12)
  expect(logit.wald[1]).toBeCloseTo(logit.estimate + 1.959963984540054 * logit.standardError, 12)
  expect(Math.log(rate.estimate / (1 - rate.estimate))).toBeCloseTo(logit.estimate, 12)
  if (rate.profile.kind !== 'estimated' || logit.profile.kind !== 'estimated')
    throw new Error('not estimated')
  for (const end of [0, 1] as const) {
    expect(Math.log(rate.wald[end] / (1 - rate.wald[end]))).toBeCloseTo(logit.wald[end], 12)
    const ofProfile = rate.profile.interval[end]
    expect(Math.log(ofProfile / (1 - ofProfile))).toBeCloseTo(logit.profile.interval[end], 12)
  }
})

test('half of the p value of chi-square, since τ² cannot lie below 0', () => {
  // 2.705543 is the 90% point of chi-square with 1 df from tables.
  const results = [3, 3.2, 3.4, 3.6].map((apart) => {
    const middle = 20
    const events = [middle - 2 * apart, middle, middle + 2 * apart].map(Math.round)
    return pooled(buildSites(events, [40, 40, 40])).tau2Test
  })
  for (const { statistic, p } of results) expect(p < 0.05).toBe(statistic > 2.705543)
  expect(new Set(results.map(({ p }) => p < 0.05))).toEqual(new Set([true, false]))
})

test('where Gauss–Hermite nodes are too few the trapezoid takes over, and the result says so', () => {
  expect(pooled(buildSites([12, 30, 7], [30, 52, 25])).integration).toBe('Gauss–Hermite 51')
  expect(pooled(buildSites([0, 11, 9, 14], [9, 11, 31, 18])).integration).toMatch(/^trapezoid/)
})

test('with many participants the two stages agree with one', () => {
  const sites = buildSites([3000, 5200, 2500, 3300, 6100], [10000, 12000, 9000, 10000, 14000])
  const two = poolLogits(sites)
  if (two.kind !== 'pooled') throw new Error(two.reason)
  // Maximum likelihood has the lower τ², by about one site in five.
  expect(pooled(sites).logit.estimate).toBeCloseTo(two.logit.estimate, 3)
  expect(pooled(sites).tau2 / two.tau2).toBeCloseTo(0.8, 2)
})

describe('laws', () => {
  const proportion = fc
    .integer({ min: 1, max: 60 })
    .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
  const proportions = fc.array(proportion, { minLength: 3, maxLength: 8 })
  const listNumbers = (value: unknown): number[] => {
    if (typeof value === 'number') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listNumbers) : []
  }

  test('every set of sites is pooled or refused by name, and numbers are finite and in their ranges', () => {
    fc.assert(
      fc.property(proportions, (sites) => {
        const result = poolBinomial(sites)
        const bare = sites.every(({ events, n }) => events === 0 || events === n)
        expect(result.kind).toBe(bare ? 'not-pooled' : 'pooled')
        if (result.kind !== 'pooled') return
        expectEach(listNumbers(result), Number.isFinite)
        const [below, above] = requireProfile(result)
        expect(below).toBeLessThan(result.logit.estimate)
        expect(above).toBeGreaterThan(result.logit.estimate)
        for (const rate of listNumbers(result.rate)) expect(rate >= 0 && rate <= 1).toBe(true)
        expect(result.tau2Test.p > 0 && result.tau2Test.p <= 1).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the opposite event has the opposite logit; the order of sites does not matter', () => {
    fc.assert(
      fc.property(proportions, (sites) => {
        const result = poolBinomial(sites)
        fc.pre(result.kind === 'pooled')
        if (result.kind !== 'pooled') return
        const opposite = pooled(sites.map(({ events, n }) => ({ events: n - events, n })).reverse())
        const unit = result.logit.standardError
        expect(Math.abs(opposite.logit.estimate + result.logit.estimate)).toBeLessThan(1e-6 * unit)
        expectNear(opposite.logit.standardError, unit, 1e-6)
        expect(Math.abs(opposite.tau2 - result.tau2)).toBeLessThan(1e-6 * (1 + result.tau2))
        const [below, above] = requireProfile(result)
        expect(requireProfile(opposite)[0]).toBeCloseTo(-above, 4)
        expect(requireProfile(opposite)[1]).toBeCloseTo(-below, 4)
      }),
      { numRuns: 40 },
    )
  })
})
