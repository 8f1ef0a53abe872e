import { decideRatings, type GroupVotes } from '../../../surveys/consensus/decide-item.ts'
import type { DecisionRule } from '../../../surveys/consensus/decision-rule.ts'
import { type RatingScale, SCALE_BANDS } from '../../../surveys/consensus/scale.ts'
import type { Attrition } from '../../../web/api/consensus/attrition.ts'
import { estimateMeanDifference, summarizeValues } from '../statistics/mean-estimate.ts'
import { countShare, isInBand } from './rating-summary.ts'

/**
 * Whether those of a group who left had rated an item otherwise, and whether they would have changed its result: their last rating
 * is put beside the ratings of those who stayed.
 *
 * @param earlier ratings of the round before, of those who rated again and of those who did not
 * @param votes of this round
 */
export function compareLeavers(
  { method }: Pick<DecisionRule, 'method'>,
  scale: RatingScale,
  earlier: { readonly stayers: readonly number[]; readonly leavers: readonly number[] },
  votes: Pick<GroupVotes, 'ratings'>,
  level = 0.95,
): Attrition {
  const [stayers, leavers] = [summarizeValues(earlier.stayers), summarizeValues(earlier.leavers)]
  const countAccepted = (ratings: readonly number[]) =>
    ratings.length === 0
      ? null
      : countShare(
          ratings.filter((rating) => isInBand(rating, SCALE_BANDS[scale].accepted)).length,
          ratings.length,
          level,
        )
  return {
    stayers: { n: stayers.n, mean: stayers.mean, accepted: countAccepted(earlier.stayers) },
    leavers: { n: leavers.n, mean: leavers.mean, accepted: countAccepted(earlier.leavers) },
    difference: estimateMeanDifference(leavers, stayers, level),
    verdict: decideRatings(method, votes.ratings),
    verdictIfLeaversStayed: decideRatings(method, [...votes.ratings, ...earlier.leavers]),
  }
}
