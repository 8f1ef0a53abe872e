import { TRIAL_STUDY } from '../runtime/demo-users.ts'
import { drawAllocationList } from './allocation-list.ts'
import { drawAttributes } from './attributes.ts'
import { DEMO_SEED } from './cohort-parameters.ts'
import { computeClinicTime, DAY, type Life } from './life.ts'
import { createRandom } from './random.ts'
import { TRIAL_ARMS, TRIAL_COMPLETION_RATE, TRIAL_TRUTH, type TrialArm } from './trial-truth.ts'

/** Clinics of the trial. First digits of their participants' numbers, as for the registry's. */
export const TRIAL_SITES = [
  { site: 'canyon', phonePrefix: '+1480555', timeZone: 'America/Phoenix' },
  { site: 'gulf', phonePrefix: '+1832555', timeZone: 'America/Chicago' },
] as const

export const TRIAL_PARTICIPANTS_PER_SITE = 45
/** Every window of everybody is over when the cohort's 24 weeks are. */
const ENROLMENT_WEEKS = 6
const SHARE_SPANISH = 0.3

/**
 * All lives of the trial's cohort.
 *
 * @param startsAt first day of enrolment
 * @param perSite participants of each clinic: fewer only where a test needs a small cohort
 * @param seed another one where a test needs another cohort
 */
export function drawTrialLives(
  startsAt: number,
  perSite = TRIAL_PARTICIPANTS_PER_SITE,
  seed = DEMO_SEED,
): Life[] {
  return TRIAL_SITES.flatMap((clinic) =>
    drawAllocationList(TRIAL_ARMS, perSite, seed, clinic.site).map((arm, index) =>
      drawLife(clinic, arm as TrialArm, index, startsAt, seed),
    ),
  )
}

function drawLife(
  { site, phonePrefix, timeZone }: (typeof TRIAL_SITES)[number],
  arm: TrialArm,
  index: number,
  startsAt: number,
  seed: string,
): Life {
  const { responderRate, adverseEvents } = TRIAL_TRUTH[arm]
  const random = createRandom(seed, site, index)
  const day = Math.floor((index / TRIAL_PARTICIPANTS_PER_SITE) * ENROLMENT_WEEKS * 7)
  const enrolledAt = computeClinicTime(startsAt + (1 + day) * DAY, timeZone, random.drawInteger(9, 11))
  // Later than anybody answers the baseline, so that none of it is lost to the infusion.
  const treatedAt = computeClinicTime(enrolledAt + random.drawInteger(5, 9) * DAY, timeZone, 14)
  const disposition = random.drawUniform()
  const left = drawWithdrawal(arm, disposition, random)
  return {
    ...{ study: TRIAL_STUDY, seed, arm, index },
    truth: {
      ...{ site, timeZone, completionRate: TRIAL_COMPLETION_RATE },
      // Not asked in week 24, which nobody reaches.
      responseRate: { ...responderRate, 'week-24': 0 },
    },
    locale: random.drawChance(SHARE_SPANISH) ? 'es' : 'en',
    phone: `${phonePrefix}01${String(index).padStart(2, '0')}`,
    enrolledAt,
    treatedAt: [treatedAt],
    adverseEvents: Object.entries(adverseEvents).map(([term, share]) => ({ term, share })),
    leavesAt: left === undefined ? Number.POSITIVE_INFINITY : treatedAt + left.day * DAY,
    ...(left && { withdrawal: left.reason }),
    disposition,
    attributes: drawAttributes(disposition, seed, site, index),
    worstPain: random.drawInteger(5, 10),
    lowMood: random.drawUniform(),
  }
}

/** Of those who have not responded in week 1, as many leave for lack of benefit as make the arm's share of everybody. */
function drawWithdrawal(arm: TrialArm, disposition: number, random: ReturnType<typeof createRandom>) {
  const { responderRate, withdrawal } = TRIAL_TRUTH[arm]
  const [early, late] = [random.drawInteger(1, 5), random.drawInteger(12, 20)]
  const hasSideEffects = random.drawChance(withdrawal['side-effects'])
  const shareLeft = (1 - withdrawal['side-effects']) * (1 - responderRate['week-1'])
  const givesUp = random.drawChance(withdrawal['no-benefit'] / shareLeft)
  if (hasSideEffects) return { reason: 'side-effects', day: early } as const
  return givesUp && disposition >= responderRate['week-1']
    ? ({ reason: 'no-benefit', day: late } as const)
    : undefined
}
