import { deviation, mean } from 'd3-array'
import type { GroupVotes } from '../../../surveys/consensus/decide-item.ts'
import type { QuantileType } from '../../../surveys/consensus/decision-rule.ts'
import {
  computeExactDisagreement,
  findExactMedian,
  findExactQuantile,
} from '../../../surveys/consensus/exact-quantile.ts'
import {
  listRatings,
  type RatingBand,
  type RatingScale,
  SCALE_BANDS,
} from '../../../surveys/consensus/scale.ts'
import { subtract, toNumber } from '../../../surveys/values/rational.ts'
import type {
  CountedShare,
  DisagreementIndex,
  RatingSummary,
} from '../../../web/api/consensus/item-statistics.ts'
import { wilsonInterval } from '../statistics/wilson.ts'

/**
 * The ratings of one item by one group. Quantiles are computed as fractions, and each range says its type, since SPSS and Stata
 * give another one than R. Shares are of those who rated.
 *
 * @example summarizeRatings({ group: 'all', ratings: [7, 8, 9], abstained: 0, missing: 0 }, 'one-to-nine')
 */
export function summarizeRatings(
  { ratings, abstained, missing }: GroupVotes,
  scale: RatingScale,
  level = 0.95,
): RatingSummary {
  const sorted = [...ratings].sort((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return { kind: 'not-estimated', reason: 'no-ratings', abstained, missing }
  const median = toNumber(findExactMedian(sorted))
  const average = mean(sorted) as number
  const spread = deviation(sorted) ?? null
  const { accepted, between, rejected } = SCALE_BANDS[scale]
  const countBand = (band: RatingBand) =>
    countShare(sorted.filter((one) => isInBand(one, band)).length, n, level)
  return {
    ...{ kind: 'summarized', n, abstained, missing, median, mean: average, standardDeviation: spread },
    histogram: listRatings(scale).map((rating) => ({
      rating,
      count: sorted.filter((one) => one === rating).length,
    })),
    coefficientOfVariation: spread === null || average === 0 ? null : spread / average,
    meanDeviation: mean(sorted, (rating) => Math.abs(rating - median)) as number,
    interquartileRange: {
      type7: computeInterquartileRange(sorted, 'type-7'),
      type6: computeInterquartileRange(sorted, 'type-6'),
    },
    disagreement: scale === 'one-to-nine' ? computeDisagreement(sorted) : null,
    bands: {
      accepted: countBand(accepted),
      between: between === null ? null : countBand(between),
      rejected: countBand(rejected),
    },
  }
}

/** A share with its Wilson interval. @throws RangeError when `of` is 0 */
export function countShare(count: number, of: number, level = 0.95): CountedShare {
  return { count, of, share: count / of, interval: wilsonInterval(count, of, level) }
}

export function isInBand(rating: number, { from, to }: RatingBand): boolean {
  return rating >= from && rating <= to
}

function computeInterquartileRange(sorted: readonly number[], type: QuantileType): number {
  return toNumber(subtract(findExactQuantile(sorted, [3, 4], type), findExactQuantile(sorted, [1, 4], type)))
}

function computeDisagreement(sorted: readonly number[]): DisagreementIndex {
  const { p30, p70, range, asymmetry, adjustedRange, index } = computeExactDisagreement(sorted)
  return {
    ...{ p30: toNumber(p30), p70: toNumber(p70), range: toNumber(range) },
    ...{ asymmetry: toNumber(asymmetry), adjustedRange: toNumber(adjustedRange), index: toNumber(index) },
  }
}
