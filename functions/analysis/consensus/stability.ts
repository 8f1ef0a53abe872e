import { deviation, mean } from 'd3-array'
import { countRatingChanges, type RatingPair } from '../../../surveys/consensus/rating-changes.ts'
import { listRatings, type RatingScale, SCALE_BANDS } from '../../../surveys/consensus/scale.ts'
import type { RatingStability } from '../../../web/api/consensus/item-statistics.ts'
import { spearman } from '../meaningful-change/correlation.ts'
import { testCrossings } from './mcnemar.ts'
import { countShare, isInBand } from './rating-summary.ts'
import { computeWeightedKappa } from './weighted-kappa.ts'

/**
 * How an item’s ratings changed between two rounds, by those who rated it in both.
 *
 * κ is low where nearly everybody rates alike, however stable they are: it stands beside the plain shares and stops nothing.
 *
 * @see Scheibe, Skutsch & Schofer, in Linstone & Turoff, The Delphi Method, 1975 (group change)
 */
export function computeStability(
  pairs: readonly RatingPair[],
  scale: RatingScale,
  level = 0.95,
): RatingStability {
  if (pairs.length === 0) return { kind: 'not-estimated', reason: 'nobody-rated-twice' }
  const changes = countRatingChanges(pairs, scale)
  const { repeaters } = changes
  const [before, after] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
  const [earlier, later] = [computeVariation(before), computeVariation(after)]
  const { accepted } = SCALE_BANDS[scale]
  const countCrossings = (isFrom: boolean) =>
    pairs.filter(([one, other]) => isInBand(one, accepted) === isFrom && isInBand(other, accepted) !== isFrom)
      .length
  const computeKappa = (weights: Parameters<typeof computeWeightedKappa>[2]) =>
    computeWeightedKappa(pairs, listRatings(scale), weights, level)
  return {
    ...{ kind: 'estimated', repeaters },
    unchanged: countShare(changes.unchanged, repeaters, level),
    within: countShare(changes.within, repeaters, level),
    bandsKept: countShare(repeaters - changes.bandChanges, repeaters, level),
    meanChange: changes.points / repeaters,
    variationChange: earlier === null || later === null ? null : later - earlier,
    groupChange: changes.distribution / (2 * repeaters),
    kappa: {
      unweighted: computeKappa('unweighted'),
      linear: computeKappa('linear'),
      quadratic: computeKappa('quadratic'),
    },
    rankCorrelation: spearman(before, after, level),
    accepted: testCrossings(countCrossings(false), countCrossings(true)),
  }
}

function computeVariation(ratings: readonly number[]): number | null {
  const [spread, average] = [deviation(ratings), mean(ratings)]
  return spread === undefined || average === undefined || average === 0 ? null : spread / average
}
