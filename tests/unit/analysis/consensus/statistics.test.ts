import { describe, expect, test } from 'vitest'
import { compareLeavers } from '../../../../functions/analysis/consensus/attrition.ts'
import { computeFleissKappa } from '../../../../functions/analysis/consensus/fleiss-kappa.ts'
import { buildItemResult } from '../../../../functions/analysis/consensus/item-result.ts'
import { computeConcordance } from '../../../../functions/analysis/consensus/kendall-w.ts'
import { testCrossings } from '../../../../functions/analysis/consensus/mcnemar.ts'
import { summarizeRatings } from '../../../../functions/analysis/consensus/rating-summary.ts'
import { listRatingWarnings } from '../../../../functions/analysis/consensus/rating-warnings.ts'
import { computeStability } from '../../../../functions/analysis/consensus/stability.ts'
import { computeWeightedKappa } from '../../../../functions/analysis/consensus/weighted-kappa.ts'
import { type DecisionMethod, decisionRuleSchema } from '../../../../surveys/consensus/decision-rule.ts'
import type { RatingPair } from '../../../../surveys/consensus/rating-changes.ts'
import type { RatingScale } from '../../../../surveys/consensus/scale.ts'
import { itemResultSchema } from '../../../../web/api/consensus/item-result.ts'
import { pickItem, ROUND_1, ROUND_2 } from '../../../support/delphi-ratings.ts'
import { published, relativeError } from '../../../support/published.ts'

type Summary = {
  readonly [Name in
    | ('median' | 'p30' | 'p70' | 'asymmetry' | 'adjustedRange' | 'index' | 'type7' | 'type6')
    | ('mean' | 'meanDeviation')]: number
} & {
  readonly ratings: number[] | number
  readonly sd: number | null
  readonly accepted: { count: number; lower: number; upper: number }
  readonly rejected: { count: number; lower: number; upper: number }
}
const oracle = published<{
  summaries: Summary[]
  concordance: {
    rows: number[][]
    w: number
    sumOfSquares: number
    ties: number
    chiSquare: number
    p: number
    meanRankCorrelation: number
  }[]
  fleiss: { counts: number[][]; observed: number; expected: number; kappa: number; z: number; p: number }[]
  kappas: ({ before: number[]; after: number[] } & Record<
    | ('unweighted' | 'unweightedError' | 'linear' | 'linearError' | 'quadratic' | 'quadraticError')
    | ('spearman' | 'variationChange' | 'groupChange'),
    number
  >)[]
  crossings: { entered: number; left: number; exactP: number; chiSquare: number; chiSquareP: number }[]
}>('consensus')

const near = (actual: number | null | undefined, expected: number) =>
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(1e-10)
const votes = (ratings: readonly number[], group = 'all') => ({ group, ratings, abstained: 0, missing: 0 })
const summarize = (ratings: readonly number[], scale: RatingScale = 'one-to-nine') => {
  const summary = summarizeRatings(votes(ratings), scale)
  if (summary.kind !== 'summarized') throw new Error('no summary')
  return summary
}
const pairItem = (item: number): readonly RatingPair[] => {
  const after = pickItem(ROUND_2, item)
  return pickItem(ROUND_1, item).map((rating, at) => [rating, after[at] as number] as const)
}
const measureStability = (pairs: readonly RatingPair[]) => {
  const stability = computeStability(pairs, 'one-to-nine')
  if (stability.kind !== 'estimated') throw new Error('not estimated')
  return stability
}

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

describe('Kendall’s W', () => {
  test('of too few, or of ties alone, is not estimated', () => {
    expect(computeConcordance([[1, 2]])).toMatchObject({ reason: 'fewer-than-two-raters' })
    expect(computeConcordance([[1], [2]])).toMatchObject({ reason: 'fewer-than-two-items' })
    expect(
      computeConcordance([
        [3, 3],
        [4, 4],
      ]),
    ).toMatchObject({ reason: 'all-tied' })
    expect(() => computeConcordance([[1, 2], [1]])).toThrow(RangeError)
  })

  test.each(oracle.concordance)('with ties: $w, as friedman.test', ({ rows, ...expected }) => {
    const found = computeConcordance(rows)
    if (found.kind !== 'estimated') throw new Error('not estimated')
    for (const [name, value] of Object.entries(expected).filter(([name]) => name in found))
      near(found[name as 'w'], value)
  })

  test('of the printed example: S 766.5, ΣT 72, W .5603070', () => {
    expect(computeConcordance(ROUND_1)).toMatchObject({
      ...{ sumOfSquares: 766.5, ties: 72, df: 4 },
      w: expect.closeTo(0.560307, 7),
      chiSquare: expect.closeTo(26.894737, 6),
      p: expect.closeTo(2.0877e-5, 9),
      meanRankCorrelation: expect.closeTo(0.5203349, 7),
    })
  })
})

