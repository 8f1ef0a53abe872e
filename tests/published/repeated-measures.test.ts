import { describe, expect, test } from 'vitest'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
  type RepeatedMeasuresResult,
} from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { buildRepeatedMeasures } from '../../functions/analysis/statistics/visit-data.ts'
import { published, relativeError } from '../support/published.ts'

/** tests/published/repeated-measures.R: nlme, lme4 with lmerTest and pbkrtest, and the likelihood written out in full. */
type Row = { visit: number; arm: string; estimate: number; se: number; df?: number }
type Trial = { arm: number[]; site: number[]; baseline: number[]; outcomes: (number | null)[][] }
type Oracle = {
  deviance: number
  covariance: number[][]
  estimates: number[]
  se: number[]
  satterthwaite: number[]
  krSe?: number[]
  krDf?: number[]
}
type GlsFit = {
  structure: 'unstructured'
  logLikelihood: number
  covariance: number[][]
  means: Row[]
  contrasts: Row[]
  oracle: Oracle
}
type MixedFit = { means: Row[]; contrasts: Row[]; logLikelihood: number }

const { trial, small, gls, glsSmall, ...mixed } = published<{
  trial: Trial
  small: Trial
  gls: GlsFit[]
  glsSmall: GlsFit[]
  satterthwaite: MixedFit
  kenwardRoger: MixedFit
  kenwardRogerSmall: MixedFit
  randomSites: MixedFit & { variances: { site: number; id: number; Residual: number } }
  randomSitesUnstructured: MixedFit & { siteVariance: number }
  orthodont: { sex: string[]; distances: number[][]; pooled: number[][] }
}>('repeated-measures')

function buildData(of: Trial) {
  const sites = ['0', '1', '2', '3']
  return buildRepeatedMeasures(
    { visits: ['1', '2', '3', '4'], arms: ['0', '1'], sites },
    of.arm.map((arm, at) => ({
      arm: String(arm),
      site: String(of.site[at]),
      baseline: of.baseline[at] ?? Number.NaN,
      outcomes: of.outcomes[at] ?? [],
    })),
  )
}

function fitted(of: Trial, options: RepeatedMeasuresOptions): RepeatedMeasuresResult {
  const result = fitRepeatedMeasures(buildData(of), options)
  if (result.kind !== 'fitted') throw new Error(result.reason)
  return result
}

function listEstimates({ means, contrasts }: RepeatedMeasuresResult) {
  return [...means, ...contrasts].map((one) => {
    if (one.kind === 'not-estimated') throw new Error(one.reason)
    return one
  })
}

function expectNear(actual: readonly number[], expected: readonly number[], within: number) {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, at) => {
    expect(relativeError(value, expected[at] ?? Number.NaN)).toBeLessThan(within)
  })
}

const cases = [
  ...gls.map((fit) => ({ name: '150 participants', of: trial, fit })),
  ...glsSmall.map((fit) => ({ name: '40 participants', of: small, fit })),
]

describe.each(cases)('$fit.structure, $name', ({ of, fit }) => {
  const { oracle } = fit
  const result = fitted(of, { structures: [fit.structure], degreesOfFreedom: 'satterthwaite' })

  test('is at the maximum of the restricted likelihood', () => {
    expect(result.logLikelihood).toBeGreaterThan(-oracle.deviance / 2 - 1e-9)
    expect(result.convergence.distance).toBeLessThan(1e-8)
    expectNear(result.covariance.flat(), oracle.covariance.flat(), 1e-8)
  })

  test('means, contrasts and their standard errors agree with the likelihood written out in R', () => {
    expectNear(
      listEstimates(result).map(({ estimate }) => estimate),
      oracle.estimates,
      1e-8,
    )
    expectNear(
      listEstimates(result).map(({ standardError }) => standardError),
      oracle.se,
      1e-8,
    )
  })

  test('they agree with nlme as far as nlme goes', () => {
    const rows = [...fit.means, ...fit.contrasts]
    expectNear(
      listEstimates(result).map(({ estimate }) => estimate),
      rows.map(({ estimate }) => estimate),
      1e-5,
    )
    expectNear(
      listEstimates(result).map(({ standardError }) => standardError),
      rows.map(({ se }) => se),
      1e-5,
    )
  })

  test('Satterthwaite’s degrees of freedom agree', () => {
    expectNear(
      listEstimates(result).map(({ df }) => df),
      oracle.satterthwaite,
      1e-5,
    )
  })
})

