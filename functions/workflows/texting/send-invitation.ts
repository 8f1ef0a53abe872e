import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { findTimepoint } from '../../../surveys/study/occurrence.ts'
import { fillTemplate, formatMinutes } from '../../../surveys/text-message/template.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import type { TextSender } from '../../platform/aws/sms.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  type AssessmentScope,
  buildVerifiedAssessmentScope,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import {
  type AssessmentStore,
  advanceTextPlan,
  type TEXT_NOT_YET_CLAIMED,
} from '../../records/assessment/assessment.store.ts'
import type { Assessment } from '../../records/assessment/assessment.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import {
  CONTACT_UNCHANGED,
  type Contact,
  requireContactUnchanged,
} from '../../records/contact/contact.store.ts'
import type { DailyLimit } from '../../records/daily-text-limit/daily-text-limit.store.ts'
import type { DueText } from '../../records/due/due.ts'
import {
  claimInvitation,
  type INVITATION_CLAIMED,
  recordInvitation,
} from '../../records/invitation/invitation.store.ts'
import type { LinkTokens } from '../../records/link/link.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { PHONE_TEXTABLE, requireTextable } from '../../records/phone/phone.store.ts'
import { isShared, type Phone } from '../../records/phone/phone.ts'
import { isAnsweredByText } from '../../rules/texting/answer-by-text.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import {
  decideText,
  MAX_RETRIES,
  type Permission,
  type TextDecision,
  waitForTomorrow,
} from '../../rules/texting/text-plan.ts'

export type SendDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: Library
  readonly assessments: AssessmentStore
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly dailyLimit: DailyLimit
  readonly audit: AuditStore
  readonly texts: TextSender
  readonly links: LinkTokens
  readonly publicUrl: string
  readonly studyTable: string
  readonly contactsTable: string
}

export type SendResult = 'sent' | 'waiting' | 'not-sent' | 'refused' | 'nothing-due' | 'unknown'

const RETRY_MINUTES = 10
/** Everything that the decision about one due text is made from. */
type TextCase = {
  readonly scope: AssessmentScope
  readonly study: StudyDefinition
  readonly timepoint: Timepoint
  readonly assessment: Assessment
  readonly contact: Contact | undefined
  readonly permission: Permission
  readonly isAnsweredByText: boolean
}

type Send = Extract<TextDecision, { kind: 'send' }>

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

async function dispatchText(
  deps: SendDeps,
  found: TextCase,
  decision: Send,
  attempt: number,
): Promise<SendResult> {
  const { scope, contact } = found
  const { study, site, participant, timepoint } = scope
  const body = formatBody(deps, found, decision)
  // A delivery event brings these back, and nothing else of the participant.
  const context = { study, site, participant, timepoint, attempt: String(attempt) }
  const outcome = await deps.texts
    .send({ to: contact?.phone ?? '', body, context })
    .catch((error: unknown) => {
      // Not known whether it went out: it stays claimed, and is never sent again by itself.
      deps.log.error('a text is left unknown', { study, site, attempt, ...describeError(error) })
      return undefined
    })
  if (!outcome) return 'unknown'
  if (outcome.kind === 'sent') {
    const sent = {
      state: 'sent' as const,
      sentAt: formatIso(deps.clock.now()),
      messageId: outcome.messageId,
    }
    await recordAttempt(deps, scope, 'text.sent', attempt, [
      recordInvitation(deps.studyTable, scope, attempt, sent),
    ])
    return 'sent'
  }
  await recordRefusal(deps, found, decision, attempt, outcome)
  return 'refused'
}

function formatBody(deps: SendDeps, found: TextCase, { text, engagement }: Send): string {
  const { study, assessment, scope } = found
  const texts = requireStudyTexts(study, assessment.locale)
  const byText = found.isAnsweredByText ? texts.byText : undefined
  const invitation = byText?.invitation ?? texts.invitation
  const resume = engagement === 'not-opened' ? texts.reminder : (texts.resume ?? texts.reminder)
  const again = byText?.reminder ?? resume
  const questions = assessment.battery.reduce(
    (count, ref) => count + (deps.library.findInstrument(ref)?.definition.items.length ?? 0),
    0,
  )
  return fillTemplate(text === 'invitation' ? invitation : again, {
    ...buildClinicValues(study, scope.site),
    link: `${deps.publicUrl}/s/${deps.links.createToken(assessment.linkId)}`,
    duration: formatMinutes(estimateMinutes(questions), assessment.locale),
  })
}

async function recordRefusal(
  deps: SendDeps,
  { scope, assessment }: TextCase,
  { next: { place, at } }: Send,
  attempt: number,
  outcome: { readonly passing: boolean; readonly code: string },
): Promise<void> {
  const failed = recordInvitation(deps.studyTable, scope, attempt, { state: 'failed', failure: outcome.code })
  const retries = attempt - assessment.textsBefore - (assessment.nextText + 1)
  if (outcome.passing && retries < MAX_RETRIES) {
    const again = formatIso(deps.clock.now().add({ minutes: RETRY_MINUTES }))
    // The same place of the plan once more, unless the next one comes first.
    if (at === undefined ? again < assessment.closesAt : again < at) {
      const tryAgain = advanceTextPlan(
        deps.studyTable,
        scope,
        { texts: attempt, nextText: place, nextTextAt: at },
        // What was refused has reminded nobody.
        {
          texts: attempt,
          nextText: assessment.nextText,
          nextTextAt: again,
          lastTextAt: assessment.lastTextAt ?? NEVER,
        },
      )
      if (await recordAttempt(deps, scope, 'text.failed', attempt, [failed, tryAgain])) return
      // The plan has changed meanwhile, say by the submission: the failure alone is recorded.
    }
  }
  await recordAttempt(deps, scope, 'text.failed', attempt, [failed])
}

/** Before every due time. */
const NEVER = '0000-01-01T00:00:00.000Z'

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

async function recordAttempt(
  deps: SendDeps,
  scope: AssessmentScope,
  action: AuditAction,
  attempt: number,
  writes: readonly ConditionalWrite<typeof INVITATION_CLAIMED | typeof TEXT_NOT_YET_CLAIMED>[],
): Promise<boolean> {
  const event: AuditEvent = {
    action,
    actor: { kind: 'system' as const },
    about: { timepoint: scope.timepoint, attempt },
  }
  const result = await deps.audit.write(formatParticipantChain(scope), event, writes)
  if (result.kind === 'refused') deps.log.info('a text was not recorded', { attempt, code: result.condition })
  return result.kind !== 'refused'
}
