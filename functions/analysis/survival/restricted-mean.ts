import { normalQuantile } from '../statistics/distributions.ts'
import type { KaplanMeier } from './kaplan-meier.ts'
import type { NotEstimated } from './life-table.ts'

export interface RestrictedMean {
  readonly kind: 'estimated'
  readonly method: 'restricted mean survival time'
  readonly n: number
  /** Days. */
  readonly horizon: number
  /** Mean days without the event, of the first `horizon` days. */
  readonly mean: number
  readonly standardError: number
  readonly level: number
  /** Normal; `null` when the error is 0, since then the data do not say how much the mean varies. */
  readonly interval: readonly [number, number] | null
}

/**
 * The area under a survival curve up to a horizon, and its standard error √Σ A(t)²·d/(n(n − d)), where A(t) is the area
 * from an event time to the horizon (Klein & Moeschberger, Survival analysis, 2nd ed. 2003, section 4.5).
 *
 * @param horizon days, above 0
 * @returns refused when the last participant was censored before the horizon: nothing is known of the curve from there on
 * @throws RangeError when the horizon is not above 0 and finite
 */
export function restrictedMean(
  curve: KaplanMeier,
  horizon: number,
): RestrictedMean | NotEstimated<'horizon-beyond-follow-up'> {
  if (!(horizon > 0 && horizon < Infinity))
    throw new RangeError(`A horizon is above 0 and finite: ${horizon}`)
  const last = curve.points.at(-1)
  if (last === undefined || (last.time < horizon && last.survival > 0))
    return { kind: 'not-estimated', reason: 'horizon-beyond-follow-up' }

  let area = 0
  let variance = 0
  let end = horizon
  for (const { time, atRisk, events, survival } of curve.points.toReversed()) {
    if (time > horizon) continue
    area += survival * (end - time)
    if (events < atRisk) variance += (area * area * events) / (atRisk * (atRisk - events))
    end = time
  }
  const mean = area + end
  const standardError = Math.sqrt(variance)
  const half = normalQuantile((1 + curve.level) / 2) * standardError
  return {
    kind: 'estimated',
    method: 'restricted mean survival time',
    n: curve.n,
    horizon,
    mean,
    standardError,
    level: curve.level,
    interval: standardError > 0 ? [mean - half, mean + half] : null,
  }
}
