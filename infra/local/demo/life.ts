import { Temporal } from 'temporal-polyfill'
import {
  DEMO_SEED,
  ENROLMENT_WEEKS,
  PARTICIPANTS_PER_SITE,
  SHARE_NEVER_TREATED,
  SITE_PARAMETERS,
  type SiteParameters,
} from './cohort-parameters.ts'
import { createRandom } from './random.ts'

const DAY = 24 * 3600_000

/** One simulated participant: everything about them that is settled before they are enrolled. */
export interface Life {
  readonly truth: SiteParameters
  readonly index: number
  readonly phone: string
  /** Milliseconds since 1970. */
  readonly enrolledAt: number
  /** None for those who are never treated. */
  readonly treatedAt: readonly number[]
  /** Answers nothing from here on; those who never answer have a time before their enrolment. */
  readonly leavesAt: number
  /** In [0, 1): responds at a timepoint when it is below the clinic's rate there. */
  readonly disposition: number
  /** Worst pain before treatment, 0 to 10. */
  readonly worstPain: number
  /** How low-spirited before treatment, 0 to 1. */
  readonly lowMood: number
}

/**
 * All lives of the cohort.
 *
 * @param startsAt first day of enrolment
 * @param perSite participants of each clinic: fewer only where a test needs a small cohort
 * @param seed another one where a test needs another cohort
 */
export function drawLives(startsAt: number, perSite = PARTICIPANTS_PER_SITE, seed = DEMO_SEED): Life[] {
  return SITE_PARAMETERS.flatMap((truth) =>
    Array.from({ length: perSite }, (_, index) => drawLife(truth, index, startsAt, seed)),
  )
}

function drawLife(truth: SiteParameters, index: number, startsAt: number, seed: string): Life {
  const random = createRandom(seed, truth.site, index)
  // Evenly over the enrolment weeks, a few each day, in the consulting hours; from the second day, since the first one
  // may have begun before the cohort does.
  const day = Math.floor((index / PARTICIPANTS_PER_SITE) * ENROLMENT_WEEKS * 7) + random.drawInteger(0, 1)
  const enrolledAt = computeClinicTime(startsAt + (1 + day) * DAY, truth.timeZone, random.drawInteger(9, 11))
  const treated = !random.drawChance(SHARE_NEVER_TREATED)
  const wait = random.drawInteger(3, 9)
  const infusions = random.drawInteger(2, 4)
  const treatedAt = Array.from({ length: treated ? infusions : 0 }, (_, i) =>
    computeClinicTime(enrolledAt + (wait + 3 * i) * DAY, truth.timeZone, 14),
  )
  const never = random.drawChance(truth.neverAnswers)
  const drops = random.drawChance(truth.dropout)
  const staysFor = drops ? random.drawUniform() * 168 * DAY : Number.POSITIVE_INFINITY
  return {
    truth,
    index,
    phone: `${truth.phonePrefix}01${String(index).padStart(2, '0')}`,
    enrolledAt,
    treatedAt,
    leavesAt: never ? 0 : enrolledAt + staysFor,
    disposition: random.drawUniform(),
    worstPain: random.drawInteger(5, 10),
    lowMood: random.drawUniform(),
  }
}

/** The given hour at a clinic on the day that an instant falls into there. */
function computeClinicTime(instant: number, timeZone: string, hour: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)
  return local.withPlainTime({ hour }).epochMilliseconds
}
