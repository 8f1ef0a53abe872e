import { describe, expect, test } from 'vitest'
import { computeMeaningfulChange } from '../../functions/analysis/meaningful-change/meaningful-change.ts'
import { published, relativeError } from '../support/published.ts'

interface Simulation {
  proportion: number
  /** Participants by improvement and anchor. */
  table: { improvement: number[]; anchor: number[]; n: number[] }
  area: number
  areaError: number
  best: number[]
  b: [number, number]
  errors: [number, number]
  predictive: number
  adjusted: number
  meanChange: number
  meanChangeInterval: [number, number]
  overUnchanged: number
  pearson: number
  spearman: number
}

const { simulations } = published<{ simulations: Simulation[] }>('threshold-simulation')

/** As printed in METHODS.md for a true threshold of 5. */
const PRINTED = [
  { p: 0.28, roc: 2.36, predictive: 2.91, adjusted: 4.33 },
  { p: 0.5, roc: 4.93, predictive: 5.01, adjusted: 5.02 },
  { p: 0.72, roc: 7.31, predictive: 7.03, adjusted: 5.59 },
]

const runs = simulations.map((expected, at) => {
  const { improvement, anchor, n } = expected.table
  const rows = improvement.flatMap((value, i) =>
    Array.from({ length: n[i] ?? 0 }, () => ({ improvement: value, baseline: null, anchor: anchor[i] ?? 0 })),
  )
  const result = computeMeaningfulChange(rows, { bootstrap: { replicates: 0, seed: 1 } })
  const [roc = Number.NaN, predictive = Number.NaN, adjusted = Number.NaN] = result.thresholds.map((each) =>
    each.kind === 'estimated' ? each.estimate : Number.NaN,
  )
  return { expected, result, roc, predictive, adjusted, printed: PRINTED[at] }
})

function expectAlike(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length)
  const errors = actual.map((value, i) => relativeError(value, expected[i] ?? Number.NaN))
  expect(Math.max(...errors), `${actual} against ${expected}`).toBeLessThan(1e-8)
}

describe.each(runs)('100,000 participants of whom $expected.proportion improved', (run) => {
  const { expected, result } = run

  test('each method gives what pROC, glm and t.test give', () => {
    const { roc, logistic, anchor, proportionImproved } = result
    if (roc.kind !== 'estimated') throw new Error(roc.reason)
    if (logistic.kind !== 'estimated') throw new Error(logistic.reason)
    if (anchor.meanChange.kind !== 'estimated' || anchor.overUnchanged.kind !== 'estimated')
      throw new Error('no mean change')
    if (anchor.correlation.kind !== 'estimated' || anchor.rankCorrelation.kind !== 'estimated')
      throw new Error('no correlation')
    expectAlike([proportionImproved ?? Number.NaN], [expected.proportion])
    expectAlike(
      [roc.area.estimate, roc.area.standardError ?? Number.NaN],
      [expected.area, expected.areaError],
    )
    expectAlike(
      roc.best.map(({ cut }) => cut ?? Number.NaN),
      expected.best,
    )
    expectAlike([logistic.b0, logistic.b1, ...logistic.errors], [...expected.b, ...expected.errors])
    expectAlike([run.predictive, run.adjusted], [expected.predictive, expected.adjusted])
    expectAlike(
      [anchor.meanChange.estimate, ...anchor.meanChange.interval, anchor.overUnchanged.estimate],
      [expected.meanChange, ...expected.meanChangeInterval, expected.overUnchanged],
    )
    expectAlike(
      [anchor.correlation.estimate, anchor.rankCorrelation.estimate],
      [expected.pearson, expected.spearman],
    )
  })

  test('which is near what METHODS.md has', () => {
    expect(Math.abs(expected.proportion - (run.printed?.p ?? 0))).toBeLessThan(0.005)
    expect(Math.abs(run.predictive - (run.printed?.predictive ?? 0))).toBeLessThan(0.1)
    expect(Math.abs(run.adjusted - (run.printed?.adjusted ?? 0))).toBeLessThan(0.1)
    // Near its top the curve is flat: the cut of the best sum is a matter of chance, even among so many.
    expect(Math.abs(run.roc - (run.printed?.roc ?? 0))).toBeLessThan(0.6)
  })
})

test('with few improved every threshold is too low, with many too high, and the adjusted one the least so', () => {
  const [few, half, many] = runs
  if (!few || !half || !many) throw new Error('no simulation')
  expect(few.roc).toBeLessThan(few.predictive)
  expect(few.predictive).toBeLessThan(few.adjusted)
  expect(few.adjusted).toBeLessThan(5)
  expect(many.adjusted).toBeGreaterThan(5)
  expect(many.predictive).toBeGreaterThan(many.adjusted)
  expect(many.roc).toBeGreaterThan(many.predictive)
  expect(runs.map(({ result }) => result.proportionWarning)).toEqual([true, false, true])
})
