import type { KaplanMeier } from './kaplan-meier.ts'
import type { NotEstimated } from './life-table.ts'

/** Where a curve comes down to a height. */
export type Crossing =
  | { readonly kind: 'estimated' /** Days. */; readonly time: number }
  /** The curve, or the bound of its interval, ends before it has come down so far. */
  | NotEstimated<'ends-above'>

/** The time by which a share of participants has had the event, with an interval of the curve's level. */
export interface SurvivalQuantile {
  readonly method: 'Kaplan–Meier quantile'
  readonly n: number
  /** Share that has had the event: 0.5 for the median. */
  readonly probability: number
  readonly level: number
  readonly quantile: Crossing
  readonly lower: Crossing
  readonly upper: Crossing
}

/** Heights closer than this are the same: a product of fractions misses 0.5 by rounding. */
const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * The median and other quantiles of a survival curve, by the rule of R's survival package (quantile.survfit): the time at
 * which the curve comes down to 1 − p; where it runs level at just that height, the middle of the level part. The
 * interval ends where the bounds of the curve's interval come down there (R. Brookmeyer & J. Crowley, Biometrics 38:29,
 * 1982). A bound that is not monotone counts where it first comes down.
 *
 * @param probability share with the event, above 0 and below 1
 * @throws RangeError when it is not
 */
export function survivalQuantile(curve: KaplanMeier, probability = 0.5): SurvivalQuantile {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Not a probability between 0 and 1: ${probability}`)
  const times = curve.points.map(({ time }) => time)
  const findCurveCrossing = (heights: readonly (number | undefined)[]) =>
    findFirstCrossing(times, heights, 1 - probability)
  return {
    method: 'Kaplan–Meier quantile',
    n: curve.n,
    probability,
    level: curve.level,
    quantile: findCurveCrossing(curve.points.map(({ survival }) => survival)),
    lower: findCurveCrossing(curve.points.map(({ interval }) => interval?.[0])),
    upper: findCurveCrossing(curve.points.map(({ interval }) => interval?.[1])),
  }
}

function findFirstCrossing(
  times: readonly number[],
  heights: readonly (number | undefined)[],
  target: number,
): Crossing {
  const at = heights.findIndex((height) => height !== undefined && height <= target + TOLERANCE)
  const start = times[at]
  if (start === undefined) return { kind: 'not-estimated', reason: 'ends-above' }
  if ((heights[at] ?? target) < target - TOLERANCE) return { kind: 'estimated', time: start }
  const below = heights.findIndex(
    (height, i) => i > at && height !== undefined && height < target - TOLERANCE,
  )
  const end = times[below] ?? times.at(-1) ?? start
  return { kind: 'estimated', time: (start + end) / 2 }
}
