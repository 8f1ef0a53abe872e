import type { NamedWrite } from '../../platform/aws/dynamodb.ts'
import { instantOf, isoOf } from '../../platform/core/clock.ts'
import { derivedId } from '../../platform/core/ids.ts'
import type { ParticipantScope } from '../../platform/core/scope.ts'
import { ALERT_AS_READ } from '../../records/alert/alert.store.ts'
import { participantChain } from '../../records/audit/audit.store.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import { keepMessage } from '../../records/message/message.store.ts'
import type { Received } from '../../records/message/message.ts'
import { changePhone, MESSAGE_UNSEEN, PHONE_AS_READ, seeMessage } from '../../records/phone/phone.store.ts'
import { afterMessage, type Phone, textable } from '../../records/phone/phone.ts'
import { type Meaning, meaningOf } from '../../rules/reply-intent/reply-intent.ts'
import { alertWrites } from '../alerts/raise-alert.ts'
import {
  type AnswerDeps,
  answer,
  answerTo,
  MOST_QUESTIONS_A_DAY,
  MOST_REPLIES_A_DAY,
  type ReplyKind,
  send,
} from './answer-reply.ts'
import { type ConverseDeps, converse } from './continue-conversation.ts'

export type ReplyDeps = ConverseDeps &
  AnswerDeps & {
    readonly ownersOf: (number: string) => Promise<readonly ParticipantScope[]>
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
    readonly contactsTable: string
  }

export type ReplyResult = ReplyKind | 'asked' | 'nothing-said' | 'nobody'

const PASSES = 6
/** A question that was asked so long ago is still being answered. */
const STILL_ANSWERED_HOURS = 24

/**
 * Takes a text from a phone. What it asks for is written first, for each participant who has the number, then it is
 * answered, once for ever: a message that comes twice does nothing twice. A STOP ends every text to the number, whoever
 * shares it; what only a person can answer waits for one; what speaks of self-harm is answered at any hour and raises an
 * alert.
 *
 * @returns which answer went out, if any
 */
export async function receiveReply(deps: ReplyDeps, received: Received): Promise<ReplyResult> {
  const { originationNumber: number, messageBody: body, receivedAt: at } = received
  const owners = await deps.ownersOf(number)
  const meaning = await meaningHere(deps, received)
  const message = derivedId(16, received.inboundMessageId)
  const unconsenting = meaning.wants === 'start' ? await unconsentingOf(deps, owners) : []
  const said: Said = { number, body, message, meaning, at, isShared: owners.length > 1, unconsenting }
  const [first] = owners
  if (!first) {
    await recordForNobody(deps, said)
    return 'nobody'
  }
  const asked = await questionFor(deps, said, owners)
  if (asked === null) return 'nothing-said'
  if (asked !== undefined) {
    if (!(await deps.claimReply(number, message, 'asked', isoOf(deps.clock.now()), MOST_QUESTIONS_A_DAY)))
      return 'nothing-said'
    await send(deps, number, first, asked)
    return 'asked'
  }
  for (const owner of owners) await recordFor(deps, owner, said)
  const hasConsent = unconsenting.length < owners.length
  const kind = answerTo(meaning, await deps.findPhone(number), message, hasConsent)
  if (kind === undefined) return 'nothing-said'
  const most = MOST_REPLIES_A_DAY[kind]
  if (!(await deps.claimReply(number, message, kind, isoOf(deps.clock.now()), most))) return 'nothing-said'
  await answer(deps, number, first, kind)
  return kind
}

/** In the middle of the questions “wrong number” is a slip of the finger, and a person reads it: it ends nothing. */
async function meaningHere(
  deps: ReplyDeps,
  { originationNumber, messageBody, receivedAt }: Received,
): Promise<Meaning> {
  const meaning = meaningOf(messageBody)
  if (meaning.wants !== 'wrong-number') return meaning
  const conversation = await deps.conversations.find(originationNumber)
  const asked = conversation && conversation.asked !== null ? instantOf(conversation.askedAt) : undefined
  const isAnswering = asked !== undefined && receivedAt < isoOf(asked.add({ hours: STILL_ANSWERED_HOURS }))
  return isAnswering ? { ...meaning, wants: 'unclear' } : meaning
}