describe.each(cases.filter(({ fit }) => fit.oracle.krDf))(
  '$fit.structure, $name',
  ({ of, fit: { oracle, structure } }) => {
    test('Kenward and Roger’s errors and degrees of freedom agree', () => {
      const corrected = fitted(of, { structures: [structure], degreesOfFreedom: 'kenward-roger' })
      expect(corrected.degreesOfFreedom).toBe('kenward-roger')
      expectNear(
        listEstimates(corrected).map(({ standardError }) => standardError),
        oracle.krSe ?? [],
        1e-8,
      )
      expectNear(
        listEstimates(corrected).map(({ df }) => df),
        oracle.krDf ?? [],
        1e-8,
      )
    })
  },
)

describe.each(cases.filter(({ fit }) => !fit.oracle.krDf))(
  '$fit.structure, $name',
  ({ of, fit: { structure } }) => {
    test('Kenward and Roger are not offered, and the result says so', () => {
      const result = fitted(of, { structures: [structure], degreesOfFreedom: 'kenward-roger' })
      expect(result.degreesOfFreedom).toBe('satterthwaite')
    })
  },
)

describe('compound symmetry is the random intercept of lme4', () => {
  test.each([
    { of: trial, expected: mixed.satterthwaite, degreesOfFreedom: 'satterthwaite', oracle: 'lmerTest' },
    { of: trial, expected: mixed.kenwardRoger, degreesOfFreedom: 'kenward-roger', oracle: 'pbkrtest' },
    { of: small, expected: mixed.kenwardRogerSmall, degreesOfFreedom: 'kenward-roger', oracle: 'pbkrtest' },
  ] as const)('$oracle, $of.arm.length participants', ({ of, expected, degreesOfFreedom }) => {
    const result = fitted(of, { structures: ['compound-symmetry'], degreesOfFreedom })
    compare(result, expected, 1e-7)
  })

  test('with random sites', () => {
    const { randomSites } = mixed
    const result = fitted(trial, { structures: ['compound-symmetry'], sites: 'random' })
    expect(relativeError(result.siteVariance ?? 0, randomSites.variances.site)).toBeLessThan(1e-6)
    expect(relativeError(result.covariance[0]?.[1] ?? 0, randomSites.variances.id)).toBeLessThan(1e-6)
    expect(result.logLikelihood).toBeGreaterThan(randomSites.logLikelihood - 1e-9)
    compare(result, randomSites, 1e-6)
  })
})

test('random sites with an unstructured covariance agree with nlme, which stops a little below the maximum', () => {
  const { randomSitesUnstructured: expected } = mixed
  const result = fitted(trial, { structures: ['unstructured'], sites: 'random' })
  expect(result.logLikelihood).toBeGreaterThan(expected.logLikelihood)
  expect(relativeError(result.siteVariance ?? 0, expected.siteVariance)).toBeLessThan(1e-5)
  compare(result, expected, 1e-5)
})

test('Potthoff & Roy: where everybody is measured, the covariance is the pooled one within the groups', () => {
  const { sex, distances, pooled } = mixed.orthodont
  const data = buildRepeatedMeasures(
    { visits: ['8', '10', '12', '14'], arms: ['Female', 'Male'], sites: ['one'] },
    sex.map((arm, at) => ({ arm, site: 'one', baseline: 0, outcomes: distances[at] ?? [] })),
  )
  const result = fitRepeatedMeasures(data)
  if (result.kind !== 'fitted') throw new Error(result.reason)
  expectNear(result.covariance.flat(), pooled.flat(), 1e-10)
  expectNear(
    listEstimates(result).map(({ df }) => df),
    Array.from({ length: 12 }, () => 25),
    1e-8,
  )
})

function compare(result: RepeatedMeasuresResult, { means, contrasts }: MixedFit, within: number) {
  const expected = [...means, ...contrasts]
  listEstimates(result).forEach((one, at) => {
    const row = expected[at]
    expect(relativeError(one.estimate, row?.estimate ?? Number.NaN)).toBeLessThan(within)
    expect(relativeError(one.standardError, row?.se ?? Number.NaN)).toBeLessThan(within)
    if (row?.df !== undefined) expect(relativeError(one.df, row.df)).toBeLessThan(1e-6)
  })
}
