import { describe, expect, test } from 'vitest'
import { testCrossings } from '../../../../functions/analysis/consensus/mcnemar.ts'
import { computeStability } from '../../../../functions/analysis/consensus/stability.ts'
import { computeWeightedKappa } from '../../../../functions/analysis/consensus/weighted-kappa.ts'
import {
  measureStability,
  expectNear as near,
  consensusOracle as oracle,
  pairItem,
} from '../../../support/consensus-statistics.ts'

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
