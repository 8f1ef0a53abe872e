import { describe, expect, test } from 'vitest'
import {
  computeMarginalProbability,
  findPredictorAt,
} from '../../../../functions/analysis/consensus/profiles/marginal-probability.ts'
import { fitMixedLogistic } from '../../../../functions/analysis/consensus/profiles/mixed-logistic.ts'
import { findThreshold } from '../../../../functions/analysis/consensus/profiles/panel-threshold.ts'
import { fitProfileLogistic } from '../../../../functions/analysis/consensus/profiles/profile-logistic.ts'
import {
  estimateThresholds,
  listShares,
} from '../../../../functions/analysis/consensus/profiles/profile-thresholds.ts'
import type { ProfileVote } from '../../../../functions/analysis/consensus/profiles/profile-votes.ts'
import { bootstrapRaters } from '../../../../functions/analysis/consensus/profiles/rater-resampling.ts'
import { profileThresholdsSchema } from '../../../../web/api/consensus/profile-thresholds.ts'
import { published, relativeError } from '../../../support/published.ts'

type Plain = {
  coefficients: number[]
  errors: number[]
  deviance: number
  df: number
  aic: number
  thresholds: { share: number; estimate: number; se: number; fieller: [number, number] }[]
}
type Mixed = {
  data: { rater: number[]; group: number[]; x1: number[]; x2: number[]; y: number[] }
  groups: number
  lme4: { coefficients: number[]; sigma: number; logLik: number }
  coefficients: number[]
  sigma: number
  logLik: number
  errors: number[]
  held: number
  thresholds: { group: string; share: number; estimate: number; se: number }[]
}
const oracle = published<{
  profiles: { pain: number[]; fun: number[]; yes: number[]; n: number }
  pain: Plain
  both: Plain
  marginal: { eta: number; sigma: number; value: number }[]
  mixed: Mixed[]
}>('consensus-thresholds')

const near = (actual: number | undefined, expected: number, tolerance = 1e-9) =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(tolerance)
const nearAll = (actual: ArrayLike<number>, expected: readonly number[], tolerance?: number) => {
  for (const [at, value] of expected.entries()) near(actual[at], value, tolerance)
}
const { pain, fun, yes, n } = oracle.profiles
const PROFILES = pain.map((value, at) => ({ id: `p${at}`, values: [value, fun[at] as number] }))
const TALLIES = yes.map((count, at) => ({ profile: `p${at}`, yes: count, no: n - count, cannotSay: 0 }))

describe('the plain model of 16 profiles with 20 votes each', () => {
  test('is not fitted of nothing, or where votes are apart', () => {
    const none = TALLIES.map((one) => ({ ...one, yes: 0, no: 0 }))
    expect(fitProfileLogistic(PROFILES, none, [0])).toMatchObject({ kind: 'not-fitted' })
    const apart = TALLIES.map((one, at) => ({ ...one, yes: at < 8 ? 0 : 20, no: at < 8 ? 20 : 0 }))
    expect(fitProfileLogistic(PROFILES, apart, [0])).toEqual({ kind: 'not-fitted', reason: 'separated' })
  })

  test.each([
    ['pain', [0], oracle.pain],
    ['pain and function', [0, 1], oracle.both],
  ] as const)('on %s is that of glm', (_, predictors, expected) => {
    const fit = fitProfileLogistic(PROFILES, TALLIES, predictors)
    if (fit.kind === 'not-fitted') throw new Error(fit.reason)
    nearAll(fit.coefficients, expected.coefficients)
    nearAll(fit.errors, expected.errors, 1e-7)
    near(fit.deviance, expected.deviance)
    near(fit.aic, expected.aic)
    expect(fit.df).toBe(expected.df)
  })

  // Printed in METHODS: 30.58685 (28.120–33.054; Fieller 28.06545–33.12585), 37.37282 (34.46–40.29), 41.68962.
  test.each(oracle.pain.thresholds)('$share of the votes at $estimate', ({ share, ...expected }) => {
    const fit = fitProfileLogistic(PROFILES, TALLIES, [0])
    if (fit.kind === 'not-fitted') throw new Error(fit.reason)
    const found = findThreshold(fit, [{ intercept: [1, 0], slope: [0, 1] }], share)
    if (found.kind !== 'estimated') throw new Error(found.reason)
    near(found.estimate, expected.estimate)
    near(found.standardError, expected.se, 1e-7)
    near(found.fieller?.[0], expected.fieller[0], 1e-7)
    near(found.fieller?.[1], expected.fieller[1], 1e-7)
  })

  test('one point of function is worth .58518 of pain', () => {
    const fit = fitProfileLogistic(PROFILES, TALLIES, [0, 1])
    if (fit.kind === 'not-fitted') throw new Error(fit.reason)
    const [b0 = 0, b1 = 0, b2 = 0] = fit.coefficients
    expect(b2 / b1).toBeCloseTo(0.58518, 5)
    expect(-b0 / b1).toBeCloseTo(41.64, 2)
  })

  test('without a slope there is no threshold, and with a weak one no Fieller interval', () => {
    const fit = fitProfileLogistic(PROFILES, TALLIES, [0])
    if (fit.kind === 'not-fitted') throw new Error(fit.reason)
    const turned = { ...fit, coefficients: fit.coefficients.map((one) => -one) }
    const line = { intercept: [1, 0], slope: [0, 1] }
    expect(findThreshold(turned, [line], 0.5)).toEqual({
      ...{ kind: 'not-estimated', reason: 'slope-not-positive' },
    })
    const cells = fit.covariance.cells.map((one) => one * 100)
    const weak = findThreshold({ ...fit, covariance: { ...fit.covariance, cells } }, [line], 0.5)
    expect(weak).toMatchObject({ kind: 'estimated', fieller: null })
  })
})

