import { expect, test } from 'vitest'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
  type RepeatedMeasuresResult,
} from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { buildRepeatedMeasures } from '../../functions/analysis/statistics/visit-data.ts'
import { published } from '../support/published.ts'

/** tests/published/repeated-measures-visits.R: gls of nlme, restricted likelihood. */
type Trial = { arm: number[]; baseline: number[]; outcomes: (number | null)[][] }
type Gls = {
  logLikelihood: number
  parameters: number
  fixed: number
  observations: number
  aic: number
  bic: number
  phi: number | null
}

const { gap, few, whole } = published<{
  gap: { trial: Trial; ar1: Gls }
  few: { trial: Trial; compoundSymmetry: Gls }
  whole: { trial: Trial; compoundSymmetry: Gls; unstructured: Gls }
}>('repeated-measures-visits')

const VISITS = ['1', '2', '3', '4', '5']

function fitTrial(
  { arm, baseline, outcomes }: Trial,
  options: RepeatedMeasuresOptions = {},
): RepeatedMeasuresResult {
  const rows = arm.map((one, at) => ({
    arm: String(one),
    site: 'one',
    baseline: baseline[at] ?? Number.NaN,
    outcomes: outcomes[at] ?? [],
  }))
  const result = fitRepeatedMeasures(
    buildRepeatedMeasures({ visits: VISITS, arms: ['0', '1'], sites: ['one'] }, rows),
    options,
  )
  if (result.kind !== 'fitted') throw new Error(result.reason)
  return result
}

test('AR(1) keeps the place of a visit that nobody has', () => {
  const { correlation, logLikelihood, visitsLeftOut } = fitTrial(gap.trial, {
    structures: ['heterogeneous-ar1'],
  })
  const phi = gap.ar1.phi ?? Number.NaN
  expect(visitsLeftOut).toEqual(['3'])
  expect(logLikelihood).toBeCloseTo(gap.ar1.logLikelihood, 6)
  expect(correlation[0]?.[1]).toBeCloseTo(phi, 5)
  // The second and the fourth visit.
  expect(correlation[1]?.[2]).toBeCloseTo(phi ** 2, 5)
  expect(correlation[0]?.[3]).toBeCloseTo(phi ** 4, 5)
})

test('Toeplitz has one correlation for pairs that are as far apart in the study’s order', () => {
  const { correlation } = fitTrial(gap.trial, { structures: ['heterogeneous-toeplitz'] })
  // Places 1, 2, 4, 5: neighbors are 1–2 and 4–5; 2–4 are two apart; 1–4 and 2–5 are three apart; 1–5 are four.
  expect(correlation[0]?.[1]).toBeCloseTo(correlation[2]?.[3] ?? Number.NaN, 12)
  expect(correlation[0]?.[2]).toBeCloseTo(correlation[1]?.[3] ?? Number.NaN, 12)
  expect(Math.abs((correlation[0]?.[1] ?? 0) - (correlation[1]?.[2] ?? 0))).toBeGreaterThan(1e-3)
})

test('compound symmetry needs no variance of each visit: the others fail where three have the last one', () => {
  const result = fitTrial(few.trial)
  expect(result.structure).toBe('compound-symmetry')
  expect(result.fallbacks.map(({ reason }) => reason)).toEqual(Array(3).fill('too-few-participants'))
  expect(result.logLikelihood).toBeCloseTo(few.compoundSymmetry.logLikelihood, 6)
})

test.each([
  { structure: 'compound-symmetry', expected: whole.compoundSymmetry },
  { structure: 'unstructured', expected: whole.unstructured },
] as const)('the likelihood of $structure is that of nlme, and its AIC and BIC follow from ours', (one) => {
  const { expected, structure } = one
  const { logLikelihood, informationCriteria, observations } = fitTrial(whole.trial, {
    structures: [structure],
  })
  const { kind, covarianceParameters: q, meanParameters: p, participants, aic, bic } = informationCriteria
  expect({ kind, p, all: p + q, observations }).toEqual({
    ...{
      kind: 'restricted',
      p: expected.fixed,
      all: expected.parameters,
      observations: expected.observations,
    },
  })
  expect(logLikelihood).toBeCloseTo(expected.logLikelihood, 6)
  // nlme counts the means and takes N − p observations; SAS, and this, neither.
  expect(-2 * logLikelihood + 2 * (p + q)).toBeCloseTo(expected.aic, 5)
  expect(-2 * logLikelihood + Math.log(observations - p) * (p + q)).toBeCloseTo(expected.bic, 5)
  expect(aic).toBeCloseTo(-2 * logLikelihood + 2 * q, 9)
  expect(bic).toBeCloseTo(-2 * logLikelihood + Math.log(participants) * q, 9)
})