describe('Fleiss’ κ', () => {
  test('is not estimated of nothing, of one rater, of raters that change, of one category', () => {
    expect(computeFleissKappa([])).toMatchObject({ reason: 'no-subjects' })
    expect(computeFleissKappa([[1, 0]])).toMatchObject({ reason: 'fewer-than-two-raters' })
    expect(
      computeFleissKappa([
        [2, 0],
        [2, 1],
      ]),
    ).toMatchObject({ reason: 'raters-not-constant' })
    expect(
      computeFleissKappa([
        [2, 0],
        [2, 0],
      ]),
    ).toMatchObject({ reason: 'all-in-one-category' })
    expect(() => computeFleissKappa([[1, 1], [2]])).toThrow(RangeError)
  })

  test.each(oracle.fleiss)('$kappa, as its formulas in R', ({ counts, ...expected }) => {
    const found = computeFleissKappa(counts)
    if (found.kind !== 'estimated') throw new Error('not estimated')
    for (const name of ['observed', 'expected', 'kappa', 'z', 'p'] as const) near(found[name], expected[name])
  })

  test('of the printed example: .3291789 with z 7.86', () => {
    const counts = [
      [0, 4, 8],
      [0, 2, 10],
      [2, 9, 1],
      [0, 0, 12],
      [6, 1, 5],
    ]
    expect(computeFleissKappa(counts)).toMatchObject({
      observed: expect.closeTo(0.630303, 7),
      expected: expect.closeTo(0.4488889, 7),
      kappa: expect.closeTo(0.3291789, 7),
      z: expect.closeTo(7.86, 2),
    })
  })
})

describe('weighted κ', () => {
  const scale = [1, 2, 3, 4, 5, 6, 7, 8, 9]

  test('of nobody, of one category, and off the scale', () => {
    expect(computeWeightedKappa([], scale, 'linear')).toMatchObject({ reason: 'nobody' })
    const alike = [[9, 9] as const, [9, 9] as const]
    expect(computeWeightedKappa(alike, scale, 'linear')).toMatchObject({ reason: 'all-in-one-category' })
    expect(() => computeWeightedKappa([[0, 9]], scale, 'linear')).toThrow('a rating is not on the scale')
  })

  test.each(oracle.kappas)('$unweighted, $linear, $quadratic: as psych', ({ before, after, ...expected }) => {
    const pairs = before.map((rating, at) => [rating, after[at] as number] as const)
    for (const name of ['unweighted', 'linear', 'quadratic'] as const) {
      const kappa = computeWeightedKappa(pairs, scale, name)
      if (kappa.kind !== 'estimated') throw new Error('not estimated')
      near(kappa.estimate, expected[name])
      near(kappa.standardError, expected[`${name}Error`])
    }
    const { rankCorrelation, variationChange, groupChange } = measureStability(pairs)
    near(rankCorrelation.kind === 'estimated' ? rankCorrelation.estimate : null, expected.spearman)
    near(variationChange, expected.variationChange)
    near(groupChange, expected.groupChange)
  })
})

