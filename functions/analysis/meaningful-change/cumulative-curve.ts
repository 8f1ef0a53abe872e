import type { CumulativeShares } from '../../../web/api/analyses/meaningful-change.ts'
import { wilsonInterval } from '../statistics/wilson.ts'

const MAX_POINTS = 101

/**
 * The whole distribution of improvement, read from the right: who improved by at least so much. Beside an anchored
 * threshold it shows what every other threshold would say (Wyrwich et al., Quality of Life Research 22:475, 2013).
 *
 * @param options.missing how many more are counted among the group without an improvement: as not improved by anything
 */
export function computeCumulativeCurve(
  improvements: readonly number[],
  { missing = 0, level = 0.95 }: { readonly missing?: number; readonly level?: number } = {},
): CumulativeShares {
  const sorted = [...improvements].sort((a, b) => a - b)
  const n = sorted.length + missing
  const distinct = [...new Set(sorted)]
  const thinned = distinct.length > MAX_POINTS
  const shown = thinned ? listQuantiles(sorted) : distinct
  let below = 0
  const points = shown.map((improvement) => {
    while ((sorted[below] as number) < improvement) below += 1
    const atLeast = sorted.length - below
    return { improvement, share: atLeast / n, interval: wilsonInterval(atLeast, n, level) }
  })
  return { n, thinned, points }
}

/** The least value that a hundredth, two hundredths … of them do not exceed, each once. */
function listQuantiles(sorted: readonly number[]): number[] {
  const steps = MAX_POINTS - 1
  const findStepValue = (step: number) =>
    sorted[Math.max(0, Math.ceil((step * sorted.length) / steps) - 1)] as number
  return [...new Set(Array.from({ length: MAX_POINTS }, (_, step) => findStepValue(step)))]
}
