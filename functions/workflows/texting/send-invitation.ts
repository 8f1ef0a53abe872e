import { findTextsPerDay } from '../../../surveys/study/site-rules.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { toInstant } from '../../platform/core/instant.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { claimText, skipText } from '../../records/assessment/text-attempts.store.ts'
import { buildStoredTextPlanAfterClaim, type StoredTextPlan } from '../../records/assessment/text-plan.ts'
import { formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { DueText } from '../../records/due/due.ts'
import {
  decideText,
  type TextDecision,
  waitForTextLine,
  waitForTomorrow,
  withholdRemoved,
} from '../../rules/texting/text-plan.ts'
import { dispatchText } from './dispatch-text.ts'
import { readTextCase } from './read-text-case.ts'
import { findEndOfWait } from './stopped-line.ts'
import type { Send, SendDeps, SendResult, TextCase } from './text-case.ts'

/**
 * Handles one due text. Safe to run twice, late or at the same time: the claim moves the text plan on in the transaction
 * that records the attempt, and only one claim can. What may forbid the text is read again after the claim, at the moment of
 * sending: a STOP, a change of the number or a submission that came before is honoured.
 */
export async function sendDueText(deps: SendDeps, due: DueText): Promise<SendResult> {
  return retryOnConflict(async (made) => {
    const found = await readTextCase(deps, due, made === 0 ? 'eventual' : 'consistent')
    if (!found) return 'nothing-due'
    if ('kind' in found && found.kind === 'removed')
      return (await advancePlan(deps, found, withholdRemoved(found.plan))) ?? CONFLICT
    if ('kind' in found) return found.kind === 'finished' ? 'nothing-due' : CONFLICT
    const decision = await decideTexting(deps, found)
    if (decision.kind !== 'send') return (await advancePlan(deps, found, decision)) ?? CONFLICT
    const claimed = await claim(deps, found, decision)
    return claimed ? dispatchText(deps, found, decision, claimed) : CONFLICT
  })
}

/** Takes one from the site's daily limit when the text may go out, and the try while texts are stopped. */
async function decideTexting(deps: SendDeps, found: TextCase): Promise<TextDecision> {
  const { study, timepoint, assessment, permission, scope } = found
  const now = toInstant(deps.clock.now())
  const decision = decideText(study, timepoint, assessment, permission, now)
  if (decision.kind !== 'send') return decision
  const waitsUntil = await findEndOfWait(deps, scope)
  if (waitsUntil !== undefined) return waitForTextLine(assessment, waitsUntil)
  const isWithin = await deps.dailyLimit.reserveText(
    scope,
    formatIso(now).slice(0, 10),
    findTextsPerDay(study, scope.site),
  )
  return isWithin ? decision : waitForTomorrow(study, assessment, now)
}

/** The plan as the claim leaves it; `undefined` where another sender was first, or the plan has changed. */
async function claim(
  deps: SendDeps,
  { scope, plan }: TextCase,
  { text, next }: Send,
): Promise<StoredTextPlan | undefined> {
  const claimedAt = formatIso(deps.clock.now())
  const to = { nextText: next.place, nextTextAt: next.at }
  const event: AuditEvent = {
    action: 'text.claimed',
    actor: { kind: 'system' as const },
    about: { timepoint: scope.timepoint, attempt: plan.attempts.length + 1, text },
  }
  let head = plan.head
  const result = await deps.audit.extend({ scope: formatTextChain(scope), head }, event, (next) => {
    head = { sequence: next.sequence, hash: next.hash }
    return [claimText(deps.studyTable, scope, plan, { text, claimedAt }, to, head)]
  })
  if (result.kind === 'written') return buildStoredTextPlanAfterClaim(plan, { text, claimedAt }, to, head)
  await deps.dailyLimit.releaseText(scope, claimedAt.slice(0, 10))
  return undefined
}

/** `undefined` where the plan is not as it was read. */
async function advancePlan(
  deps: SendDeps,
  { scope, plan }: Pick<TextCase, 'scope' | 'plan'>,
  decision: Exclude<TextDecision, Send>,
): Promise<SendResult | undefined> {
  const { nextText: place } = plan
  const waits = decision.kind === 'wait'
  const to = waits
    ? { nextText: place, nextTextAt: decision.until }
    : { nextText: decision.next.place, nextTextAt: decision.next.at }
  const { reason } = decision
  // Said once, and not again at each try.
  const last = plan.unsent.at(-1)
  if (waits && reason === 'texts-stopped' && last?.reason === reason && last.place === place)
    return (await deps.textPlans.postpone(scope, plan, decision.until)) ? 'waiting' : undefined
  const unsent = {
    ...{ at: formatIso(deps.clock.now()), place, reason },
    outcome: waits ? ('deferred' as const) : ('not-sent' as const),
  }
  const event: AuditEvent = {
    action: waits ? 'text.deferred' : 'text.not-sent',
    actor: { kind: 'system' },
    about: { timepoint: scope.timepoint, place, reason },
  }
  const result = await deps.audit.extend(
    { scope: formatTextChain(scope), head: plan.head },
    event,
    ({ sequence, hash }) => [skipText(deps.studyTable, scope, plan, unsent, to, { sequence, hash })],
  )
  if (result.kind !== 'written') return undefined
  return waits ? 'waiting' : 'not-sent'
}
