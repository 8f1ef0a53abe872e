import { type RatingScale, SCALE_BANDS } from './scale.ts'

/** An item's ratings by the same person in two rounds. */
export type RatingPair = readonly [before: number, after: number]

/** How those who rated twice changed, in whole people, so that rules can compare shares exactly. */
export type RatingChanges = {
  readonly repeaters: number
  readonly unchanged: number
  /** Moved by at most the points asked for. */
  readonly within: number
  /** Went to another band of the scale. */
  readonly bandChanges: number
  /** Σ|after − before|. */
  readonly points: number
  /** Σ|f₂ − f₁| over the ratings of the scale: twice the people by which the distribution changed. */
  readonly distribution: number
}

export function countRatingChanges(
  pairs: readonly RatingPair[],
  scale: RatingScale,
  withinPoints = 1,
): RatingChanges {
  const balance = new Map<number, number>()
  for (const [before, after] of pairs) {
    balance.set(before, (balance.get(before) ?? 0) - 1)
    balance.set(after, (balance.get(after) ?? 0) + 1)
  }
  const count = (matches: (pair: RatingPair) => boolean) => pairs.filter(matches).length
  return {
    repeaters: pairs.length,
    unchanged: count(([before, after]) => before === after),
    within: count(([before, after]) => Math.abs(after - before) <= withinPoints),
    bandChanges: count(([before, after]) => findBand(scale, before) !== findBand(scale, after)),
    points: pairs.reduce((sum, [before, after]) => sum + Math.abs(after - before), 0),
    distribution: [...balance.values()].reduce((sum, change) => sum + Math.abs(change), 0),
  }
}

/** The band of a rating; on scales without a middle band there are two. */
export function findBand(scale: RatingScale, rating: number): 'accepted' | 'between' | 'rejected' {
  const { accepted, rejected } = SCALE_BANDS[scale]
  if (rating >= accepted.from && rating <= accepted.to) return 'accepted'
  return rating >= rejected.from && rating <= rejected.to ? 'rejected' : 'between'
}
