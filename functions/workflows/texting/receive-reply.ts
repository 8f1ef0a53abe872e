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
import {
  answerMessage,
  keepMessage,
  type MESSAGE_KEPT,
  type MessageStore,
} from '../../records/message/message.store.ts'
import type { Message, MessageReply, ReceivedText } from '../../records/message/message.ts'
import { putNotice } from '../../records/notice/notice.store.ts'
import { buildNotice, type Notice } from '../../records/notice/notice.ts'
import {
  changePhone,
  MESSAGE_UNSEEN,
  markMessageSeen,
  PHONE_UNCHANGED,
  type ReplyClaim,
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
  formatReply,
  MAX_QUESTIONS_PER_DAY,
  MAX_REPLIES_PER_DAY,
  type ReplyKind,
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
    readonly claimReply: (claim: ReplyClaim) => Promise<boolean>
    readonly recordReplyOutcome: (
      scope: ParticipantScope,
      message: Pick<Message, 'id' | 'isForPerson'>,
      outcome: MessageReply['outcome'],
    ) => Promise<void>
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
    readonly erasures: Pick<ErasureStore, 'find'>
    readonly urgent: DueQueue
    readonly messages: Pick<MessageStore, 'findReceived'>
    readonly contactsTable: string
  }

export type ReplyResult = ReplyKind | 'asked' | 'no-reply' | 'nobody'

/** A question that was asked so long ago is still being answered. */
const REPLY_WINDOW_HOURS = 24

/**
 * Takes a text from a phone. What it asks for is written first, for each participant who has the number, then it is
 * answered, once for ever: a message that comes twice does nothing twice. A STOP ends every text to the number, whoever
 * shares it; what only a person can answer waits for one; what speaks of self-harm is answered at any hour and raises an
 * alert. Every text is kept, and so is what was answered.
 *
 * @returns which answer went out, if any
 */
export async function receiveReply(deps: ReplyDeps, text: ReceivedText): Promise<ReplyResult> {
  const { originationNumber: number, messageBody: body, receivedAt: at } = text
  const owners = await deps.listOwners(number)
  const intent = await classifyInContext(deps, text)
  const message = deriveId(16, text.inboundMessageId)
  const untexted = intent.wants === 'start' ? await listUntexted(deps, owners) : []
  const received = { number, body, message, intent, at, isShared: owners.length > 1, untexted, owners }
  const [first] = owners
  if (!first) {
    // Of no study: there are no words to answer with, and nobody to tell but the operator.
    if (intent.speaksOfSelfHarm) deps.log.error('a message of self-harm came from a number that nobody has')
    await recordUnownedReply(deps, { ...received, isAnswer: false })
    return intent.speaksOfSelfHarm && (await answerStranger(deps, received)) ? 'crisis' : 'nobody'
  }
  const asked = await findQuestionReply(deps, received)
  const reply: ReceivedReply = { ...received, isAnswer: asked === null || asked?.isForPerson === false }
  const kept: KeptMessage[] = []
  for (const owner of owners) {
    const of = await recordReply(deps, owner, reply, owner === first)
    if (of) kept.push({ owner, of })
  }
  // Everybody was erased meanwhile.
  if (kept.length === 0) return 'nobody'
  if (asked === null) return 'no-reply'
  const limit = asked?.isPause ? MAX_QUESTIONS_PER_DAY + 1 : MAX_QUESTIONS_PER_DAY
  if (asked && (await answer(deps, reply, kept, { kind: 'asked', body: asked.body }, limit))) return 'asked'
  // After the pause was told, a text is answered like any other.
  if (asked && !asked.isPause) return 'no-reply'
  const isAnyTexted = untexted.length < owners.length
  const kind = chooseReply(intent, await deps.findPhone(number), message, isAnyTexted)
  if (kind === undefined) return 'no-reply'
  if (kind === 'crisis') {
    await hastenReply(deps, first, message)
    return kind
  }
  const words = await formatReply(deps, first, kind)
  if (words === undefined) return 'no-reply'
  const isAnswered = await answer(deps, reply, kept, { kind, body: words }, MAX_REPLIES_PER_DAY[kind])
  return isAnswered ? kind : 'no-reply'
}

/** The message as it is kept for one of those who have the number. */
type KeptMessage = {
  readonly owner: ParticipantScope
  readonly of: Pick<Message, 'id' | 'isForPerson'>
}

