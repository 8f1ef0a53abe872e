import { formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { describeError } from '../../platform/core/log.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { answerMessage } from '../../records/message/message.store.ts'
import type { MessageReply, ReceivedText } from '../../records/message/message.ts'
import { findTextingStatus } from '../../records/phone/phone.ts'
import { type ClassifiedReply, classifyReply } from '../../rules/reply-intent/reply-intent.ts'
import {
  chooseReply,
  formatReply,
  MAX_QUESTIONS_PER_DAY,
  MAX_REPLIES_PER_DAY,
  type ReplyKind,
  sendText,
} from './answer-reply.ts'
import { answerStranger } from './answer-stranger.ts'
import { type ConversationReply, continueConversation, findPausedReply } from './continue-conversation.ts'
import { hastenReply } from './crisis-reply.ts'
import { type KeptReply, type ReceivedReply, recordReply, recordUnownedReply } from './record-reply.ts'
import type { ReplyDeps } from './reply.deps.ts'

export type ReplyResult = ReplyKind | 'asked' | 'no-reply' | 'nobody'

/** A question that was asked so long ago is still being answered. */
const REPLY_WINDOW_HOURS = 24

/**
 * Takes a text from a phone. What it asks for is written first, for each participant who has the number, then it is
 * answered, once for ever: a message that comes twice does nothing twice. A STOP ends every text to the number, for
 * everyone who shares it; what only a person can answer waits for one; what speaks of self-harm is answered at any hour and raises an
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
    // Of no study: there is nobody to report it to but the operator.
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
  // After the pause, a text is answered like any other.
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
  readonly of: KeptReply
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
