import { normalQuantile } from '../statistics/distributions.ts'

/**
 * How far a score can be trusted: the standard deviation of the people it was found in, and its reliability, 0 up to but
 * not including 1.
 */
export type Reliability = { readonly standardDeviation: number; readonly coefficient: number }

/** SEM = SD·√(1 − r), in the unit of the score. @throws RangeError for a deviation or reliability out of range */
export function standardErrorOfMeasurement({ standardDeviation, coefficient }: Reliability): number {
  if (!(standardDeviation > 0 && Number.isFinite(standardDeviation)))
    throw new RangeError(`A standard deviation is above 0: ${standardDeviation}`)
  if (!(coefficient >= 0 && coefficient < 1))
    throw new RangeError(`A reliability is from 0 to below 1: ${coefficient}`)
  return standardDeviation * Math.sqrt(1 - coefficient)
}

/**
 * The smallest change that is more than error at a confidence level: MDC = z·√2·SEM.
 * @see de Vet et al., Journal of Clinical Epidemiology 59:1033, 2006
 */
export function minimalDetectableChange(of: Reliability, level = 0.95): number {
  return normalQuantile((1 + level) / 2) * Math.SQRT2 * standardErrorOfMeasurement(of)
}

/**
 * RCI = (F − B)/(√2·SEM): the change in standard errors of a difference.
 * @see Jacobson & Truax, Journal of Consulting and Clinical Psychology 59:12, 1991
 */
export function reliableChangeIndex(change: number, of: Reliability): number {
  return change / (Math.SQRT2 * standardErrorOfMeasurement(of))
}

/** An index beyond this is a change that error alone would bring about in one of twenty. */
export const RELIABLE_CHANGE_CRITERION = 1.96
