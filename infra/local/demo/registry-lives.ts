import { DEMO_STUDY } from '../runtime/demo-users.ts'
import { drawAttributes } from './attributes.ts'
import {
  DEMO_SEED,
  ENROLMENT_WEEKS,
  PARTICIPANTS_PER_SITE,
  REGISTRY_ADVERSE_EVENTS,
  SHARE_NEVER_TREATED,
  SITE_PARAMETERS,
  type SiteParameters,
} from './cohort-parameters.ts'
import { computeClinicTime, DAY, type Life } from './life.ts'
import { createRandom } from './random.ts'

/**
 * All lives of the registry's cohort.
 *
 * @param startsAt first day of enrolment
 * @param perSite participants of each clinic: fewer only where a test needs a small cohort
 * @param seed another one where a test needs another cohort
 */
export function drawRegistryLives(
  startsAt: number,
  perSite = PARTICIPANTS_PER_SITE,
  seed = DEMO_SEED,
): Life[] {
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
  const disposition = random.drawUniform()
  return {
    ...{ study: DEMO_STUDY, seed, truth, index, locale: 'en' },
    phone: `${truth.phonePrefix}01${String(index).padStart(2, '0')}`,
    enrolledAt,
    treatedAt,
    adverseEvents: REGISTRY_ADVERSE_EVENTS,
    leavesAt: never ? 0 : enrolledAt + staysFor,
    disposition,
    attributes: drawAttributes(disposition, seed, truth.site, index),
    worstPain: random.drawInteger(5, 10),
    lowMood: random.drawUniform(),
  }
}
