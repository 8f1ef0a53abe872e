import type { EndConfirmation } from '../../../web/api/participants/end-confirmations.ts'
import { isBeforeEnrolment, isLongAgo } from './long-ago.ts'

/**
 * What about the end of a participation has to be confirmed: its time against the enrolment, the clock and the treatments
 * that stand. In the order of `END_CONFIRMATIONS`; empty where nothing is unusual. Pure.
 */
export function listEndConfirmations(
  at: string,
  treatments: readonly { readonly givenAt: string }[],
  enrolledAt: string,
  now: string,
): readonly EndConfirmation[] {
  return [
    ...(isBeforeEnrolment(at, enrolledAt) ? (['before-enrolment'] as const) : []),
    ...(isLongAgo(at, now) ? (['long-ago'] as const) : []),
    ...(treatments.some(({ givenAt }) => givenAt > at) ? (['before-treatment'] as const) : []),
  ]
}
