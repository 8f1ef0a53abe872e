import { describe, expect, test } from 'vitest'
import { compareLeavers } from '../../../../functions/analysis/consensus/attrition.ts'
import { summarizeRatings } from '../../../../functions/analysis/consensus/rating-summary.ts'
import { listRatingWarnings } from '../../../../functions/analysis/consensus/rating-warnings.ts'
import { computeStability } from '../../../../functions/analysis/consensus/stability.ts'
import type { DecisionMethod } from '../../../../surveys/consensus/decision-rule.ts'
import {
  measureStability,
  expectNear as near,
  consensusOracle as oracle,
  pairItem,
  summarize,
  createVotes as votes,
} from '../../../support/consensus-statistics.ts'
import { pickItem, ROUND_1, ROUND_2 } from '../../../support/delphi-ratings.ts'

describe('the summary of an item', () => {
  test('of no ratings says so, with who abstained', () => {
    const none = { ...votes([]), abstained: 3, missing: 1 }
    expect(summarizeRatings(none, 'one-to-nine')).toEqual({
      ...{ kind: 'not-estimated', reason: 'no-ratings', abstained: 3, missing: 1 },
    })
  })

  test.each(oracle.summaries)('$ratings: as R', (expected) => {
    const summary = summarize([expected.ratings].flat())
    for (const name of ['median', 'mean', 'meanDeviation'] as const) near(summary[name], expected[name])
    const { disagreement } = summary
    near(disagreement?.p30, expected.p30)
    near(disagreement?.p70, expected.p70)
    near(disagreement?.asymmetry, expected.asymmetry)
    near(disagreement?.adjustedRange, expected.adjustedRange)
    near(disagreement?.index, expected.index)
    near(summary.interquartileRange.type7, expected.type7)
    near(summary.interquartileRange.type6, expected.type6)
    if (expected.sd === null) expect(summary.standardDeviation).toBeNull()
    else {
      near(summary.standardDeviation, expected.sd)
      near(summary.coefficientOfVariation, expected.sd / expected.mean)
    }
    for (const band of ['accepted', 'rejected'] as const) {
      const { count, lower, upper } = expected[band]
      expect(summary.bands[band].count).toBe(count)
      near(summary.bands[band].interval[0], lower)
      near(summary.bands[band].interval[1], upper)
    }
  })

  // The printed table of METHODS: median, P30, P70, AI, IPRAS, DI, IQR 7 and 6, mean, SD, CV, mean deviation, shares in percent.
  test.each([
    [ROUND_1, 1, [7, 6.3, 7.7, 2, 5.35, 0.261682, 2, 2, 6.833333, 1.403459, 0.205384, 1, 66.67, 33.33, 0]],
    [
      ROUND_1,
      2,
      [8, 7, 8, 2.5, 6.1, 0.163934, 1.25, 1.75, 7.583333, 1.240112, 0.163531, 0.916667, 83.33, 16.67, 0],
    ],
    [ROUND_1, 3, [5, 4.3, 5.7, 0, 2.35, 0.595745, 2, 2, 4.833333, 1.403459, 0.290371, 1, 8.33, 75, 16.67]],
    [ROUND_1, 4, [9, 8, 9, 3.5, 7.6, 0.131579, 1, 1, 8.416667, 0.792961, 0.094213, 0.583333, 100, 0, 0]],
    [
      ROUND_1,
      5,
      [3.5, 2.3, 7.7, 0, 2.35, 2.297872, 6, 6, 4.75, 2.988615, 0.629182, 2.583333, 41.67, 8.33, 50],
    ],
    [
      ROUND_2,
      1,
      [7, 7, 7.7, 2.35, 5.875, 0.119149, 1, 1, 7.25, 0.621582, 0.085735, 0.416667, 91.67, 8.33, 0],
    ],
    [ROUND_2, 2, [8, 8, 8, 3, 6.85, 0, 0.5, 1.5, 7.916667, 0.900337, 0.113727, 0.583333, 91.67, 8.33, 0]],
    [ROUND_2, 3, [5, 5, 5.7, 0.35, 2.875, 0.243478, 1, 1, 5.166667, 0.717741, 0.138918, 0.5, 0, 100, 0]],
    [ROUND_2, 4, [9, 9, 9, 4, 8.35, 0, 0, 0, 8.833333, 0.389249, 0.044066, 0.166667, 100, 0, 0]],
    [ROUND_2, 5, [3, 2, 8, 0, 2.35, 2.553191, 6, 6, 4.666667, 3.171846, 0.679681, 2.666667, 41.67, 0, 58.33]],
  ] as const)('of the printed example: %#', (round, item, expected) => {
    const summary = summarize(pickItem(round, item))
    const { disagreement: di, bands } = summary
    const found = [
      ...[summary.median, di?.p30, di?.p70, di?.asymmetry, di?.adjustedRange, di?.index],
      ...[summary.interquartileRange.type7, summary.interquartileRange.type6, summary.mean],
      ...[summary.standardDeviation, summary.coefficientOfVariation, summary.meanDeviation],
    ].map((value) => Number((value ?? Number.NaN).toFixed(6)))
    const shares = [bands.accepted, bands.between, bands.rejected].map((one) =>
      Number((100 * (one?.share ?? Number.NaN)).toFixed(2)),
    )
    expect([...found, ...shares]).toEqual(expected)
  })

  test('has no disagreement index on another scale, and no middle band where there is none', () => {
    expect(summarize([0, 1, 1], 'yes-no')).toMatchObject({ disagreement: null, bands: { between: null } })
    expect(summarize([0, 5, 10], 'zero-to-ten').histogram).toHaveLength(11)
    expect(summarize([0, 0], 'yes-no').coefficientOfVariation).toBeNull()
  })

  test('11 of 12 are 64.6 to 98.5 percent', () => {
    const [low, high] = summarize(pickItem(ROUND_2, 1)).bands.accepted.interval
    expect([low, high].map((end) => Number((100 * end).toFixed(1)))).toEqual([64.6, 98.5])
  })
})

