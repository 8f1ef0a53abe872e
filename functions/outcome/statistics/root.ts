/** A place and the value of a function there. */
export interface Evaluated {
  readonly at: number
  readonly value: number
}

const MAX_STEPS = 200

/**
 * Where a continuous function crosses 0 between two places at which it has different signs, by inverse quadratic
 * interpolation where that is safe and by halving where it is not (T. R. Chandrupatla, Advances in Engineering Software
 * 28:145, 1997).
 *
 * @param tolerance of the place, beside the last digits of a double; above 0
 * @throws RangeError when the signs are the same or a value is not a number
 */
export function rootBetween(
  of: (at: number) => number,
  from: Evaluated,
  to: Evaluated,
  tolerance: number,
): number {
  if (from.value === 0) return from.at
  if (to.value === 0) return to.at
  if (!(from.value < 0 !== to.value < 0) || Number.isNaN(from.value + to.value))
    throw new RangeError('A root is sought between different signs.')
  let newest = to
  let opposite = from
  let share = 0.5
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = newest.at + share * (opposite.at - newest.at)
    const here = { at, value: of(at) }
    const sameSide = here.value < 0 === newest.value < 0
    const left = sameSide ? newest : opposite
    if (!sameSide) opposite = newest
    newest = here
    const best = Math.abs(newest.value) < Math.abs(opposite.value) ? newest : opposite
    const width = Math.abs(opposite.at - newest.at)
    const smallest = (2 * Number.EPSILON * Math.abs(best.at) + tolerance / 2) / width
    if (best.value === 0 || smallest > 0.5) return best.at
    share = Math.min(1 - smallest, Math.max(smallest, nextShare(newest, opposite, left)))
  }
  return newest.at
}

/** How far to go from the newest place towards the opposite side, 0 to 1. */
function nextShare(newest: Evaluated, opposite: Evaluated, left: Evaluated): number {
  const place = (newest.at - opposite.at) / (left.at - opposite.at)
  const height = (newest.value - opposite.value) / (left.value - opposite.value)
  // Where the quadratic through the three is not monotone between them it is not to be trusted.
  if (!(height * height < place && (1 - height) ** 2 < 1 - place)) return 0.5
  const a = newest.value
  const b = opposite.value
  const c = left.value
  const direction = (left.at - newest.at) / (opposite.at - newest.at)
  return (a / (b - a)) * (c / (b - c)) + direction * (a / (c - a)) * (b / (c - b))
}
