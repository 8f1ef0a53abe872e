import { decideItem, type GroupVotes, type Verdict } from '../../../surveys/consensus/decide-item.ts'
import type { DecisionRule } from '../../../surveys/consensus/decision-rule.ts'
import type { StoppingRule } from '../../../surveys/consensus/process.ts'
import { countRatingChanges, type RatingPair } from '../../../surveys/consensus/rating-changes.ts'
import { RATING_SCALES, type RatingScale } from '../../../surveys/consensus/scale.ts'
import { compare, createRational, parseDecimal } from '../../../surveys/values/rational.ts'

export type ItemStop =
  | { readonly kind: 'stops'; readonly because: 'in' | 'out' | 'clearly-undecided' }
  | {
      readonly kind: 'goes-on'
      readonly because: 'first-round' | 'not-enough-voters' | 'not-settled' | 'not-stable'
    }

/** On shorter scales one point is a band, and nothing is clear within it. */
const MIN_RATINGS_TO_SHIFT = 9

/**
 * Whether an item is asked again. It stops when its verdict is settled and the ratings of every deciding group are stable; never
 * by agreement or by stability alone.
 *
 * An undecided item is settled when it would stay undecided even if everybody moved by `withinPoints` in one direction: that is as
 * far as stable ratings move.
 *
 * @param pairs ratings of this round and the one before, by group
 */
export function decideItemStop(
  {
    rule,
    scale,
    stopping,
  }: { readonly rule: DecisionRule; readonly scale: RatingScale; readonly stopping: StoppingRule },
  votes: readonly GroupVotes[],
  pairs: ReadonlyMap<string, readonly RatingPair[]>,
  minimumVoters: ReadonlyMap<string, number>,
): ItemStop {
  const { verdict } = decideItem(rule, votes, minimumVoters)
  if (verdict === 'not-enough-voters') return { kind: 'goes-on', because: verdict }
  if (rule.groups.every((group) => (pairs.get(group) ?? []).length === 0))
    return { kind: 'goes-on', because: 'first-round' }
  const settled =
    verdict !== 'undecided' ? verdict : findClear({ rule, scale, stopping }, votes, minimumVoters)
  if (settled === undefined) return { kind: 'goes-on', because: 'not-settled' }
  const isStable = rule.groups.every((group) => isStableGroup(pairs.get(group) ?? [], scale, stopping))
  return isStable ? { kind: 'stops', because: settled } : { kind: 'goes-on', because: 'not-stable' }
}

function findClear(
  {
    rule,
    scale,
    stopping,
  }: { readonly rule: DecisionRule; readonly scale: RatingScale; readonly stopping: StoppingRule },
  votes: readonly GroupVotes[],
  minimumVoters: ReadonlyMap<string, number>,
): 'clearly-undecided' | undefined {
  const { lowest, highest } = RATING_SCALES[scale]
  if (highest - lowest + 1 < MIN_RATINGS_TO_SHIFT) return undefined
  const decideShifted = (by: number): Verdict | 'not-enough-voters' =>
    decideItem(
      rule,
      votes.map((one) => ({
        ...one,
        ratings: one.ratings.map((rating) => Math.min(highest, Math.max(lowest, rating + by))),
      })),
      minimumVoters,
    ).verdict
  const isClear = [stopping.withinPoints, -stopping.withinPoints].every(
    (by) => decideShifted(by) === 'undecided',
  )
  return isClear ? 'clearly-undecided' : undefined
}

function isStableGroup(
  pairs: readonly RatingPair[],
  scale: RatingScale,
  { repeatersAtLeast, withinPoints, bandChangesBelow }: StoppingRule,
): boolean {
  if (pairs.length === 0) return false
  const { repeaters, within, bandChanges } = countRatingChanges(pairs, scale, withinPoints)
  const percentOf = (count: number) => createRational(100 * count, repeaters)
  return (
    compare(percentOf(within), parseDecimal(repeatersAtLeast)) >= 0 &&
    compare(percentOf(bandChanges), parseDecimal(bandChangesBelow)) < 0
  )
}
