import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { fillTemplate } from '../../../surveys/text-message/template.ts'
import { formatIso, MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { describeError } from '../../platform/core/log.ts'
import { buildVerifiedParticipantScope, type ParticipantScope } from '../../platform/core/scope.ts'
import { formatErasureChain } from '../../records/audit/audit.store.ts'
import type { DueErasure } from '../../records/due/due.ts'
import { putErasure } from '../../records/erasure/erasure.store.ts'
import type { Erasure } from '../../records/erasure/erasure.ts'
import { chooseLastText } from '../../rules/texting/last-text.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { findNextPlannedTime } from '../../rules/texting/quiet-hours.ts'
import { buildClinicValues } from '../../rules/texting/study-texts.ts'
import type { ErasureDeps } from './erasure.deps.ts'
import { type ConfirmedErasure, forgetContact, stopParticipation } from './erasure-steps.ts'
import { hasOpenAlert } from './open-alerts.ts'

export type ErasureResult = 'erased' | 'waiting' | 'nothing-due'

/** A carrier that is busy is asked again after this long, for a day; and whether an alert is still open, until it is not. */
const RETRY_MS = 5 * MINUTE_MS
const GIVE_UP_MS = 24 * 60 * MINUTE_MS

/**
 * Carries out what two people decided. It may be killed anywhere and run again, twice, or at the same time: every step finds
 * what is left to do, the last text is claimed before it is sent and never sent twice, and the erasure stays due until the
 * last step has written that it is done. A safety alert that is raised after the confirmation, in the night before the last
 * text, say, holds it up until the alert is closed: afterwards nobody could call.
 *
 *   confirmed ─▶ participation ended, free text or study data erased ─▶ last text ─▶ contact stopped or erased ─▶ done
 */
export async function runErasure(deps: ErasureDeps, due: DueErasure): Promise<ErasureResult> {
  const scope = buildVerifiedParticipantScope(due)
  const study = await deps.library.findStudy(due.study, due.site)
  const read = await deps.erasures.find(scope)
  if (!study) throw new Error('an erasure is of a study that is gone')
  const { state, grade, studyData, confirmedAt, nextTryAt } = read ?? {}
  if (!read || state !== 'confirmed' || !grade || !studyData || confirmedAt === undefined)
    return 'nothing-due'
  if (nextTryAt === undefined || nextTryAt > formatIso(deps.clock.now())) return 'nothing-due'
  const confirmed: ConfirmedErasure = { grade, studyData, confirmedAt }
  const isHeldUp = async () => grade === 'erase' && (await hasOpenAlert(deps, scope))
  if (await isHeldUp()) return postpone(deps, scope, read)
  await stopParticipation(deps, study, scope, confirmed)
  const texted = await sendLastText(deps, study, scope, read)
  if (typeof texted === 'string') return texted
  if (await isHeldUp()) return postpone(deps, scope, texted)
  await forgetContact(deps, scope, confirmed)
  return finish(deps, scope, texted)
}

async function postpone(
  { erasures, clock }: ErasureDeps,
  scope: ParticipantScope,
  read: Erasure,
): Promise<Exclude<ErasureResult, 'erased'>> {
  const nextTryAt = shiftIso(formatIso(clock.now()), RETRY_MS)
  return (await erasures.change(scope, read, { ...read, nextTryAt })) ? 'waiting' : 'nothing-due'
}

async function finish(deps: ErasureDeps, scope: ParticipantScope, read: Erasure): Promise<ErasureResult> {
  const { site, participant } = scope
  const { grade, studyData = '', lastText = '' } = read
  const result = await deps.audit.write(
    formatErasureChain(scope.study),
    {
      action: 'erasure.done',
      actor: { kind: 'system' },
      about: { site, participant, grade, studyData, lastText },
    },
    [
      putErasure(deps.studyTable, scope, read, {
        ...read,
        state: 'done',
        doneAt: formatIso(deps.clock.now()),
      }),
    ],
  )
  return result.kind === 'written' ? 'erased' : 'nothing-due'
}

type LastText = NonNullable<Erasure['lastText']>

/**
 * Says that it is done, once, in the study’s texting hours and outside the site’s quiet ones, where the participant may still be texted.
 * @returns the erasure as it stands then; `waiting` until it is tried again; `nothing-due` where another run was first
 */
async function sendLastText(
  deps: ErasureDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  read: Erasure,
): Promise<Erasure | Exclude<ErasureResult, 'erased'>> {
  const change = async (from: Erasure, to: Erasure): Promise<Erasure | 'nothing-due'> =>
    (await deps.erasures.change(scope, from, to)) ? { ...to, revision: from.revision + 1 } : 'nothing-due'
  const conclude = (from: Erasure, lastText: LastText) => change(from, { ...from, lastText })
  // Killed while it was sent: it may have gone out.
  if (read.lastText === 'claimed') return conclude(read, 'unknown')
  if (read.lastText !== undefined) return read
  const [contact, participant] = await Promise.all([deps.findContact(scope), deps.participants.find(scope)])
  const permission = await readTextingPermission(deps.findPhone, contact)
  const isAlive = participant !== undefined && participant.ended?.how !== 'died'
  if (!contact || permission !== 'given' || !isAlive) return conclude(read, 'not-textable')
  const now = deps.clock.now()
  const wait = async (from: Erasure, until: string) => {
    const { lastText: _, ...unsent } = from
    const kept = await change(from, { ...unsent, nextTryAt: until })
    return kept === 'nothing-due' ? kept : 'waiting'
  }
  const later = findNextPlannedTime(study, participant, toInstant(now))
  if (later) return wait(read, formatIso(later.until))
  const claimed = await conclude(read, 'claimed')
  if (claimed === 'nothing-due') return claimed
  const body = fillTemplate(
    chooseLastText(read.grade, study.erasure.studyData, participant.locale),
    buildClinicValues(study, scope.site),
  )
  const lastText = await send(deps, scope, contact.phone, body)
  const isLate = formatIso(now) >= shiftIso(read.confirmedAt ?? '', GIVE_UP_MS)
  if (lastText === 'busy')
    return isLate ? conclude(claimed, 'refused') : wait(claimed, shiftIso(formatIso(now), RETRY_MS))
  return conclude(claimed, lastText)
}

async function send(
  { texts, log }: Pick<ErasureDeps, 'texts' | 'log'>,
  { study, site }: ParticipantScope,
  to: string,
  body: string,
): Promise<'sent' | 'unknown' | 'refused' | 'busy'> {
  try {
    const outcome = await texts.send({ to, body, context: { study, site } })
    return outcome.kind === 'sent' ? 'sent' : outcome.cause === 'recipient' ? 'refused' : 'busy'
  } catch (error) {
    log.info('whether a last text went out is not known', { study, site, ...describeError(error) })
    return 'unknown'
  }
}
