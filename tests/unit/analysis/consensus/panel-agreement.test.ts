import { describe, expect, test } from 'vitest'
import { computeFleissKappa } from '../../../../functions/analysis/consensus/fleiss-kappa.ts'
import { computeConcordance } from '../../../../functions/analysis/consensus/kendall-w.ts'
import { expectNear as near, consensusOracle as oracle } from '../../../support/consensus-statistics.ts'
import { ROUND_1 } from '../../../support/delphi-ratings.ts'

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

  // The example of the encyclopedia’s article on Fleiss’ κ: 14 raters, ten subjects, κ 0.210.
  test('of a published table of ten subjects: .210', () => {
    const counts = [
      ...[
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
      ],
      ...[
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
      ],
    ]
    expect(computeFleissKappa(counts)).toMatchObject({
      observed: expect.closeTo(0.378, 3),
      expected: expect.closeTo(0.213, 3),
      kappa: expect.closeTo(0.21, 3),
    })
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
