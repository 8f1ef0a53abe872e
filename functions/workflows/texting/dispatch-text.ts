import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { fillTemplate, formatMinutes } from '../../../surveys/text-message/template.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { AssessmentScope } from '../../platform/core/scope.ts'
import { advanceTextPlan, type TEXT_NOT_YET_CLAIMED } from '../../records/assessment/assessment.store.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import { type INVITATION_CLAIMED, recordInvitation } from '../../records/invitation/invitation.store.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { MAX_RETRIES } from '../../rules/texting/text-plan.ts'
import type { Send, SendDeps, SendResult, TextCase } from './text-case.ts'

const RETRY_MINUTES = 10
/** Before every due time. */
const NEVER = '0000-01-01T00:00:00.000Z'

/**
 * Sends a text that was claimed, and records what became of it. What the carrier refused for a passing reason is tried
 * again; what is not known to have gone out stays claimed.
 */
export async function dispatchText(
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
