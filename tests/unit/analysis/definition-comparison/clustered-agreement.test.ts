import { expect, test } from 'vitest'
import { computeAgreement } from '../../../../functions/analysis/definition-comparison/agreement.ts'
import { computeClusteredAgreement } from '../../../../functions/analysis/definition-comparison/clustered-agreement.ts'
import { jackknife } from '../../../../functions/analysis/statistics/jackknife.ts'
import { published } from '../../../support/published.ts'

/** tests/published/clinics.R: both coefficients from their definitions, leaving out each clinic. */
const { agreement } = published<{
  agreement: { cells: number[][]; kappa: number; ac1: number; kappaSe: number; ac1Se: number; t: number }[]
}>('clinics')

const buildCells = ([both = 0, onlyFirst = 0, onlySecond = 0, neither = 0]: readonly number[]) => ({
  ...{ both, onlyFirst, onlySecond, neither },
})

test('a quantity that does not exist without one clinic has no standard error', () => {
  expect(jackknife([1, 2, 3], (rest) => (rest.includes(2) ? 1 : undefined))).toBeUndefined()
  expect(jackknife([1], () => 1)).toBeUndefined()
})

test('the mean of clinics has the standard error that every textbook gives', () => {
  const values = [2, 4, 9, 11]
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / 3)
  expect(jackknife(values, mean)?.standardError).toBeCloseTo(sd / 2, 12)
})

test.each(agreement)('agrees with R: $cells', ({ cells, t, ...expected }) => {
  const { kappa, ac1 } = computeClusteredAgreement(cells.map(buildCells))
  const simple = computeAgreement(
    buildCells(cells.reduce((sum, row) => sum.map((value, at) => value + (row[at] ?? 0)), [0, 0, 0, 0])),
  )
  for (const [actual, estimate, se, alone] of [
    [kappa, expected.kappa, expected.kappaSe, simple.kappa],
    [ac1, expected.ac1, expected.ac1Se, simple.ac1],
  ] as const) {
    if (actual.kind !== 'estimated' || alone.kind !== 'estimated') throw new Error('estimated')
    const [low, high] = alone.interval ?? []
    expect(actual.estimate).toBeCloseTo(estimate, 10)
    expect(actual.standardError).toBeCloseTo(Math.max(se, alone.standardError), 10)
    expect(actual.interval?.[0]).toBeCloseTo(Math.max(-1, Math.min(low ?? 9, estimate - t * se)), 9)
    expect(actual.interval?.[1]).toBeCloseTo(Math.min(1, Math.max(high ?? -9, estimate + t * se)), 9)
  }
})

test('agreement of everyone at every clinic has an estimate and no interval', () => {
  const clinics = [
    [5, 0, 0, 9],
    [3, 0, 0, 8],
    [4, 0, 0, 4],
  ].map(buildCells)
  expect(computeClusteredAgreement(clinics)).toMatchObject({
    kappa: { kind: 'estimated', estimate: 1, standardError: 0, interval: null },
    ac1: { kind: 'estimated', estimate: 1, interval: null },
  })
})

test('with fewer than three clinics it is the agreement of a simple sample', () => {
  const two = [
    [5, 1, 2, 9],
    [3, 1, 0, 8],
  ].map(buildCells)
  expect(computeClusteredAgreement(two)).toEqual(computeAgreement(buildCells([8, 2, 2, 17])))
})
