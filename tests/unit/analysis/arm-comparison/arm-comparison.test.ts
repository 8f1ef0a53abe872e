import { describe, expect, test } from 'vitest'
import { adjustByHolm } from '../../../../functions/analysis/arm-comparison/holm.ts'
import {
  type ArmContrast,
  compareByMantelHaenszel,
} from '../../../../functions/analysis/arm-comparison/mantel-haenszel.ts'
import { standardizeRates } from '../../../../functions/analysis/arm-comparison/standardized-rates.ts'
import { cumulativeIncidence } from '../../../../functions/analysis/survival/cumulative-incidence.ts'
import { published } from '../../../support/published.ts'

type Expected = { estimate: number; standardError: number; lower: number; upper: number }
type Print = {
  mantelHaenszel: Record<
    string,
    {
      strata: { a: number; n1: number; c: number; n2: number }[]
      rd: Expected
      rr: Expected
      or: Expected
      test: { statistic: number; p: number }
    }
  >
  standardised: {
    rows: { y: 0 | 1; arm: 0 | 1; site: string; baseline: number }[]
    rates: [number, number]
    rd: Expected
    rr: Expected
    or: Expected
    p: number
  }
  holm: { p: number[]; adjusted: number[] }
  incidence: {
    time: number[]
    status: number[]
    points: { time: number; atRisk: number; incidence: number; standardError: number }[]
  }[]
}
const print = published<Print>('arm-comparison')

function expectContrast(contrast: ArmContrast, expected: Expected, isRatio: boolean) {
  if (contrast.kind !== 'estimated') throw new Error(contrast.reason)
  const scale = (value: number) => (isRatio ? Math.log(value) : value)
  expect(scale(contrast.estimate)).toBeCloseTo(expected.estimate, 9)
  expect(contrast.standardError).toBeCloseTo(expected.standardError, 9)
  if (expected.lower !== undefined) {
    expect(scale(contrast.interval[0])).toBeCloseTo(expected.lower, 9)
    expect(scale(contrast.interval[1])).toBeCloseTo(expected.upper, 9)
  }
}

describe('Mantel–Haenszel agrees with metafor and mantelhaen.test', () => {
  test.each(Object.entries(print.mantelHaenszel))('%s', (_, { strata, rd, rr, or, test: expected }) => {
    const found = compareByMantelHaenszel(
      strata.map(({ a, n1, c, n2 }) => ({ events: a, n: n1, againstEvents: c, againstN: n2 })),
    )
    expectContrast(found.riskDifference, rd, false)
    expectContrast(found.riskRatio, rr, true)
    expectContrast(found.oddsRatio, or, true)
    expect(found.test?.statistic).toBeCloseTo(expected.statistic, 9)
    expect(found.test?.p).toBeCloseTo(expected.p, 9)
  })
})

describe('what cannot be compared', () => {
  test('no stratum has both arms', () => {
    const found = compareByMantelHaenszel([{ events: 3, n: 9, againstEvents: 0, againstN: 0 }])
    expect(found).toMatchObject({ strata: 0, test: null })
    expect(found.riskDifference).toEqual({ kind: 'not-estimated', reason: 'no-stratum-with-both-arms' })
  })
  test('nobody had the event: no ratio, no variance, no test', () => {
    const found = compareByMantelHaenszel([{ events: 0, n: 9, againstEvents: 0, againstN: 8 }])
    expect(found.riskRatio).toEqual({ kind: 'not-estimated', reason: 'no-events' })
    expect(found.oddsRatio).toEqual({ kind: 'not-estimated', reason: 'no-events' })
    expect(found.riskDifference).toEqual({ kind: 'not-estimated', reason: 'no-variance' })
    expect(found.test).toBeNull()
  })
  test('counts that are none', () => {
    expect(() => compareByMantelHaenszel([{ events: 10, n: 9, againstEvents: 0, againstN: 8 }])).toThrow(
      RangeError,
    )
  })
  test('an arm that tells the outcome is separated; a covariate that repeats another depends on it', () => {
    const rows = ([0, 1, 0, 1, 0, 1] as const).map((arm, at) => ({
      outcome: arm,
      arm,
      site: 'a',
      covariates: [at],
    }))
    expect(standardizeRates(rows)).toEqual({ kind: 'not-estimated', reason: 'separated' })
    const twice = rows.map((row, at) => ({
      ...row,
      outcome: (at % 3 === 0 ? 1 : 0) as 0 | 1,
      covariates: [at, at],
    }))
    expect(standardizeRates(twice)).toEqual({ kind: 'not-estimated', reason: 'columns-depend' })
  })
})

test('rates standardised over site and baseline agree with glm and the delta method', () => {
  const { rows, rates, rd, rr, or, p } = print.standardised
  const found = standardizeRates(
    rows.map(({ y, arm, site, baseline }) => ({ outcome: y, arm, site, covariates: [baseline] })),
  )
  if (found.kind !== 'estimated') throw new Error(found.reason)
  expect(found.rates[0]).toBeCloseTo(rates[0], 9)
  expect(found.rates[1]).toBeCloseTo(rates[1], 9)
  expectContrast(found.riskDifference, rd, false)
  expectContrast(found.riskRatio, rr, true)
  expectContrast(found.oddsRatio, or, true)
  expect(found.p).toBeCloseTo(p, 9)
})

test('rates are the same to the last bit in whatever order participants come, and those who are alike counted', () => {
  const rows = print.standardised.rows.map(({ y, arm, site, baseline }) => ({
    ...{ outcome: y, arm, site, covariates: [Math.round(baseline)] },
  }))
  const expected = standardizeRates(rows)
  expect(expected.kind).toBe('estimated')
  expect(standardizeRates([...rows].reverse())).toEqual(expected)
  const alike = Map.groupBy(rows, (row) => JSON.stringify(row))
  expect(alike.size).toBeLessThan(rows.length)
  const counted = Array.from(alike.values(), (ones) => ({
    ...(ones[0] as (typeof rows)[0]),
    count: ones.length,
  }))
  expect(standardizeRates(counted)).toEqual(expected)
})

test('Holm agrees with p.adjust', () => {
  adjustByHolm(print.holm.p).forEach((value, at) => {
    expect(value).toBeCloseTo(print.holm.adjusted[at] as number, 12)
  })
})

describe('cumulative incidence', () => {
  const OUTCOMES = ['censored', 'event', 'competing'] as const
  test.each(print.incidence)(
    'agrees with survfit, and its variance with the formula',
    ({ time, status, points }) => {
      const found = cumulativeIncidence(
        time.map((one, at) => ({ time: one, outcome: OUTCOMES[status[at] as number] ?? 'censored' })),
      )
      if (found.kind !== 'estimated') throw new Error(found.reason)
      expect(found.points.map(({ time: at, atRisk }) => [at, atRisk])).toEqual(
        points.map(({ time: at, atRisk }) => [at, atRisk]),
      )
      found.points.forEach((point, at) => {
        expect(point.incidence).toBeCloseTo(points[at]?.incidence as number, 12)
        expect(point.standardError).toBeCloseTo(points[at]?.standardError as number, 9)
      })
    },
  )
  test('of nobody, or at no time, is none', () => {
    expect(cumulativeIncidence([])).toEqual({ kind: 'not-estimated', reason: 'nobody' })
    expect(cumulativeIncidence([{ time: Number.NaN, outcome: 'event' }])).toEqual({
      kind: 'not-estimated',
      reason: 'time-out-of-range',
    })
  })
})
