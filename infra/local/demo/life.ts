import { Temporal } from 'temporal-polyfill'
import type { DemoUser } from '../runtime/demo-users.ts'
import type { FollowUp } from './cohort-parameters.ts'

export const DAY = 24 * 3600_000

/** What is true of everybody at a clinic, or in an arm of it. */
export interface LifeTruth {
  readonly site: string
  readonly timeZone: string
  /** Probability that worst pain is at least 30 % lower than before treatment. */
  readonly responseRate: Readonly<Record<FollowUp, number>>
  /** Probability that a participant who is still taking part completes a survey. */
  readonly completionRate: number
}

export interface AdverseEventShare {
  readonly term: string
  /** Probability that it follows a treatment. */
  readonly share: number
}

/** One simulated participant: everything about them that is settled before they are enrolled. */
export interface Life {
  readonly study: DemoUser['study']
  /** Every random draw of this life is made from it. */
  readonly seed: string
  readonly truth: LifeTruth
  /** None in a study without arms. */
  readonly arm?: string
  readonly locale: 'en' | 'es'
  readonly index: number
  /** As they are recorded at enrolment. */
  readonly attributes: readonly { readonly attribute: string; readonly option: string }[]
  readonly phone: string
  /** Milliseconds since 1970. */
  readonly enrolledAt: number
  /** None for those who are never treated. */
  readonly treatedAt: readonly number[]
  readonly adverseEvents: readonly AdverseEventShare[]
  /** Answers nothing from here on; those who never answer have a time before their enrolment. */
  readonly leavesAt: number
  /** Why the clinic records the end of their participation at `leavesAt`. None for those who stay, or leave in silence. */
  readonly withdrawal?: 'no-benefit' | 'side-effects'
  /** In [0, 1): responds at a timepoint when it is below the rate there. */
  readonly disposition: number
  /** Worst pain before treatment, 0 to 10. */
  readonly worstPain: number
  /** How low-spirited before treatment, 0 to 1. */
  readonly lowMood: number
}

/** The given hour at a clinic on the day that an instant falls into there. */
export function computeClinicTime(instant: number, timeZone: string, hour: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)
  return local.withPlainTime({ hour }).epochMilliseconds
}