/** Whose consent no START gives: a person at the site takes it down. */
async function unconsentingOf(
  deps: ReplyDeps,
  owners: readonly ParticipantScope[],
): Promise<readonly ParticipantScope[]> {
  const contacts = await Promise.all(owners.map(deps.findContact))
  return owners.filter((_, index) => contacts[index]?.smsConsent !== true)
}

/** What to say to an answer to questions that are asked by text, see `converse`; `undefined` for any other text. */
async function questionFor(
  deps: ReplyDeps,
  { number, body, message, meaning, at }: Said,
  owners: readonly ParticipantScope[],
): Promise<string | null | undefined> {
  if (meaning.speaksOfSelfHarm || (meaning.wants !== 'unclear' && meaning.wants !== 'courtesy'))
    return undefined
  if (textable(await deps.findPhone(number)) === 'stopped') return undefined
  return converse(deps, { number, owners, body, message, at })
}

type Said = {
  readonly number: string
  readonly body: string
  readonly message: string
  readonly meaning: Meaning
  readonly at: string
  readonly isShared: boolean
  /** Who of the owners has not agreed to texts, where the message asks for them. */
  readonly unconsenting: readonly ParticipantScope[]
}

/** Everything that the message means for one participant, in one transaction with the audit entry; nothing when it was written before. */
async function recordFor(deps: ReplyDeps, owner: ParticipantScope, said: Said): Promise<void> {
  const { meaning, message, at, number } = said
  const study = deps.library.study(owner.study)?.definition
  if (!study) throw new Error('a number belongs to a study that is gone')
  for (let pass = 0; pass < PASSES; pass += 1) {
    const signal = { timepoint: null, instrument: null, rule: 'self-harm', message }
    const alerts = meaning.speaksOfSelfHarm ? await alertWrites(deps, study.safety, owner, [signal], at) : []
    const phone = await deps.findPhone(number)
    const to = phoneAfter(phone, said)
    const changed = to === undefined ? [] : [changePhone(deps.contactsTable, number, phone, to)]
    const writes = [...changed, ...keptMessage(deps, owner, said), ...alerts]
    if (writes.length === 0) return
    const event = {
      action: alerts.length > 0 ? 'safety-alert.raised' : 'text.received',
      actor: { kind: 'participant' as const },
      about: { wants: meaning.wants, message },
    }
    const result = await deps.audit.write(participantChain(owner), event, [
      seeMessage(deps.contactsTable, number, message, owner),
      ...writes,
    ])
    if (result.kind === 'written' || result.clause === MESSAGE_UNSEEN) return
    if (result.clause !== ALERT_AS_READ && result.clause !== PHONE_AS_READ)
      throw new Error(`a reply was refused: ${result.clause}`)
  }
  throw new Error('what a reply depends on changes without end')
}

async function recordForNobody(deps: ReplyDeps, said: Said): Promise<void> {
  for (let pass = 0; pass < PASSES; pass += 1) {
    const phone = await deps.findPhone(said.number)
    const to = phoneAfter(phone, said)
    if (to === undefined || (await deps.changeUnownedPhone(said.number, phone, to))) return
  }
  throw new Error('a number changes without end')
}

/** `undefined` for a message that changes nothing about the number. */
function phoneAfter(phone: Phone, { meaning: { wants }, message, at }: Said): Phone | undefined {
  return wants === 'stop' || wants === 'start' || wants === 'wrong-number'
    ? afterMessage(phone, wants, message, at)
    : undefined
}

/**
 * A person reads what is unclear, a wrong number, a STOP that says more than that, a START of one who has not agreed to
 * texts, and whatever speaks of self-harm.
 */
function keptMessage(
  { contactsTable }: ReplyDeps,
  owner: ParticipantScope,
  { meaning, body, message, at, isShared, unconsenting }: Said,
): NamedWrite[] {
  const { wants, isBare, speaksOfSelfHarm } = meaning
  const isMoreThanStop = wants === 'stop' && !isBare
  const needsPerson = isMoreThanStop || wants === 'unclear' || wants === 'wrong-number'
  if (!speaksOfSelfHarm && !needsPerson && !unconsenting.includes(owner)) return []
  const { study, site, participant } = owner
  const kept = { study, site, participant, id: message, body, receivedAt: at, isShared }
  return [keepMessage(contactsTable, owner, kept)]
}