describe('the share of a population of raters', () => {
  test.each(oracle.marginal)('at η $eta and σ $sigma is $value', ({ eta, sigma, value }) => {
    expect(computeMarginalProbability(eta, sigma).value).toBeCloseTo(value, 9)
    expect(findPredictorAt(value, sigma).eta).toBeCloseTo(eta, 8)
  })

  test('half of it is where half of the average rater is; 70 percent is farther', () => {
    expect(findPredictorAt(0.5, 2).eta).toBeCloseTo(0, 12)
    expect(findPredictorAt(0.7, 2).eta).toBeGreaterThan(Math.log(7 / 3))
  })
})

/** Votes of a panel that R drew. */
function readPanel({ data }: Mixed) {
  const profiles = data.x1.map((x1, at) => ({ id: `v${at}`, values: [x1, data.x2[at] as number] }))
  const votes = data.y.map(
    (y, at): ProfileVote => ({
      ...{ rater: `r${data.rater[at]}`, group: `g${data.group[at]}`, profile: `v${at}` },
      ...{ adequate: y === 1 ? 'yes' : 'no', isRepeat: false },
    }),
  )
  return { profiles, votes }
}
const ask = (mixed: Mixed) => ({
  ...{ predictors: ['x1', 'x2'], ...readPanel(mixed), shares: [0.3, 0.5, 0.7] },
  ...{ reference: [mixed.held, mixed.held], nodes: 25 },
})

describe('the mixed model', () => {
  test.each(oracle.mixed)('of $groups groups, σ $sigma: as lme4 and as integrated in R', (expected) => {
    const result = estimateThresholds(ask(expected))
    if (result.kind !== 'estimated') throw new Error(result.reason)
    const terms = result.model.terms.map((term) => term.estimate)
    // bobyqa and BFGS end within a hundred-thousandth of a standard error of the top.
    for (const [at, error] of expected.errors.slice(0, -1).entries())
      for (const { coefficients } of [expected, expected.lme4])
        expect(Math.abs((terms[at] as number) - (coefficients[at] as number))).toBeLessThan(1e-5 * error)
    near(result.model.sigma, expected.lme4.sigma, 2e-6)
    near(result.model.sigma, expected.sigma, 2e-6)
    expect(result.model.logLikelihood).toBeCloseTo(expected.logLik, 6)
    nearAll(
      result.model.terms.map(({ standardError }) => standardError),
      expected.errors.slice(0, -1),
      1e-4,
    )
    const thresholds = result.thresholds.filter(({ predictor }) => predictor === 'x1')
    expected.thresholds.forEach(({ group, share, estimate, se }, at) => {
      const found = thresholds[at]
      expect(found).toMatchObject({ group, share, others: { x2: expected.held } })
      if (found?.threshold.kind !== 'estimated') throw new Error('no threshold')
      near(found.threshold.estimate, estimate, 2e-6)
      near(found.threshold.standardError, se, 1e-3)
    })
    expect(profileThresholdsSchema.parse(result)).toEqual(result)
  })

  test('is refused for no votes, one kind of vote, too few raters, and columns that follow from others', () => {
    const [first] = oracle.mixed
    if (!first) throw new Error('no panel')
    const question = ask(first)
    const refuse = (change: (vote: ProfileVote, at: number) => ProfileVote | undefined) =>
      estimateThresholds({ ...question, votes: question.votes.flatMap((vote, at) => change(vote, at) ?? []) })
    expect(refuse((vote) => ({ ...vote, adequate: 'cannot-say' }))).toMatchObject({ reason: 'nobody-voted' })
    expect(refuse((vote) => ({ ...vote, isRepeat: true }))).toMatchObject({ reason: 'nobody-voted' })
    expect(refuse((vote) => ({ ...vote, adequate: 'yes' }))).toMatchObject({ reason: 'all-yes' })
    expect(refuse((vote) => ({ ...vote, adequate: 'no' }))).toMatchObject({ reason: 'all-no' })
    expect(refuse((vote) => (['r1', 'r2'].includes(vote.rater) ? vote : undefined))).toMatchObject({
      reason: 'fewer-than-three-raters',
    })
    const twice = question.profiles.map(({ id, values: [x1 = 0] }) => ({ id, values: [x1, 2 * x1] }))
    expect(estimateThresholds({ ...question, profiles: twice })).toMatchObject({ reason: 'columns-depend' })
  })

  test('has σ 0 where raters do not differ, and then the errors of the plain model', () => {
    const design = Float64Array.from(pain.flatMap((value) => [1, value]))
    // Each rater votes as their number of 20 says: every profile has the share of the example.
    const raters = Array.from({ length: 20 }, (_, rater) => ({
      design,
      outcomes: Float64Array.from(yes, (count, at) => ((rater * 7 + at * 3) % 20 < count ? 1 : 0)),
    }))
    const fit = fitMixedLogistic(raters, 2)
    if (fit.kind !== 'fitted') throw new Error(fit.reason)
    expect(fit.sigma).toBe(0)
    nearAll(fit.coefficients, oracle.pain.coefficients, 1e-6)
    near(Math.sqrt(fit.covariance.cells[0] as number), oracle.pain.errors[0] as number, 1e-6)
  })
})

