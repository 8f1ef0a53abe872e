import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { buildVerifiedAssessmentScope } from '../../platform/core/scope.ts'
import { advanceTextPlan } from '../../records/assessment/assessment.store.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import {
  CONTACT_UNCHANGED,
  type Contact,
  requireContactUnchanged,
} from '../../records/contact/contact.store.ts'
import type { DueText } from '../../records/due/due.ts'
import { claimInvitation } from '../../records/invitation/invitation.store.ts'
import { PHONE_TEXTABLE, requireTextable } from '../../records/phone/phone.store.ts'
import { isShared } from '../../records/phone/phone.ts'
import { isAnsweredByText } from '../../rules/texting/answer-by-text.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { decideText, type TextDecision, waitForTomorrow } from '../../rules/texting/text-plan.ts'
import { dispatchText } from './dispatch-text.ts'
import type { Send, SendDeps, SendResult, TextCase } from './text-case.ts'

/**
 * Handles one due text. Safe to run twice, late or at the same time: the claim moves the assessment's text plan
 * on in the transaction that makes the invitation, and only one claim can. The claim holds only while the number may be
 * texted, and while number and consent are as they were read, so that a STOP or a change that came before it is honoured.
 */
export async function sendDueText(deps: SendDeps, due: DueText): Promise<SendResult> {
  return retryOnConflict(async () => {
    const found = await readCase(deps, due)
    if (!found) return 'nothing-due'
    const decision = await decideTexting(deps, found)
    if (decision.kind !== 'send') return advancePlan(deps, found, decision)
    const attempt = found.assessment.texts + 1
    const claim = await claimText(deps, found, decision, attempt)
    if (claim === 'claimed') return dispatchText(deps, found, decision, attempt)
    if (claim === 'taken') return 'nothing-due'
    return CONFLICT
  })
}

/** @throws Error when the message names nothing that exists. */
async function readCase(deps: SendDeps, due: DueText): Promise<TextCase | undefined> {
  const scope = buildVerifiedAssessmentScope(due)
  const assessment = await deps.assessments.find(scope)
  const study = deps.library.findStudy(due.study)?.definition
  const timepoint = study && findTimepoint(study, due.timepoint)
  if (!assessment || !study || !timepoint) throw new Error('a due text names nothing that exists')
  const finished = assessment.progress === 'completed' || assessment.progress === 'cancelled'
  if (finished || !assessment.nextTextAt || assessment.nextTextAt > formatIso(deps.clock.now()))
    return undefined
  const contact = await deps.findContact(scope)
  return {
    ...{ scope, study, timepoint, assessment, contact },
    permission: await readTextingPermission(deps.findPhone, contact),
    isAnsweredByText: await canAnswerByText(deps, study, assessment, contact),
  }
}

/** A number that several people have is asked by link: a number in reply could be anybody's. */
async function canAnswerByText(
  deps: SendDeps,
  study: StudyDefinition,
  assessment: Assessment,
  contact: Contact | undefined,
): Promise<boolean> {
  // The participant is read only where the study asks anything by text.
  if (!study.byText || !contact) return false
  const participant = await deps.participants.find(buildVerifiedAssessmentScope(assessment))
  return (
    isAnsweredByText(study, deps.library, participant, assessment) &&
    !isShared(await deps.findPhone(contact.phone))
  )
}

/** Takes one from the site's daily limit when the text may go out. */
async function decideTexting(deps: SendDeps, found: TextCase): Promise<TextDecision> {
  const { study, timepoint, assessment, permission, scope } = found
  const now = deps.clock.now()
  const decision = decideText(study, timepoint, assessment, permission, now)
  if (decision.kind !== 'send') return decision
  const isWithin = await deps.dailyLimit.reserveText(
    scope,
    formatIso(now).slice(0, 10),
    study.textsPerSitePerDay,
  )
  return isWithin ? decision : waitForTomorrow(study, assessment, now)
}

/** `taken`: another sender was first, or the survey was completed. `changed`: the number may not be texted any more. */
async function claimText(
  deps: SendDeps,
  { scope, assessment, contact }: TextCase,
  decision: Send,
  attempt: number,
): Promise<'claimed' | 'taken' | 'changed'> {
  if (!contact) throw new Error('a text without a number')
  const { study, site, participant, timepoint } = scope
  const claimedAt = formatIso(deps.clock.now())
  const { text, next } = decision
  const event: AuditEvent = {
    action: 'text.claimed',
    actor: { kind: 'system' as const },
    about: { timepoint, attempt, text },
  }
  const result = await deps.audit.write(formatParticipantChain(scope), event, [
    advanceTextPlan(deps.studyTable, scope, assessment, {
      texts: attempt,
      nextText: next.place,
      nextTextAt: next.at,
      lastTextAt: claimedAt,
    }),
    requireContactUnchanged(deps.contactsTable, scope, contact),
    requireTextable(deps.contactsTable, contact.phone),
    claimInvitation(deps.studyTable, scope, {
      ...{ study, site, participant, timepoint, attempt, text, claimedAt },
      state: 'claimed',
    }),
  ])
  if (result.kind === 'written') return 'claimed'
  await deps.dailyLimit.releaseText(scope, claimedAt.slice(0, 10))
  return result.condition === PHONE_TEXTABLE || result.condition === CONTACT_UNCHANGED ? 'changed' : 'taken'
}

async function advancePlan(
  deps: SendDeps,
  found: TextCase,
  decision: Exclude<TextDecision, Send>,
): Promise<SendResult> {
  const { scope, assessment } = found
  const { timepoint, texts, nextText } = assessment
  const waits = decision.kind === 'wait'
  const to = waits ? { place: nextText, at: decision.until } : decision.next
  await deps.audit.write(
    formatParticipantChain(scope),
    {
      action: waits ? 'text.deferred' : 'text.not-sent',
      actor: { kind: 'system' },
      about: { timepoint, place: nextText, reason: decision.reason },
    },
    [advanceTextPlan(deps.studyTable, scope, assessment, { texts, nextText: to.place, nextTextAt: to.at })],
  )
  return waits ? 'waiting' : 'not-sent'
}
