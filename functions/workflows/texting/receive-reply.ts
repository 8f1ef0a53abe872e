import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ConditionalWrite } from '../../platform/aws/dynamodb.ts'
import { formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { describeError } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { ALERT_UNCHANGED } from '../../records/alert/alert.store.ts'
import { buildReplySignal } from '../../records/alert/alert.ts'
import { TEXT_PLAN_UNCHANGED } from '../../records/assessment/text-plan.store.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { DueQueue } from '../../records/due/due-queue.store.ts'
import { ERASURE_UNCHANGED, type ErasureStore, putErasure } from '../../records/erasure/erasure.store.ts'
import { keepMessage, type MESSAGE_KEPT } from '../../records/message/message.store.ts'
import type { ReceivedText } from '../../records/message/message.ts'
import { putNotice } from '../../records/notice/notice.store.ts'
import { buildNotice, type Notice } from '../../records/notice/notice.ts'
import {
  changePhone,
  MESSAGE_UNSEEN,
  markMessageSeen,
  PHONE_UNCHANGED,
} from '../../records/phone/phone.store.ts'
import { applyMessage, findTextingStatus, type Phone } from '../../records/phone/phone.ts'
import { PHONE_OWNER_KNOWN, requireKnownOwner } from '../../records/phone/phone-owners.store.ts'
import { type ClassifiedReply, classifyReply } from '../../rules/reply-intent/reply-intent.ts'
import { buildAlertWrites } from '../alerts/raise-alert.ts'
import { applyErasureRequest, buildErasureRequest } from '../erasure/request-erasure.ts'
import { endSentLinks, type LinkDeps } from '../links/end-links.ts'
import {
  type AnswerDeps,
  chooseReply,
  MAX_QUESTIONS_PER_DAY,
  MAX_REPLIES_PER_DAY,
  type ReplyKind,
  sendReply,
  sendText,
} from './answer-reply.ts'
import {
  type ConversationReply,
  type ConverseDeps,
  continueConversation,
  findPausedReply,
} from './continue-conversation.ts'
import { buildResumeWrites } from './resume-texts.ts'

export type ReplyDeps = ConverseDeps &
  LinkDeps &
  AnswerDeps & {
    readonly audit: AuditStore
    readonly listOwners: (number: string) => Promise<readonly ParticipantScope[]>
    readonly findPhone: (number: string) => Promise<Phone>
    /** `false` when the number is not as it was read. */
    readonly changeUnownedPhone: (number: string, read: Phone, to: Phone) => Promise<boolean>
    /** Once per message, and so many a day. */
    readonly claimReply: (
      number: string,
      message: string,
      kind: string,
      at: string,
      most: number,
    ) => Promise<boolean>
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly erasures: Pick<ErasureStore, 'find'>
    readonly urgent: DueQueue
    readonly contactsTable: string
  }

export type ReplyResult = ReplyKind | 'asked' | 'no-reply' | 'nobody'

/** A question that was asked so long ago is still being answered. */
const REPLY_WINDOW_HOURS = 24

/**
 * Takes a text from a phone. What it asks for is written first, for each participant who has the number, then it is
 * answered, once for ever: a message that comes twice does nothing twice. A STOP ends every text to the number, whoever
 * shares it; what only a person can answer waits for one; what speaks of self-harm is answered at any hour and raises an
 * alert.
 *
 * @returns which answer went out, if any
 */
export async function receiveReply(deps: ReplyDeps, received: ReceivedText): Promise<ReplyResult> {
  const { originationNumber: number, messageBody: body, receivedAt: at } = received
  const owners = await deps.listOwners(number)
  const intent = await classifyInContext(deps, received)
  const message = deriveId(16, received.inboundMessageId)
  const untexted = intent.wants === 'start' ? await listUntexted(deps, owners) : []
  const reply: ReceivedReply = {
    number,
    body,
    message,
    intent,
    at,
    isShared: owners.length > 1,
    untexted,
  }
  const [first] = owners
  if (!first) {
    // Of no study: there are no words to answer with, and nobody to tell but the operator.
    if (intent.speaksOfSelfHarm) deps.log.error('a message of self-harm came from a number that nobody has')
    await recordUnownedReply(deps, reply)
    return 'nobody'
  }
  const asked = await findQuestionReply(deps, reply, owners)
  if (asked === null) return 'no-reply'
  if (asked === undefined || asked.isForPerson)
    for (const owner of owners) await recordReply(deps, owner, reply, owner === first)
  const limit = asked?.isPause ? MAX_QUESTIONS_PER_DAY + 1 : MAX_QUESTIONS_PER_DAY
  if (asked && (await deps.claimReply(number, message, 'asked', formatIso(deps.clock.now()), limit))) {
    await sendText(deps, number, first, asked.body)
    return 'asked'
  }
  // After the pause was told, a text is answered like any other.
  if (asked && !asked.isPause) return 'no-reply'
  const isAnyTexted = untexted.length < owners.length
  const kind = chooseReply(intent, await deps.findPhone(number), message, isAnyTexted)
  if (kind === undefined) return 'no-reply'
  if (kind === 'crisis') {
    await hastenReply(deps, first, message)
    return kind
  }
  const most = MAX_REPLIES_PER_DAY[kind]
  if (!(await deps.claimReply(number, message, kind, formatIso(deps.clock.now()), most))) return 'no-reply'
  await sendReply(deps, number, first, kind)
  return kind
}

function buildCrisisId(message: string): string {
  return `crisis~${message}`
}

function buildCrisisReply(
  { study, site, participant }: ParticipantScope,
  message: string,
  at: string,
): Notice {
  const of = { study, site, participant, kind: 'crisis-reply', about: message } as const
  return buildNotice({ ...of, id: buildCrisisId(message), recipient: 'sender', channel: 'text' }, at)
}

/** The next tick would find it: no minute is lost, and nothing where this fails. */
async function hastenReply(
  { urgent, clock, log }: ReplyDeps,
  { study, site, participant }: ParticipantScope,
  message: string,
): Promise<void> {
  try {
    const due = { study, site, participant, dueAt: formatIso(clock.now()) }
    await urgent.add([{ kind: 'notice', ...due, notice: buildCrisisId(message) }])
  } catch (error) {
    log.info('a crisis reply waits for the next tick', { study, site, ...describeError(error) })
  }
}

/** In the middle of the questions “wrong number” is a slip of the finger, and a person reads it: it ends nothing. */
async function classifyInContext(
  deps: ReplyDeps,
  { originationNumber, messageBody, receivedAt }: ReceivedText,
): Promise<ClassifiedReply> {
  const intent = classifyReply(messageBody)
  if (intent.wants !== 'wrong-number') return intent
  const conversation = await deps.conversations.find(originationNumber)
  const asked = conversation && conversation.asked !== null ? conversation.askedAt : undefined
  const isAnswering = asked !== undefined && receivedAt < shiftIso(asked, REPLY_WINDOW_HOURS * HOUR_MS)
  return isAnswering ? { ...intent, wants: 'unclear' } : intent
}

/**
 * Whom no START brings texts: whose consent a person at the site takes down, and whose participation has ended, so that
 * nothing is planned for them.
 */
async function listUntexted(
  deps: ReplyDeps,
  owners: readonly ParticipantScope[],
): Promise<readonly ParticipantScope[]> {
  const areTexted = await Promise.all(
    owners.map(async (owner) => {
      const [contact, participant] = await Promise.all([
        deps.findContact(owner),
        deps.participants.find(owner),
      ])
      return contact?.smsConsent === true && participant?.ended === undefined
    }),
  )
  return owners.filter((_, index) => !areTexted[index])
}

/** What to say to an answer to questions that are asked by text, see `converse`; `undefined` for any other text. */
async function findQuestionReply(
  deps: ReplyDeps,
  { number, body, message, intent, at }: ReceivedReply,
  owners: readonly ParticipantScope[],
): Promise<QuestionReply | null | undefined> {
  if (intent.speaksOfSelfHarm || intent.asksForErasure) return undefined
  if (intent.wants !== 'unclear' && intent.wants !== 'courtesy') return undefined
  const phone = await deps.findPhone(number)
  if (findTextingStatus(phone) === 'stopped') return undefined
  const isLimited =
    phone.askedOn === formatIso(deps.clock.now()).slice(0, 10) && phone.asked >= MAX_QUESTIONS_PER_DAY
  // No more goes out today, and what was not asked must not be answered: the last text of the day says so.
  const pause = isLimited ? await findPausedReply(deps, number) : undefined
  if (pause !== undefined) return { body: pause, isForPerson: true, isPause: true }
  const isCourtesy = intent.wants === 'courtesy'
  return continueConversation(deps, { number, owners, body, message, at, isCourtesy })
}

type QuestionReply = ConversationReply & { readonly isPause?: true }

type ReceivedReply = {
  readonly number: string
  readonly body: string
  readonly message: string
  readonly intent: ClassifiedReply
  readonly at: string
  readonly isShared: boolean
  /** Who of the owners gets no texts all the same, where the message asks for them. */
  readonly untexted: readonly ParticipantScope[]
}

/**
 * Everything that the message means for one participant, in one transaction with the audit entry; nothing when it was
 * written before.
 *
 * @param isAnswered whether what must be answered is answered on this participant's account: of those who share a number, one's
 */
async function recordReply(
  deps: ReplyDeps,
  owner: ParticipantScope,
  reply: ReceivedReply,
  isAnswered: boolean,
): Promise<void> {
  const { intent, message, at, number } = reply
  const study = deps.library.findStudy(owner.study)?.definition
  if (!study) throw new Error('a number belongs to a study that is gone')
  return retryOnConflict(async () => {
    const alerts = intent.speaksOfSelfHarm
      ? await buildAlertWrites(deps, study.safety, owner, [buildReplySignal(message)], at)
      : []
    const phone = await deps.findPhone(number)
    const to = applyReply(phone, reply)
    const changed = to === undefined ? [] : [changePhone(deps.contactsTable, number, phone, to)]
    const crisis =
      intent.speaksOfSelfHarm && isAnswered
        ? [putNotice(deps.studyTable, owner, buildCrisisReply(owner, message, formatIso(deps.clock.now())))]
        : []
    const isTextedAnew = intent.wants === 'start' && !reply.untexted.includes(owner)
    const resumed = isTextedAnew && changed.length > 0 ? await buildResumeWrites(deps, owner) : []
    const endings = isDisowned(phone, reply) ? await endSentLinks(deps, owner, at) : []
    const messages = buildMessageWrites(deps, owner, reply)
    const erasure = intent.asksForErasure ? await buildErasureWrites(deps, study, owner) : []
    const writes = [...changed, ...messages, ...alerts, ...crisis, ...resumed, ...endings, ...erasure]
    if (writes.length === 0) return
    const event: AuditEvent = {
      action: alerts.length > 0 ? 'safety-alert.raised' : 'text.received',
      actor: { kind: 'participant' as const },
      about: { wants: intent.wants, message, ...(erasure.length > 0 && { asks: 'erase' }) },
    }
    const result = await deps.audit.write<string>(formatParticipantChain(owner), event, [
      markMessageSeen(deps.contactsTable, number, message, owner),
      requireKnownOwner(deps.contactsTable, number, owner),
      ...writes,
    ])
    if (result.kind === 'written' || result.condition === MESSAGE_UNSEEN) return
    // Erased since the owners were read: the text is nobody's.
    if (result.condition === PHONE_OWNER_KNOWN) return
    if (!RACE_CONDITIONS.has(result.condition)) throw new Error(`a reply was refused: ${result.condition}`)
    return CONFLICT
  })
}

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

async function recordUnownedReply(deps: ReplyDeps, reply: ReceivedReply): Promise<void> {
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
 * A person reads what is unclear, what asks for erasure, a wrong number, a STOP that says more than that, a START of one who has not agreed to
 * texts or takes part no more, and whatever speaks of self-harm.
 */
function buildMessageWrites(
  { contactsTable }: ReplyDeps,
  owner: ParticipantScope,
  { number, intent, body, message, at, isShared, untexted }: ReceivedReply,
): readonly ConditionalWrite<typeof MESSAGE_KEPT>[] {
  const { wants, isBare, speaksOfSelfHarm, asksForErasure } = intent
  const isMoreThanStop = wants === 'stop' && !isBare
  const needsPerson = isMoreThanStop || wants === 'unclear' || wants === 'wrong-number'
  if (!speaksOfSelfHarm && !asksForErasure && !needsPerson && !untexted.includes(owner)) return []
  const { study, site, participant } = owner
  const kept = { study, site, participant, id: message, from: number, body, receivedAt: at, isShared }
  return [keepMessage(contactsTable, owner, kept)]
}