test('a protocol asks for the shares of the panel and the ends of what is undecided, each once', () => {
  expect(listShares({ panelShares: [50, 70], undecided: [30, 70] })).toEqual([0.3, 0.5, 0.7])
})

describe('resampling raters', () => {
  const [first] = oracle.mixed
  if (!first) throw new Error('no panel')
  const result = estimateThresholds({
    ...ask(first),
    ...{ shares: [0.5], nodes: 9, leaveOneOut: true, bootstrap: { replicates: 60, seed: 7 } },
  })
  if (result.kind !== 'estimated') throw new Error(result.reason)
  const [found] = result.thresholds

  test('gives an interval about the threshold, the same for the same seed', () => {
    if (found?.threshold.kind !== 'estimated') throw new Error('no threshold')
    const [low = 0, high = 0] = found.bootstrap?.interval ?? []
    const { estimate, standardError } = found.threshold
    expect(low).toBeLessThan(estimate)
    expect(high).toBeGreaterThan(estimate)
    // About as wide as the delta interval of 3.92 standard errors.
    expect((high - low) / standardError).toBeGreaterThan(2)
    expect((high - low) / standardError).toBeLessThan(6)
    const again = estimateThresholds({
      ...ask(first),
      ...{ shares: [0.5], nodes: 9, bootstrap: { replicates: 60, seed: 7 } },
    })
    expect(again.kind === 'estimated' && again.thresholds[0]?.bootstrap).toEqual(found.bootstrap)
  })

  test('gives no interval where more than one resample in ten gives no threshold', () => {
    const unit = { group: 'a', rows: { design: new Float64Array(), outcomes: new Float64Array() } }
    const place = { predictor: 'x', group: 'all', share: 0.5, lines: [{ intercept: [1, 0], slope: [0, 1] }] }
    const options = { replicates: 20, seed: 1, level: 0.95 }
    expect(bootstrapRaters([unit], [place], () => undefined, options)).toEqual([
      { interval: null, replicates: 20, failed: 20 },
    ])
  })

  test('without one of them the threshold moves by no more than is said', () => {
    const { votes, profiles } = readPanel(first)
    const shifts = [...new Set(votes.map(({ rater }) => rater))].map((left) => {
      const rest = votes.filter(({ rater }) => rater !== left)
      const one = estimateThresholds({ ...ask(first), profiles, votes: rest, shares: [0.5], nodes: 9 })
      const threshold = one.kind === 'estimated' ? one.thresholds[0]?.threshold : undefined
      if (threshold?.kind !== 'estimated' || found?.threshold.kind !== 'estimated') throw new Error('none')
      return Math.abs(threshold.estimate - found.threshold.estimate)
    })
    near(found?.largestShift ?? undefined, Math.max(...shifts), 1e-6)
  })
})
