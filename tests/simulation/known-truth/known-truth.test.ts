import { describe, expect, test } from 'vitest'
import { knownTruth } from '../../../web/docs/known-truth.ts'
import { runScenario } from './run-scenario.ts'
import { SCENARIOS } from './scenarios.ts'

const RERUN_COHORTS = 40

/** Four standard errors of a share near 95%. */
const slack = (cohorts: number) => 4 * Math.sqrt((0.95 * 0.05) / cohorts)

test('the committed table is of every scenario', () => {
  expect(knownTruth.results.map(({ id }) => id)).toEqual(SCENARIOS.map(({ id }) => id))
  expect(knownTruth.cohorts).toBe(500)
})

function findResult(id: string) {
  const result = knownTruth.results.find((one) => one.id === id)
  if (result === undefined) throw new Error('no such scenario in the table')
  return result
}

describe.each(SCENARIOS)('$id: $what', ({ id }) => {
  const result = findResult(id)

  test('the main rate is unbiased for what it says it is, and its interval holds it', () => {
    expect(Math.abs(result.primary.bias)).toBeLessThan(0.01)
    expect(result.primary.coverage).toBeGreaterThan(0.95 - slack(result.cohorts))
  })

  test('worst and best case hold the truth', () => {
    expect(result.bounds).toBeGreaterThan(0.97)
  })
})

test.each(SCENARIOS.filter(({ isAtRandom }) => isAtRandom))(
  '$id: imputed, the rate is that of everybody within one point, and its interval holds it',
  ({ id }) => {
    const { imputed, cohorts, imputedShare } = findResult(id)
    expect(Math.abs(imputed.bias)).toBeLessThan(0.01)
    expect(imputed.coverage).toBeGreaterThan(0.95 - slack(cohorts))
    expect(imputedShare).toBe(1)
  },
)

test('where answers are missing at random given week 1, observed cases are far off, as their label says', () => {
  expect(findResult('at-random').observed.bias).toBeGreaterThan(0.1)
})

test('cohorts drawn again give what the table says', () => {
  const [first] = SCENARIOS.filter(({ id }) => id === 'withdrawal')
  const table = findResult('withdrawal')
  if (!first) throw new Error('no such scenario')
  const again = runScenario(first, RERUN_COHORTS)
  expect(again.truth).toBe(table.truth)
  // A rate of 200 people has a standard deviation of about 0.04.
  const error = (4 * 0.04) / Math.sqrt(RERUN_COHORTS)
  expect(Math.abs(again.imputed.bias - table.imputed.bias)).toBeLessThan(error)
  expect(Math.abs(again.primary.bias - table.primary.bias)).toBeLessThan(error)
  expect(again.imputed.coverage).toBeGreaterThan(0.95 - slack(RERUN_COHORTS))
})
