import * as z from 'zod/mini'
import type { ReadConsistency } from '../../platform/aws/dynamodb.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  type AssessmentScope,
  buildVerifiedAssessmentScope,
  buildVerifiedParticipantScope,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import { recordDeliveryFailure } from '../../records/assessment/text-attempts.store.ts'
import type { TextPlanStore } from '../../records/assessment/text-plan.store.ts'
import { type AuditStore, formatTextChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import { changePhone } from '../../records/phone/phone.store.ts'
import { applyHardFailure, findTextingStatus, type Phone } from '../../records/phone/phone.ts'
import { recordNoticeDelivery } from '../alerts/send-notice.ts'

/**
 * What AWS End User Messaging tells of a text that it took (event destination of the configuration set). Only what is
 * needed is read; the `context` is what the text was sent with.
 */
export const deliveryEventSchema = z.object({
  eventType: z.string(),
  messageId: z.string(),
  destinationPhoneNumber: z.string(),
  context: z.optional(
    z.partial(
      z.object({
        study: z.string(),
        site: z.string(),
        participant: z.string(),
        timepoint: z.string(),
        attempt: z.string().check(z.regex(/^\d{1,4}$/)),
        /** Of an urgent message, instead of the two above. */
        notice: z.string(),
      }),
    ),
  ),
})

export type DeliveryEvent = z.infer<typeof deliveryEventSchema>

/** The number itself will not do: it does not exist, or its carrier or owner refuses. Others may pass, such as a phone that is off. */
const HARD_FAILURES = new Set([
  'TEXT_INVALID',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_PROTECT_BLOCKED',
])
const SOFT_FAILURES = new Set(['TEXT_TTL_EXPIRED', 'TEXT_SPAM', 'TEXT_INVALID_MESSAGE', 'TEXT_UNKNOWN'])

export type DeliveryDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly notices: NoticeStore
  readonly textPlans: Pick<TextPlanStore, 'find' | 'recordDelivery'>
  readonly findPhone: (number: string, consistency?: ReadConsistency) => Promise<Phone>
  readonly forgetFailures: (number: string) => Promise<void>
  readonly audit: AuditStore
  readonly studyTable: string
  readonly contactsTable: string
}

/**
 * Records what became of a text. Events come twice, late and in any order: what is known to be delivered stays so, and
 * each text counts once. Three hard failures in a row end the texts to a number until a person has looked at it.
 */
export async function recordDelivery(
  deps: DeliveryDeps,
  event: DeliveryEvent,
): Promise<'delivered' | 'undelivered' | 'known' | 'not-final' | 'not-ours'> {
  const { study, site, participant, timepoint, attempt: written, notice } = event.context ?? {}
  if (!study || !site || !participant) return 'not-ours'
  if (notice)
    return recordNotice(deps, buildVerifiedParticipantScope({ study, site, participant }), notice, event)
  if (!timepoint || !written) return 'not-ours'
  const scope = buildVerifiedAssessmentScope({ study, site, participant, timepoint })
  const attempt = Number(written)
  if (event.eventType === 'TEXT_DELIVERED') return recordDelivered(deps, scope, attempt, event)
  if (!HARD_FAILURES.has(event.eventType) && !SOFT_FAILURES.has(event.eventType)) return 'not-final'
  return recordUndelivered(deps, scope, attempt, event)
}

async function recordNotice(
  deps: DeliveryDeps,
  scope: ParticipantScope,
  notice: string,
  { eventType }: DeliveryEvent,
): Promise<'delivered' | 'undelivered' | 'known' | 'not-final'> {
  if (eventType === 'TEXT_DELIVERED') return recordNoticeDelivery(deps, scope, notice, undefined)
  if (!HARD_FAILURES.has(eventType) && !SOFT_FAILURES.has(eventType)) return 'not-final'
  return recordNoticeDelivery(deps, scope, notice, eventType)
}

async function recordDelivered(
  deps: DeliveryDeps,
  scope: AssessmentScope,
  attempt: number,
  { messageId, destinationPhoneNumber }: DeliveryEvent,
): Promise<'delivered' | 'known'> {
  const isNews = await deps.textPlans.recordDelivery(scope, attempt, messageId, formatIso(deps.clock.now()))
  if (!isNews) return 'known'
  // A failure that is not seen yet is forgotten with the next text that arrives.
  const phone = await deps.findPhone(destinationPhoneNumber, 'eventual')
  if (phone.hardFailures > 0 && findTextingStatus(phone) !== 'unreachable')
    await deps.forgetFailures(destinationPhoneNumber)
  return 'delivered'
}

async function recordUndelivered(
  deps: DeliveryDeps,
  scope: AssessmentScope,
  attempt: number,
  { eventType, messageId, destinationPhoneNumber: number }: DeliveryEvent,
): Promise<'undelivered' | 'known'> {
  const about = { timepoint: scope.timepoint, attempt, code: eventType }
  const action: AuditEvent = { action: 'text.undelivered', actor: { kind: 'system' as const }, about }
  return retryOnConflict(async () => {
    const [phone, plan] = await Promise.all([deps.findPhone(number), deps.textPlans.find(scope)])
    const state = plan?.attempts[attempt - 1]?.state
    if (!plan || (state !== 'claimed' && state !== 'sent')) return 'known'
    const to = applyHardFailure(phone, formatIso(deps.clock.now()))
    const counted = changePhone(deps.contactsTable, number, phone, to)
    const result = await deps.audit.extend<string>(
      { scope: formatTextChain(scope), head: plan.head },
      action,
      ({ sequence, hash }) => [
        recordDeliveryFailure(
          deps.studyTable,
          scope,
          plan,
          attempt,
          { messageId, failure: eventType },
          { sequence, hash },
        ),
        ...(HARD_FAILURES.has(eventType) ? [counted] : []),
      ],
    )
    return result.kind === 'written' ? 'undelivered' : CONFLICT
  })
}
