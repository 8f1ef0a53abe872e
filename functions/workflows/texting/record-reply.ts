import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { findSiteSafety } from '../../../surveys/study/site-rules.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { ALERT_UNCHANGED } from '../../records/alert/alert.store.ts'
import { buildReplySignal } from '../../records/alert/alert.ts'
import { TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { ERASURE_UNCHANGED, putErasure } from '../../records/erasure/erasure.store.ts'
import { keepMessage, type MESSAGE_KEPT } from '../../records/message/message.store.ts'
import type { Message } from '../../records/message/message.ts'
import { putNotice } from '../../records/notice/notice.store.ts'
import {
  changePhone,
  MESSAGE_UNSEEN,
  markMessageSeen,
  PHONE_UNCHANGED,
} from '../../records/phone/phone.store.ts'
import { applyMessage, findTextingStatus, type Phone } from '../../records/phone/phone.ts'
import { PHONE_OWNER_KNOWN, requireKnownOwner } from '../../records/phone/phone-owners.store.ts'
import { RECENT_TEXTS_UNCHANGED } from '../../records/recent-texts/recent-texts.store.ts'
import type { ClassifiedReply } from '../../rules/reply-intent/reply-intent.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { applyErasureRequest, buildErasureRequest } from '../erasure/request-erasure.ts'
import { endSentLinks } from '../links/end-links.ts'
import { buildCrisisReply } from './crisis-reply.ts'
import { buildRecentWrites, type RecentReading } from './recent-texts.ts'
import type { ReplyDeps } from './reply.deps.ts'
import { buildResumeWrites } from './resume-texts.ts'

/** A text from a phone, with all that is known of it before it is written. */
export type ReceivedReply = {
  readonly number: string
  readonly body: string
  readonly message: string
  /** What it says with the texts around it. */
  readonly intent: ClassifiedReply
  /** Ids of the texts that speak of self-harm together, with this one among them, in the order of receipt; or none. */
  readonly cry: readonly string[]
  readonly at: string
  readonly isShared: boolean
  readonly owners: readonly ParticipantScope[]
  /** It answers questions that are asked by text, and nobody has to read it. */
  readonly isAnswer: boolean
  /** Who of the owners gets no texts whatever START or STOP says. */
  readonly untexted: readonly ParticipantScope[]
}

/** Where a message is kept for one of those who have the number. */
export type KeptReply = Pick<Message, 'id' | 'isForPerson' | 'speaksOfSelfHarm'>

/** Of those who share a number, what is done on one participant’s account. */
type OnAccount = {
  /** What must be answered is answered. */
  readonly isAnswered?: boolean
  /** The texts that it was read with: it is added to them. */
  readonly recent?: RecentReading
}

/**
 * Everything that the message means for one participant, in one transaction with the audit entry; nothing when it was
 * written before.
 *
 * @returns where it is kept; `undefined` where they were erased meanwhile; `CONFLICT` where another text came meanwhile
 */
export async function recordReply(
  deps: ReplyDeps,
  owner: ParticipantScope,
  reply: ReceivedReply,
  { isAnswered = false, recent }: OnAccount,
): Promise<KeptReply | undefined | typeof CONFLICT> {
  const { intent, message, at, number } = reply
  const study = await deps.library.findStudy(owner.study, owner.site)
  if (!study) throw new Error('a number belongs to a study that is gone')
  const written = await retryOnConflict(async () => {
    const now = formatIso(deps.clock.now())
    // Raised when it is known: one that was closed since the text came is opened by it.
    const alerts = intent.speaksOfSelfHarm
      ? await buildAlertWrites(
          deps,
          findSiteSafety(study, owner.site),
          owner,
          [buildReplySignal(reply.cry)],
          now,
        )
      : []
    const phone = await deps.findPhone(number)
    const to = applyReply(phone, reply)
    const changed = to === undefined ? [] : [changePhone(deps.contactsTable, number, phone, to)]
    const crisis =
      intent.speaksOfSelfHarm && isAnswered
        ? [putNotice(deps.studyTable, owner, buildCrisisReply(owner, message, now))]
        : []
    const isTextedAnew = intent.wants === 'start' && !reply.untexted.includes(owner)
    const resumed = isTextedAnew && changed.length > 0 ? await buildResumeWrites(deps, owner) : []
    const endings = isDisowned(phone, reply) ? await endSentLinks(deps, owner, at) : []
    const kept = buildMessageWrite(deps, owner, reply)
    const added = recent ? buildRecentWrites(deps, number, recent) : []
    const erasure = intent.asksForErasure ? await buildErasureWrites(deps, study, owner) : []
    const writes = [...changed, kept, ...added, ...alerts, ...crisis, ...resumed, ...endings, ...erasure]
    const event: AuditEvent = {
      action: alerts.length > 0 ? 'safety-alert.raised' : 'text.received',
      actor: { kind: 'participant' as const },
      about: {
        // Texts are not always handled in the order in which they came.
        ...{ wants: intent.wants, message, receivedAt: at },
        ...(erasure.length > 0 && { asks: 'erase' }),
      },
    }
    const result = await deps.audit.write<string>(formatParticipantChain(owner), event, [
      markMessageSeen(deps.contactsTable, number, message, owner),
      requireKnownOwner(deps.contactsTable, number, owner),
      ...writes,
    ])
    const own: KeptReply = {
      ...{ id: message, isForPerson: isForSomebody(owner, reply), speaksOfSelfHarm: intent.speaksOfSelfHarm },
    }
    if (result.kind === 'written') return own
    if (result.condition === MESSAGE_UNSEEN) return (await deps.messages.findReceived(owner, message)) ?? own
    // Erased since the owners were read: the text is nobody's.
    if (result.condition === PHONE_OWNER_KNOWN) return undefined
    if (result.condition === RECENT_TEXTS_UNCHANGED) return OUTDATED
    if (!RACE_CONDITIONS.has(result.condition)) throw new Error(`a reply was refused: ${result.condition}`)
    return CONFLICT
  })
  return written === OUTDATED ? CONFLICT : written
}

/** To be read anew with the texts around it, and not only written anew. */
const OUTDATED = Symbol('outdated')

/** Read meanwhile by what somebody else wrote: to be made anew. */
const RACE_CONDITIONS: ReadonlySet<string> = new Set([
  ...[ALERT_UNCHANGED, PHONE_UNCHANGED, TEXT_PLAN_UNCHANGED, ERASURE_UNCHANGED],
])

/** Whether the message says that the number is somebody else's, for the first time since it was texted. */
function isDisowned(phone: Phone, { intent: { wants }, message }: ReceivedReply): boolean {
  return wants === 'wrong-number' && (findTextingStatus(phone) !== 'unreachable' || phone.endedBy === message)
}

/** A task of the site; nothing where as much was asked for already. */
async function buildErasureWrites(
  { erasures, clock, studyTable }: ReplyDeps,
  study: StudyDefinition,
  owner: ParticipantScope,
): Promise<readonly ConditionalWrite<typeof ERASURE_UNCHANGED>[]> {
  const read = await erasures.find(owner)
  const asked = { grade: 'erase', askedBy: 'text' } as const
  const request = buildErasureRequest(study, owner, asked, formatIso(clock.now()))
  const to = applyErasureRequest(read, request)
  return to ? [putErasure(studyTable, owner, read, to)] : []
}

/** For a number that nobody has: a STOP holds for anyone who is enrolled with it later. */
export async function recordUnownedReply(deps: ReplyDeps, reply: ReceivedReply): Promise<void> {
  return retryOnConflict(async () => {
    const phone = await deps.findPhone(reply.number)
    const to = applyReply(phone, reply)
    if (to === undefined || (await deps.changeUnownedPhone(reply.number, phone, to))) return
    return CONFLICT
  })
}

/** `undefined` for a message that changes nothing about the number. */
function applyReply(phone: Phone, { intent: { wants }, message, at }: ReceivedReply): Phone | undefined {
  return wants === 'stop' || wants === 'start' || wants === 'wrong-number'
    ? applyMessage(phone, wants, message, at)
    : undefined
}

/**
 * A person reads what is unclear, what asks for erasure, a wrong number, a STOP that says more than that, a START of one who
 * has not agreed to texts or takes part no more, and anything that speaks of self-harm.
 */
function isForSomebody(owner: ParticipantScope, { intent, isAnswer, untexted }: ReceivedReply): boolean {
  const { wants, isBare, speaksOfSelfHarm, asksForErasure } = intent
  if (speaksOfSelfHarm || asksForErasure || (wants === 'start' && untexted.includes(owner))) return true
  if (isAnswer) return false
  return (wants === 'stop' && !isBare) || wants === 'unclear' || wants === 'wrong-number'
}

function buildMessageWrite(
  { contactsTable }: ReplyDeps,
  owner: ParticipantScope,
  reply: ReceivedReply,
): ConditionalWrite<typeof MESSAGE_KEPT> {
  const { study, site, participant } = owner
  const { number, intent, body, message, at, isShared, isAnswer } = reply
  return keepMessage(contactsTable, owner, {
    ...{ study, site, participant, id: message, from: number, body, receivedAt: at, isShared },
    ...{ intent: isAnswer ? 'answer' : intent.wants, speaksOfSelfHarm: intent.speaksOfSelfHarm },
    ...{ isForPerson: isForSomebody(owner, reply), handling: [] },
  })
}
