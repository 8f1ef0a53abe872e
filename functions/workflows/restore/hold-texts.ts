import { formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { buildVerifiedAssessmentScope, buildVerifiedParticipantScope } from '../../platform/core/scope.ts'
import { holdText } from '../../records/assessment/text-attempts.store.ts'
import type { TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { Due, DueNotice, DueText } from '../../records/due/due.ts'
import { findNextTextAfter, HELD_REASON } from '../../rules/texting/held-plan.ts'
import { findAskedTimepoint } from '../schedule/asked-timepoint.ts'
import type { RestoreDeps } from './restore.deps.ts'

/** How many: texts of plans, and automatic replies to what participants wrote. */
export type HeldTexts = { readonly texts: number; readonly replies: number }

/**
 * Passes over every text to a participant that is due by now, invitations and reminders: it may have gone out in the time that
 * was lost. Each is kept in the history with the reason `restored`, and Today says so while its window is open. Automatic replies
 * are given up, which Today says too. Alerts to staff go out: one too many harms nobody. May run again.
 */
export async function holdPastDue(deps: RestoreDeps): Promise<HeldTexts> {
  // All of it first: what is passed over is due no more.
  const due: Due[] = []
  for await (const one of deps.scanPastDue(formatIso(deps.clock.now()))) due.push(one)
  let [texts, replies] = [0, 0]
  for (const one of due) {
    if (one.kind === 'text' && (await holdDueText(deps, one))) texts += 1
    if (one.kind === 'notice' && (await giveUpReply(deps, one))) replies += 1
  }
  return { texts, replies }
}

async function holdDueText(deps: RestoreDeps, due: DueText): Promise<boolean> {
  const scope = buildVerifiedAssessmentScope(due)
  return retryOnConflict(async () => {
    const read = await deps.textPlans.findWithSurvey(scope, 'consistent')
    const now = formatIso(deps.clock.now())
    if (!read?.plan.nextTextAt || read.plan.nextTextAt > now) return false
    const { plan } = read
    const { assessment } = read.survey
    // Nothing is left to be sent about it: the next tick takes it off the index.
    if (assessment.progress === 'completed' || assessment.progress === 'cancelled') return false
    const timepoint = await findAskedTimepoint(deps.library, assessment)
    const next = findNextTextAfter({ ...assessment, ...plan }, timepoint, now)
    const event: AuditEvent = {
      action: 'text.not-sent',
      actor: { kind: 'operator' },
      about: { timepoint: due.timepoint, place: plan.nextText, reason: HELD_REASON },
    }
    const unsent = { at: now, place: plan.nextText, outcome: 'not-sent', reason: HELD_REASON } as const
    const result = await deps.audit.extend<typeof TEXT_PLAN_UNCHANGED>(
      { scope: formatTextChain(scope), head: plan.head },
      event,
      (head) => [
        holdText(deps.studyTable, scope, plan, unsent, { nextText: next.place, nextTextAt: next.at }, head),
      ],
    )
    return result.kind === 'written' ? true : CONFLICT
  })
}

async function giveUpReply(deps: RestoreDeps, due: DueNotice): Promise<boolean> {
  const scope = buildVerifiedParticipantScope(due)
  return retryOnConflict(async () => {
    const read = await deps.notices.find(scope, due.notice)
    if (read?.kind !== 'crisis-reply' || read.state !== 'waiting') return false
    const { nextTryAt: _, ...rest } = read
    const isChanged = await deps.notices.change(scope, read, {
      ...rest,
      ...{ state: 'given-up', failure: HELD_REASON },
    })
    return isChanged ? true : CONFLICT
  })
}
