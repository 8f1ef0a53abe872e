import { wilsonInterval } from '../statistics/wilson.ts'

/** Share of a group whose improvement is at least so much, 0–1, with its pointwise 95% Wilson interval. */
export type CumulativePoint = {
  readonly improvement: number
  readonly share: number
  readonly interval: readonly [number, number]
}

export type CumulativeCurve = {
  readonly n: number
  /** Falling, at each value that stands in the group; at most 101 of them, evenly among them, where there are more. */
  readonly points: readonly CumulativePoint[]
}

const MOST_POINTS = 101

/**
 * The whole distribution of improvement, read from the right: who improved by at least so much. Beside an anchored
 * threshold it shows what every other threshold would say (Wyrwich et al., Quality of Life Research 22:475, 2013).
 *
 * @param missing how many more are counted among the group without an improvement: as not improved by anything
 */
export function cumulativeCurve(improvements: readonly number[], missing = 0): CumulativeCurve {
  const sorted = [...improvements].sort((a, b) => a - b)
  const n = sorted.length + missing
  const distinct = [...new Set(sorted)]
  const step = (distinct.length - 1) / (MOST_POINTS - 1)
  const shown =
    distinct.length <= MOST_POINTS
      ? distinct
      : Array.from({ length: MOST_POINTS }, (_, at) => distinct[Math.round(at * step)] as number)
  let below = 0
  const points = shown.map((improvement) => {
    while ((sorted[below] as number) < improvement) below += 1
    const atLeast = sorted.length - below
    return { improvement, share: atLeast / n, interval: wilsonInterval(atLeast, n) }
  })
  return { n, points }
}
