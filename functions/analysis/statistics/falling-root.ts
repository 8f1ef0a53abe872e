/** A function's value and slope at a place, with whatever else was computed there. */
export interface SlopedValue {
  readonly value: number
  readonly slope: number
}

export interface RootSearch {
  /** The longest step; also the step where the slope says nothing. */
  readonly longest: number
  /** The search ends when the next step would be shorter; above 0. */
  readonly enough: number
  /** A place that the root is known to lie above. */
  readonly above?: number
}

const MAX_STEPS = 200
const NOISE_FACTOR = 1e4

/**
 * Where a function that falls through 0 crosses it: Newton's method, kept between the places known to lie on either side.
 *
 * @param start anywhere above what the root is known to lie above
 * @returns the place and what was computed there; `undefined` when a value is not a number, the function jumps over 0, or
 *   the search does not end
 */
export function findFallingRoot<Here extends SlopedValue>(
  evaluate: (place: number) => Here,
  start: number,
  { longest, enough, above: from = Number.NEGATIVE_INFINITY }: RootSearch,
): { readonly place: number; readonly here: Here } | undefined {
  let below = from
  let above = Number.POSITIVE_INFINITY
  let place = start
  for (let step = 0; step < MAX_STEPS; step++) {
    const here = evaluate(place)
    const { value, slope } = here
    if (Number.isNaN(value)) return undefined
    if (value > 0) below = place
    else above = place
    const newton = slope < 0 ? value / -slope : Math.sign(value) * longest
    const change = Math.max(-longest, Math.min(longest, newton))
    if (Math.abs(change) <= enough) return { place, here }
    // Between its last digits a function is noise; with a long step still to go it has jumped over 0.
    if (above - below <= enough)
      return Math.abs(change) <= NOISE_FACTOR * enough ? { place, here } : undefined
    const next = place + change
    place = next > below && next < above ? next : (below + above) / 2
  }
  return undefined
}