/**
 * Answers a message by itself, once for ever. What is answered is kept with the message of each participant who has the
 * number, with the claim.
 *
 * @returns false when it was answered already, or too many were today
 */
async function answer(
  deps: ReplyDeps,
  { number, message }: ReceivedReply,
  kept: readonly KeptMessage[],
  { kind, body }: Pick<MessageReply, 'kind' | 'body'>,
  most: number,
): Promise<boolean> {
  const at = formatIso(deps.clock.now())
  const reply = { kind, body, at, outcome: 'unknown' as const }
  const writes = kept.map(({ owner, of }) => answerMessage(deps.contactsTable, owner, of, reply))
  const [first] = kept
  if (!first || !(await deps.claimReply({ number, message, kind, at, most, writes }))) return false
  const outcome = await sendText(deps, number, first.owner, body)
  try {
    if (outcome !== 'unknown')
      for (const { owner, of } of kept) await deps.recordReplyOutcome(owner, of, outcome)
  } catch (error) {
    // It went out, and its history says that this is not known.
    deps.log.error('what became of an answer is not recorded', describeError(error))
  }
  return true
}

/** Of North America: no study has words for them, and its crisis line is known. */
const STRANGER_CRISIS_TEXT =
  'You do not have to carry this alone. Call or text 988 now: free, day and night, in the US and Canada. If you are in danger, call 911. / No tiene que llevar esto a solas. Llame o escriba al 988 ahora; si corre peligro, al 911.'
const MAX_STRANGER_REPLIES_PER_DAY = 5

/**
 * Who to call, to a number that nobody has: an earlier participant’s, or a relative’s. Once, and not tried again: there is
 * nobody on whose account it could be kept.
 */
async function answerStranger(
  deps: ReplyDeps,
  { number, message }: Pick<ReceivedReply, 'number' | 'message'>,
): Promise<boolean> {
  if (!number.startsWith('+1')) return false
  const claim = { number, message, kind: 'crisis', at: formatIso(deps.clock.now()), writes: [] }
  if (!(await deps.claimReply({ ...claim, most: MAX_STRANGER_REPLIES_PER_DAY }))) return false
  try {
    const outcome = await deps.texts.send({ to: number, body: STRANGER_CRISIS_TEXT, context: {} })
    return outcome.kind === 'sent'
  } catch (error) {
    deps.log.error('whether a stranger was answered is not known', describeError(error))
    return true
  }
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
  { number, body, message, intent, at, owners }: Omit<ReceivedReply, 'isAnswer'>,
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
  readonly owners: readonly ParticipantScope[]
  /** It answers questions that are asked by text, and nobody has to read it. */
  readonly isAnswer: boolean
  /** Who of the owners gets no texts all the same, where the message asks for them. */
  readonly untexted: readonly ParticipantScope[]
}

/**
 * Everything that the message means for one participant, in one transaction with the audit entry; nothing when it was
 * written before.
 *
 * @returns where it is kept; `undefined` where they were erased meanwhile
 * @param isAnswered whether what must be answered is answered on this participant's account: of those who share a number, one's
 */
async function recordReply(
  deps: ReplyDeps,
  owner: ParticipantScope,
  reply: ReceivedReply,
  isAnswered: boolean,
): Promise<KeptMessage['of'] | undefined> {
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
    const kept = buildMessageWrite(deps, owner, reply)
    const erasure = intent.asksForErasure ? await buildErasureWrites(deps, study, owner) : []
    const writes = [...changed, kept, ...alerts, ...crisis, ...resumed, ...endings, ...erasure]
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
    const isForPerson = isForSomebody(owner, reply)
    if (result.kind === 'written') return { id: message, isForPerson }
    if (result.condition === MESSAGE_UNSEEN)
      return (await deps.messages.findReceived(owner, message)) ?? { id: message, isForPerson }
    // Erased since the owners were read: the text is nobody's.
    if (result.condition === PHONE_OWNER_KNOWN) return undefined
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
function isForSomebody(owner: ParticipantScope, { intent, isAnswer, untexted }: ReceivedReply): boolean {
  const { wants, isBare, speaksOfSelfHarm, asksForErasure } = intent
  if (speaksOfSelfHarm || asksForErasure || untexted.includes(owner)) return true
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
