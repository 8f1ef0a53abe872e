import type { SiteEstimate } from './between-site-variance.ts'

/** What is told of an outcome's values at a site, or in one arm of it. */
export interface MeanSummary {
  /** Participants: whole, from 0. */
  readonly n: number
  readonly mean: number
  /** With n − 1 in the denominator; from 0. */
  readonly sd: number
}

export type MeanRefusal =
  | 'fewer-than-two-participants'
  /** A mean or standard deviation that is not a number. */
  | 'estimate-not-finite'
  /** All values alike: nothing tells how much the mean would vary. */
  | 'no-variance'

export type MeanEstimate =
  | ({ readonly kind: 'estimated' } & SiteEstimate)
  | { readonly kind: 'not-estimated'; readonly reason: MeanRefusal }

/**
 * A site's mean with its variance sd²/n, to be pooled (metafor: measure "MN").
 *
 * @throws RangeError when n is not a number of participants, or sd is below 0
 */
export function meanEstimate(summary: MeanSummary): MeanEstimate {
  const reason = refuse(summary)
  if (reason !== undefined) return { kind: 'not-estimated', reason }
  return estimated(summary.mean, varianceOf(summary))
}

/**
 * The difference of two arms' means at a site, first less second, with the variance of B. L. Welch, Biometrika 29:350,
 * 1938, that lets the arms differ in spread (metafor: measure "MD"). Of an arm whose values are all alike the variance is
 * 0, and the difference has that of the other arm.
 *
 * @throws RangeError when an n is not a number of participants, or an sd is below 0
 */
export function meanDifference(first: MeanSummary, second: MeanSummary): MeanEstimate {
  const reason = refuse(first) ?? refuse(second)
  if (reason !== undefined) return { kind: 'not-estimated', reason }
  return estimated(first.mean - second.mean, varianceOf(first) + varianceOf(second))
}

function estimated(effect: number, variance: number): MeanEstimate {
  if (!Number.isFinite(effect) || !Number.isFinite(variance))
    return { kind: 'not-estimated', reason: 'estimate-not-finite' }
  if (variance === 0) return { kind: 'not-estimated', reason: 'no-variance' }
  return { kind: 'estimated', effect, variance }
}

function varianceOf({ n, sd }: MeanSummary): number {
  return (sd * sd) / n
}

function refuse({ n, mean, sd }: MeanSummary): MeanRefusal | undefined {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`Not a number of participants: ${n}`)
  if (sd < 0) throw new RangeError(`A standard deviation is not below 0: ${sd}`)
  // The standard deviation of one value is not a number either; too few participants is what explains it.
  if (n < 2) return 'fewer-than-two-participants'
  return Number.isFinite(mean) && Number.isFinite(sd) ? undefined : 'estimate-not-finite'
}
