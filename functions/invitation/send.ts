import type { Library } from '../../surveys/library.ts'
import { type AssignmentStore, advanceTextPlan } from '../assignment/assignment.store.ts'
import type { Assignment } from '../assignment/assignment.ts'
import { type AuditStore, participantChain } from '../audit/audit.store.ts'
import type { LinkTokens } from '../link/link.ts'
import type { Contact } from '../participant/contact.store.ts'
import { type Clock, isoOf } from '../platform/clock.ts'
import type { NamedWrite } from '../platform/dynamodb.ts'
import { errorName, type Log } from '../platform/log.ts'
import { type ParticipantScope, scopeOfAssignment } from '../platform/scope.ts'
import type { TextSender } from '../platform/sms.ts'
import { timepointOf } from '../schedule/instance.ts'
import { claimInvitation, recordInvitation } from './invitation.store.ts'
import type { DueText } from './invitation.ts'
import { decideText, MAXIMUM_RETRIES, type TextDecision } from './text-plan.ts'

export type SendDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: Library
  readonly assignments: AssignmentStore
  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  readonly audit: AuditStore
  readonly texts: TextSender
  readonly links: LinkTokens
  readonly publicUrl: string
  readonly studyTable: string
}

export type SendResult = 'sent' | 'waiting' | 'withheld' | 'refused' | 'nothing-due' | 'unknown'

const RETRY_MINUTES = 10

/**
 * Handles one due text. Safe to run twice, late or at the same time: the claim moves the assignment's text plan
 * on in the transaction that makes the invitation, and only one claim can.
 */
export async function sendDueText(deps: SendDeps, due: DueText): Promise<SendResult> {
  const scope = scopeOfAssignment(due)
  const assignment = await deps.assignments.find(scope)
  const study = deps.library.study(due.study)?.definition
  const timepoint = study && timepointOf(study, due.timepoint)
  if (!assignment || !study || !timepoint) throw new Error('a due text names nothing that exists')
  const now = deps.clock.now()
  const finished = assignment.progress === 'completed' || assignment.progress === 'cancelled'
  if (finished || !assignment.nextTextAt || assignment.nextTextAt > isoOf(now)) return 'nothing-due'

  const contact = await deps.findContact(scope)
  const consent = !contact ? 'no-contact' : contact.smsConsent ? 'given' : 'not-given'
  const decision = decideText(study, timepoint, assignment, consent, now)
  if (decision.kind === 'wait' || decision.kind === 'withhold') return moveOn(deps, assignment, decision)
  if (!contact) return 'nothing-due'

  const attempt = assignment.texts + 1
  const claimedAt = isoOf(now)
  const { place, at } = decision.next
  const claimed = await deps.audit.write(
    participantChain(scope),
    {
      action: 'text.claimed',
      actor: { kind: 'system' },
      about: { timepoint: due.timepoint, attempt, text: decision.text },
    },
    [
      advanceTextPlan(deps.studyTable, scope, assignment, {
        texts: attempt,
        nextText: place,
        nextTextAt: at,
      }),
      claimInvitation(deps.studyTable, scope, {
        study: due.study,
        site: due.site,
        participant: due.participant,
        timepoint: due.timepoint,
        attempt,
        text: decision.text,
        state: 'claimed',
        claimedAt,
      }),
    ],
  )
  if (claimed.kind === 'refused') return 'nothing-due'

  const texts = study.texts[assignment.locale] ?? study.texts[study.locales[0] ?? '']
  const link = `${deps.publicUrl}/s/${deps.links.tokenOf(assignment.linkId)}`
  const body = (texts?.[decision.text] ?? '{link}').replace('{link}', link)
  const context = { study: due.study, site: due.site, attempt: String(attempt) }
  const outcome = await deps.texts.send({ to: contact.phone, body, context }).catch((error: unknown) => {
    // Not known whether it went out: it stays claimed, and is never sent again by itself.
    deps.log.error('a text is left unknown', {
      study: due.study,
      site: due.site,
      attempt,
      errorName: errorName(error),
    })
    return undefined
  })
  if (!outcome) return 'unknown'
  if (outcome.kind === 'sent') {
    await record(deps, scope, 'text.sent', attempt, [
      recordInvitation(deps.studyTable, scope, attempt, {
        state: 'sent',
        sentAt: isoOf(deps.clock.now()),
        messageId: outcome.messageId,
      }),
    ])
    return 'sent'
  }
  const failed = recordInvitation(deps.studyTable, scope, attempt, { state: 'failed', failure: outcome.code })
  const retries = attempt - assignment.textsBefore - (assignment.nextText + 1)
  if (outcome.passing && retries < MAXIMUM_RETRIES) {
    const again = isoOf(now.add({ minutes: RETRY_MINUTES }))
    // The same place of the plan once more, unless the next one comes first.
    if (at === undefined ? again < assignment.closesAt : again < at) {
      const tryAgain = advanceTextPlan(
        deps.studyTable,
        scope,
        { texts: attempt, nextText: place, nextTextAt: at },
        { texts: attempt, nextText: assignment.nextText, nextTextAt: again },
      )
      if (await record(deps, scope, 'text.failed', attempt, [failed, tryAgain])) return 'refused'
      // The plan has changed meanwhile, say by the submission: the failure alone is recorded.
    }
  }
  await record(deps, scope, 'text.failed', attempt, [failed])
  return 'refused'
}

async function moveOn(
  deps: SendDeps,
  assignment: Assignment,
  decision: Exclude<TextDecision, { kind: 'send' }>,
): Promise<SendResult> {
  const scope = scopeOfAssignment(assignment)
  const { timepoint, texts, nextText } = assignment
  const waits = decision.kind === 'wait'
  const to = waits ? { place: nextText, at: decision.until } : decision.next
  await deps.audit.write(
    participantChain(scope),
    {
      action: waits ? 'text.deferred' : 'text.withheld',
      actor: { kind: 'system' },
      about: { timepoint, reason: waits ? 'outside-texting-hours' : decision.reason },
    },
    [advanceTextPlan(deps.studyTable, scope, assignment, { texts, nextText: to.place, nextTextAt: to.at })],
  )
  return waits ? 'waiting' : 'withheld'
}

async function record(
  deps: SendDeps,
  scope: ReturnType<typeof scopeOfAssignment>,
  action: string,
  attempt: number,
  writes: NamedWrite[],
): Promise<boolean> {
  const event = { action, actor: { kind: 'system' as const }, about: { timepoint: scope.timepoint, attempt } }
  const result = await deps.audit.write(participantChain(scope), event, writes)
  if (result.kind === 'refused') deps.log.info('a text was not recorded', { attempt, code: result.clause })
  return result.kind !== 'refused'
}