describe('stability', () => {
  test('of nobody is not estimated', () => {
    expect(computeStability([], 'one-to-nine')).toEqual({
      ...{ kind: 'not-estimated', reason: 'nobody-rated-twice' },
    })
  })

  // Printed: unweighted, linear, quadratic κ; unchanged %; mean |change|; change of CV; Spearman; Scheibe’s group change %.
  test.each([
    [1, [0.411765, 0.487805, 0.607143], 58.3, 0.583, -0.119649, 0.901004, 33.3],
    [2, [0.538462, 0.707317, 0.852761], 66.7, 0.333, -0.049805, 0.926919, 16.7],
    [3, [0.423077, 0.571429, 0.72093], 58.3, 0.5, -0.151453, 0.941068, 25],
    [4, [0.117647, 0.318182, 0.53125], 58.3, 0.417, -0.050147, 0.730297, 25],
    [5, [0.684211, 0.922078, 0.985646], 75, 0.25, 0.050499, 0.967027, 16.7],
  ] as const)('of item %i as printed', (item, kappas, unchanged, change, variation, rank, group) => {
    const { kappa, rankCorrelation, ...stability } = measureStability(pairItem(item))
    const round = (value: number | null, digits: number) => Number((value ?? Number.NaN).toFixed(digits))
    const { unweighted, linear, quadratic } = kappa
    expect(
      [unweighted, linear, quadratic].map((one) => round('estimate' in one ? one.estimate : null, 6)),
    ).toEqual(kappas)
    expect(round(100 * stability.unchanged.share, 1)).toBe(unchanged)
    expect(round(stability.meanChange, 3)).toBe(change)
    expect(round(stability.variationChange, 6)).toBe(variation)
    expect(round('estimate' in rankCorrelation ? rankCorrelation.estimate : null, 6)).toBe(rank)
    expect(round(100 * stability.groupChange, 1)).toBe(group)
  })

  test('all 60 pairs: .5632032, .8267098, .9469662', () => {
    const { kappa } = measureStability([1, 2, 3, 4, 5].flatMap(pairItem))
    expect(kappa).toMatchObject({
      unweighted: { estimate: expect.closeTo(0.5632032, 7) },
      linear: { estimate: expect.closeTo(0.8267098, 7) },
      quadratic: { estimate: expect.closeTo(0.9469662, 7) },
    })
  })
})

describe('McNemar’s test', () => {
  test('of nobody who crossed says that nobody crossed', () => {
    expect(testCrossings(0, 0)).toEqual({ kind: 'nobody-crossed' })
    expect(measureStability(pairItem(4)).accepted).toEqual({ kind: 'nobody-crossed' })
  })

  test.each(oracle.crossings)('$entered in, $left out: exact and with continuity as R', (expected) => {
    const found = testCrossings(expected.entered, expected.left)
    if (found.kind !== 'tested') throw new Error('not tested')
    for (const name of ['exactP', 'chiSquare', 'chiSquareP'] as const) near(found[name], expected[name])
  })

  test('of item 1: three came in, nobody left, p .25 and 1.3333', () => {
    expect(measureStability(pairItem(1)).accepted).toMatchObject({
      ...{ entered: 3, left: 0, exactP: expect.closeTo(0.25, 12), chiSquare: expect.closeTo(4 / 3, 12) },
    })
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

describe('the result of an item', () => {
  const rule = decisionRuleSchema.parse({
    method: {
      ...{ kind: 'shares', accepted: { from: 7, to: 9 }, rejected: { from: 1, to: 3 } },
      ...{ atLeast: 70, opposedBelow: 15 },
    },
    groups: ['participants', 'clinicians'],
  })
  const minimumVoters = new Map([
    ['participants', 8],
    ['clinicians', 8],
    ['payers', 8],
  ])
  const result = buildItemResult({
    ...{ rule, scale: 'one-to-nine', minimumVoters },
    votes: [
      votes(pickItem(ROUND_2, 1), 'participants'),
      votes(pickItem(ROUND_2, 3), 'clinicians'),
      votes([9, 9], 'payers'),
    ],
    pairs: new Map([['participants', pairItem(1)]]),
  })

  test('has the locked verdict first, the others beside it, and each group apart', () => {
    expect(result.locked.verdict).toBe('undecided')
    expect(result.published.map(({ method }) => method)).toContain('rand-ucla')
    expect(result.groups.map(({ group, isDeciding }) => [group, isDeciding])).toEqual([
      ...[
        ['participants', true],
        ['clinicians', true],
      ],
      ['payers', false],
    ])
    expect(result.groups[2]?.warnings).toEqual(['too-few-voters'])
    expect(result.groups[1]?.stability).toEqual({ kind: 'not-estimated', reason: 'nobody-rated-twice' })
  })

  test('weights deciding groups alike in what they accept, and nobody silently', () => {
    // 11 of 12 and none of 12.
    expect(result.equalGroupShare).toBeCloseTo((11 / 12 + 0) / 2, 12)
    const empty = buildItemResult({
      ...{ rule, scale: 'one-to-nine', minimumVoters, pairs: new Map() },
      votes: [votes([], 'participants'), votes([8], 'clinicians')],
    })
    expect(empty.equalGroupShare).toBeNull()
  })

  test('is what the wire type says', () => {
    expect(itemResultSchema.parse(result)).toEqual(result)
  })
})
