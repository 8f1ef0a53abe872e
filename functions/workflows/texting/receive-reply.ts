import { formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { describeError } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { answerMessage } from '../../records/message/message.store.ts'
import type { MessageReply, ReceivedText } from '../../records/message/message.ts'
import { findTextingStatus } from '../../records/phone/phone.ts'
import { type ClassifiedReply, classifyReply } from '../../rules/reply-intent/reply-intent.ts'
import { answerOnCall } from './answer-on-call.ts'
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
import { readRecentTexts } from './recent-texts.ts'
import { type KeptReply, type ReceivedReply, recordReply, recordUnownedReply } from './record-reply.ts'
import type { ReplyDeps } from './reply.deps.ts'

export type ReplyResult = ReplyKind | 'asked' | 'no-reply' | 'nobody'

/** A question that was asked so long ago is still being answered. */
const REPLY_WINDOW_HOURS = 24

/**
 * Takes a text from a phone. What it asks for is written first, for each participant who has the number, then it is
 * answered, once for ever: a message that comes twice does nothing twice. A STOP ends every text to the number, for
 * everyone who shares it; what only a person can answer waits for one; what speaks of self-harm, alone or with the texts just
 * before and after it, is answered at any hour and raises an alert. Every text is kept, and so is what was answered.
 *
 * @returns which answer went out, if any
 */
export async function receiveReply(deps: ReplyDeps, text: ReceivedText): Promise<ReplyResult> {
  return retryOnConflict(() => receiveWithRecent(deps, text))
}

/** @returns `CONFLICT` where another text from the number came meanwhile, that it is to be read with */
async function receiveWithRecent(
  deps: ReplyDeps,
  text: ReceivedText,
): Promise<ReplyResult | typeof CONFLICT> {
  const { originationNumber: number, messageBody: body, receivedAt: at } = text
  const owners = await deps.listOwners(number)
  const [first] = owners
  const message = deriveId(16, text.inboundMessageId)
  const alone = await classifyInContext(deps, text)
  // First: what is recorded brings texts, which would be refused.
  if (alone.wants === 'start') await liftOptOut(deps, number)
  const untexted = alone.wants === 'start' || isEnding(alone) ? await listUntexted(deps, owners) : []
  const received = { number, body, message, at, isShared: owners.length > 1, untexted, owners }
  if (!first) return receiveUnowned(deps, { ...received, intent: alone, isAnswer: false, cry: [] })
  const recent = await readRecentTexts(deps, first, { number, message, body, at })
  const intent = recent.cry.length > 0 ? { ...alone, speaksOfSelfHarm: true } : alone
  const asked = await findQuestionReply(deps, { ...received, intent })
  const isAnswer = asked === null || asked?.isForPerson === false
  const reply: ReceivedReply = { ...received, intent, isAnswer, cry: recent.cry }
  const kept: KeptMessage[] = []
  for (const owner of owners) {
    const isFirst = kept.length === 0
    const of = await recordReply(deps, owner, reply, isFirst ? { isAnswered: true, recent } : {})
    if (of === CONFLICT) return CONFLICT
    if (of) kept.push({ owner, of })
  }
  const [accountable] = kept
  // Everybody was erased meanwhile.
  if (!accountable) return 'nobody'
  // As it was read when it was written: delivered again, it is answered the same.
  if (kept.some(({ of }) => of.speaksOfSelfHarm)) {
    await hastenReply(deps, accountable.owner, message)
    return 'crisis'
  }
  if (asked === null) return 'no-reply'
  const limit = asked?.isPause ? MAX_QUESTIONS_PER_DAY + 1 : MAX_QUESTIONS_PER_DAY
  if (asked && (await answer(deps, reply, kept, { kind: 'asked', body: asked.body }, limit))) return 'asked'
  // After the pause, a text is answered like any other.
  if (asked && !asked.isPause) return 'no-reply'
  const isAnyTexted = untexted.length < owners.length
  const kind = chooseReply(intent, await deps.findPhone(number), message, isAnyTexted)
  if (kind === undefined) return 'no-reply'
  const isStartPossible = intent.wants === 'stop' && isAnyTexted
  const words = await formatReply(deps, accountable.owner, kind, isStartPossible)
  if (words === undefined) return 'no-reply'
  const isAnswered = await answer(deps, reply, kept, { kind, body: words }, MAX_REPLIES_PER_DAY[kind])
  return isAnswered ? kind : 'no-reply'
}

/** From a number that no participant has: an earlier participant’s, a relative’s, or that of somebody on call. */
async function receiveUnowned(deps: ReplyDeps, reply: ReceivedReply): Promise<ReplyResult> {
  await recordUnownedReply(deps, reply)
  if (!reply.intent.speaksOfSelfHarm) return (await answerOnCall(deps, reply)) ?? 'nobody'
  // Of no study: there is nobody to report it to but the operator.
  deps.log.error('a message of self-harm came from a number that nobody has')
  return (await answerStranger(deps, reply)) ? 'crisis' : 'nobody'
}

/** A START is also one to the carrier. Where that fails, the next text is refused, and the number counts as stopped again. */
async function liftOptOut({ optOuts, log }: ReplyDeps, number: string): Promise<void> {
  try {
    await optOuts.lift(number)
  } catch (error) {
    log.error('an opt-out at the carrier is not lifted', describeError(error))
  }
}

function isEnding({ wants }: ClassifiedReply): boolean {
  return wants === 'stop' || wants === 'wrong-number'
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
  if (!first || (await deps.claimReply({ number, message, kind, at, most, writes })) !== 'claimed')
    return false
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
  { number, body, message, intent, at, owners }: Omit<ReceivedReply, 'isAnswer' | 'cry'>,
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
