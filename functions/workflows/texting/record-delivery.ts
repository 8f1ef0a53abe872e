import * as z from 'zod'
import { type Clock, isoOf } from '../../platform/core/clock.ts'
import { type AssignmentScope, scopeOfAssignment } from '../../platform/core/scope.ts'
import { type AuditStore, participantChain } from '../../records/audit/audit.store.ts'
import { failDelivery, type InvitationStore } from '../../records/invitation/invitation.store.ts'
import { changePhone, PHONE_AS_READ } from '../../records/phone/phone.store.ts'
import { afterHardFailure, type Phone, textable } from '../../records/phone/phone.ts'

/**
 * What AWS End User Messaging tells of a text that it took (event destination of the configuration set). Only what is
 * needed is read; the `context` is what the text was sent with.
 */
export const deliveryEventSchema = z.object({
  eventType: z.string(),
  messageId: z.string(),
  destinationPhoneNumber: z.string(),
  context: z
    .object({
      study: z.string(),
      site: z.string(),
      participant: z.string(),
      timepoint: z.string(),
      attempt: z.string().regex(/^\d{1,4}$/),
    })
    .partial()
    .optional(),
})

export type DeliveryEvent = z.infer<typeof deliveryEventSchema>

/** The number itself will not do: it does not exist, or its carrier or owner refuses. Others may pass, such as a phone that is off. */
const HARD = new Set([
  'TEXT_INVALID',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_PROTECT_BLOCKED',
])
const SOFT = new Set(['TEXT_TTL_EXPIRED', 'TEXT_SPAM', 'TEXT_INVALID_MESSAGE', 'TEXT_UNKNOWN'])

export type DeliveryDeps = {
  readonly clock: Clock
  readonly invitations: InvitationStore
  readonly findPhone: (number: string) => Promise<Phone>
  readonly forgetFailures: (number: string) => Promise<void>
  readonly audit: AuditStore
  readonly studyTable: string
  readonly contactsTable: string
}

const PASSES = 6

/**
 * Records what became of a text. Events come twice, late and in any order: what is known to be delivered stays so, and
 * each text counts once. Three hard failures in a row end the texts to a number until a person has looked at it.
 */
export async function recordDelivery(
  deps: DeliveryDeps,
  event: DeliveryEvent,
): Promise<'delivered' | 'undelivered' | 'known' | 'not-final' | 'not-ours'> {
  const { study, site, participant, timepoint, attempt: written } = event.context ?? {}
  if (!study || !site || !participant || !timepoint || !written) return 'not-ours'
  const scope = scopeOfAssignment({ study, site, participant, timepoint })
  const attempt = Number(written)
  if (event.eventType === 'TEXT_DELIVERED') return delivered(deps, scope, attempt, event)
  if (!HARD.has(event.eventType) && !SOFT.has(event.eventType)) return 'not-final'
  return undelivered(deps, scope, attempt, event)
}

async function delivered(
  deps: DeliveryDeps,
  scope: AssignmentScope,
  attempt: number,
  { messageId, destinationPhoneNumber }: DeliveryEvent,
): Promise<'delivered' | 'known'> {
  const isNews = await deps.invitations.deliver(scope, attempt, messageId, isoOf(deps.clock.now()))
  if (!isNews) return 'known'
  const phone = await deps.findPhone(destinationPhoneNumber)
  if (phone.hardFailures > 0 && textable(phone) !== 'unreachable')
    await deps.forgetFailures(destinationPhoneNumber)
  return 'delivered'
}

async function undelivered(
  deps: DeliveryDeps,
  scope: AssignmentScope,
  attempt: number,
  { eventType, messageId, destinationPhoneNumber: number }: DeliveryEvent,
): Promise<'undelivered' | 'known'> {
  const failed = failDelivery(deps.studyTable, scope, attempt, messageId, eventType)
  const about = { timepoint: scope.timepoint, attempt, code: eventType }
  const action = { action: 'text.undelivered', actor: { kind: 'system' as const }, about }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const phone = await deps.findPhone(number)
    const to = afterHardFailure(phone, isoOf(deps.clock.now()))
    const counted = changePhone(deps.contactsTable, number, phone, to)
    const writes = HARD.has(eventType) ? [failed, counted] : [failed]
    const result = await deps.audit.write(participantChain(scope), action, writes)
    if (result.kind === 'written') return 'undelivered'
    if (result.clause !== PHONE_AS_READ) return 'known'
  }
  throw new Error('the failures of a number change without end')
}