describe('warnings', () => {
  const warn = (item: number, minimum = 8) =>
    listRatingWarnings(summarize(pickItem(ROUND_2, item)), measureStability(pairItem(item)), minimum)

  test('name what is polarized, the prevalence paradox, and too few voters', () => {
    expect(warn(5)).toEqual(['polarized'])
    expect(warn(4)).toEqual(['prevalence-paradox'])
    expect(warn(2, 13)).toEqual(['too-few-voters'])
    expect(warn(2)).toEqual([])
  })

  test('of a scale without the index look at both sides, and of no ratings at their number', () => {
    expect(listRatingWarnings(summarize([0, 0, 0, 1, 1, 1, 1], 'yes-no'), undefined, 2)).toEqual([
      'polarized',
    ])
    expect(listRatingWarnings(summarize([0, 0, 1, 1, 1, 1, 1, 1], 'yes-no'), undefined, 2)).toEqual([])
    expect(listRatingWarnings(summarizeRatings(votes([]), 'yes-no'), undefined, 2)).toEqual([
      'too-few-voters',
    ])
    const nobody = computeStability([], 'yes-no')
    expect(listRatingWarnings(summarize([1, 1], 'yes-no'), nobody, 2)).toEqual([])
  })

  test('where all rate the same in both rounds there is no κ, and that is the paradox too', () => {
    const same = Array.from({ length: 9 }, () => [9, 9] as const)
    expect(listRatingWarnings(summarize(Array(9).fill(9)), measureStability(same), 8)).toEqual([
      'prevalence-paradox',
    ])
  })
})

describe('those who left', () => {
  const method: DecisionMethod = {
    ...{ kind: 'shares', accepted: { from: 7, to: 9 }, rejected: { from: 1, to: 3 } },
    ...{ atLeast: 70, opposedBelow: 15 },
  }

  test('may have carried the disagreement: with their last rating the item is not in', () => {
    const found = compareLeavers(
      { method },
      'one-to-nine',
      { stayers: [7, 8, 8, 7, 6, 8], leavers: [2, 3, 2] },
      votes([7, 8, 8, 7, 7, 8]),
    )
    expect(found).toMatchObject({
      stayers: { n: 6, accepted: { count: 5, of: 6 } },
      leavers: { n: 3, mean: 7 / 3, accepted: { count: 0, of: 3 } },
      ...{ verdict: 'in', verdictIfLeaversStayed: 'undecided' },
    })
    expect(found.difference).toMatchObject({ kind: 'estimated', estimate: 7 / 3 - 44 / 6 })
  })

  test('and where nobody did, nothing changes', () => {
    const found = compareLeavers({ method }, 'one-to-nine', { stayers: [7, 8], leavers: [] }, votes([7, 8]))
    expect(found).toMatchObject({
      leavers: { n: 0, mean: null, accepted: null },
      difference: { kind: 'not-estimated', reason: 'fewer-than-two' },
      ...{ verdict: 'in', verdictIfLeaversStayed: 'in' },
    })
  })
})
