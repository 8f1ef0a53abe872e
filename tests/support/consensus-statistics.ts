import { expect } from 'vitest'
import { summarizeRatings } from '../../functions/analysis/consensus/rating-summary.ts'
import { computeStability } from '../../functions/analysis/consensus/stability.ts'
import type { GroupVotes } from '../../surveys/consensus/decide-item.ts'
import type { RatingPair } from '../../surveys/consensus/rating-changes.ts'
import type { RatingScale } from '../../surveys/consensus/scale.ts'
import { pickItem, ROUND_1, ROUND_2 } from './delphi-ratings.ts'
import { published, relativeError } from './published.ts'

type SummaryOracle = {
  readonly [Name in
    | ('median' | 'p30' | 'p70' | 'asymmetry' | 'adjustedRange' | 'index' | 'type7' | 'type6')
    | ('mean' | 'meanDeviation')]: number
} & {
  readonly ratings: number[] | number
  readonly sd: number | null
  readonly accepted: { count: number; lower: number; upper: number }
  readonly rejected: { count: number; lower: number; upper: number }
}
/** What tests/published/consensus.R computed. */
export const consensusOracle = published<{
  summaries: SummaryOracle[]
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

export function expectNear(actual: number | null | undefined, expected: number): void {
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(1e-10)
}
/** A group’s ratings, without anybody who gave none. */
export function createVotes(ratings: readonly number[], group = 'all'): GroupVotes {
  return { group, ratings, abstained: 0, missing: 0 }
}

export function summarize(ratings: readonly number[], scale: RatingScale = 'one-to-nine') {
  const summary = summarizeRatings(createVotes(ratings), scale)
  if (summary.kind !== 'summarized') throw new Error('no summary')
  return summary
}
/** An item of the example in both rounds. @param item 1 to 5 */
export function pairItem(item: number): readonly RatingPair[] {
  const after = pickItem(ROUND_2, item)
  return pickItem(ROUND_1, item).map((rating, at) => [rating, after[at] as number] as const)
}
export function measureStability(pairs: readonly RatingPair[]) {
  const stability = computeStability(pairs, 'one-to-nine')
  if (stability.kind !== 'estimated') throw new Error('not estimated')
  return stability
}
