import { HOUR_MS } from '../../functions/platform/core/clock.ts'
import { findState } from '../../functions/records/assessment/assessment.ts'
import type { StoredTextPlan } from '../../functions/records/assessment/text-plan.ts'
import type { Record } from './record.ts'
import type { Final } from './rules.ts'

/** Why nobody was texted that has nothing to do with the carrier. */
const OWN_REASONS: ReadonlySet<string> = new Set([
  ...['no-contact', 'no-consent', 'stopped', 'unreachable', 'answered-meanwhile', 'links-used-up'],
  ...['for-others', 'reminded-after-due', 'site-daily-limit'],
  ...['INVALID_PARAMETER', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'],
])
/** A night, a try that comes every quarter of an hour, and the hour at which a busy carrier is tried. */
const HOURS_TO_COME_BACK = 16

/** Whoever was to be invited is, when the carrier takes texts again before the window closes. */
export function listUninvited(
  { people, liftedAt }: Record,
  { assessments, plans, now }: Final,
): readonly string[] {
  const still = new Set(people.filter(({ hasMoved }) => !hasMoved).map(({ participant }) => participant))
  return assessments
    .filter(({ participant }) => still.has(participant))
    .filter((one) => findState(one, now) === 'missed')
    .filter(({ closesAt }) => Date.parse(closesAt) - Date.parse(liftedAt) > HOURS_TO_COME_BACK * HOUR_MS)
    .filter(({ participant, timepoint }) => {
      const plan = plans.get(`${participant}/${timepoint}`)
      return plan !== undefined && !hasLeft(plan) && !listReasons(plan).some((one) => OWN_REASONS.has(one))
    })
    .map(({ participant, timepoint }) => `left uninvited: ${participant}/${timepoint}`)
}

/** Went out, or may have. */
function hasLeft({ attempts }: StoredTextPlan): boolean {
  return attempts.some(({ state }) => state !== 'failed')
}

function listReasons({ attempts, unsent }: StoredTextPlan): readonly string[] {
  return [...attempts.flatMap(({ failure }) => failure ?? []), ...unsent.map(({ reason }) => reason)]
}

/** However often the carrier refused it: one invitation of an assessment goes out. */
export function listInvitedTwice({ claims, texts, people }: Record): readonly string[] {
  const still = new Set(people.filter(({ hasMoved }) => !hasMoved).map(({ participant }) => participant))
  const left = new Set(
    texts.map(({ context }) => `${context.participant}/${context.timepoint}#${context.attempt}`),
  )
  const invitations = claims.filter(
    ({ participant, timepoint, attempt, text }) =>
      text === 'invitation' && still.has(participant) && left.has(`${participant}/${timepoint}#${attempt}`),
  )
  return [...Map.groupBy(invitations, ({ participant, timepoint }) => `${participant}/${timepoint}`)]
    .filter(([, of]) => of.length > 1)
    .map(([assessment]) => `invited twice: ${assessment}`)
}
