import type {
  PlannedChange,
  TreatmentConfirmation,
} from '../../../web/api/treatments/treatment-confirmations.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'
import { isBeforeEnrolment, isLongAgo } from './long-ago.ts'

/** A clinic's clock may be a little ahead of ours. */
const CLOCK_SKEW = { minutes: 5 }

/** Nobody gets two of a kind so close together: the second is the first, recorded again. */
const ONE_TREATMENT_MS = 30 * 60_000

type GivenTreatment = { readonly kind: string; readonly givenAt: string }

/**
 * What about a treatment has to be confirmed: its time against the enrolment, the clock and the others of its kind, and
 * that assessments would be cancelled. In the order of `TREATMENT_CONFIRMATIONS`; empty where nothing is unusual. Pure.
 *
 * @param treatment `undefined` where one is voided
 * @param others those that stand beside it
 * @param plan what the schedule would change: see `listPlannedChanges`
 */
export function listTreatmentConfirmations(
  treatment: GivenTreatment | undefined,
  others: readonly GivenTreatment[],
  enrolledAt: string,
  now: string,
  plan: readonly PlannedChange[],
): readonly TreatmentConfirmation[] {
  const cancels = plan.some(({ change }) => change === 'cancel')
  return [
    ...(treatment ? listTimeConfirmations(treatment, others, enrolledAt, now) : []),
    ...(cancels ? (['cancels-assessments'] as const) : []),
  ]
}

function listTimeConfirmations(
  { kind, givenAt }: GivenTreatment,
  others: readonly GivenTreatment[],
  enrolledAt: string,
  now: string,
): readonly TreatmentConfirmation[] {
  const isClose = (other: GivenTreatment) =>
    other.kind === kind && Math.abs(Date.parse(other.givenAt) - Date.parse(givenAt)) < ONE_TREATMENT_MS
  return [
    ...(isBeforeEnrolment(givenAt, enrolledAt) ? (['before-enrolment'] as const) : []),
    ...(givenAt > formatIso(parseInstant(now).add(CLOCK_SKEW)) ? (['in-future'] as const) : []),
    ...(isLongAgo(givenAt, now) ? (['long-ago'] as const) : []),
    ...(others.some(isClose) ? (['close-to-another'] as const) : []),
  ]
}
