import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { fillTemplate } from '../../../surveys/text-message/template.ts'
import type { MailSender } from '../../platform/aws/mail.ts'
import type { TextSender } from '../../platform/aws/sms.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  buildVerifiedParticipantScope,
  type ParticipantScope,
  type SiteScope,
} from '../../platform/core/scope.ts'
import type { AlertStore } from '../../records/alert/alert.store.ts'
import type { DueNotice } from '../../records/due/due.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { MessageStore } from '../../records/message/message.store.ts'
import type { NoticeStore } from '../../records/notice/notice.store.ts'
import type { Notice } from '../../records/notice/notice.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Phone } from '../../records/phone/phone.ts'
import { findNextTry, isGivenUp, REPORTED_FROM_TRIES } from '../../rules/safety/escalation.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'
import { readOnCall } from './on-call-people.ts'

export type NoticeDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly library: StudyLibrary
  readonly notices: NoticeStore
  readonly alerts: Pick<AlertStore, 'find'>
  readonly messages: Pick<MessageStore, 'find'>
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
  readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
  readonly findPhone: (number: string) => Promise<Phone>
  readonly texts: TextSender
  readonly mail: MailSender
  readonly publicUrl: string
}

/** What becomes of an urgent message when its time has come. */
export type NoticeResult = 'accepted' | 'tried' | 'given-up' | 'dropped' | 'nothing-due'

/** The message in words, and where to. */
type Outgoing = { readonly to: string; readonly body: string; readonly subject: string }

/**
 * Tries an urgent message once. The try is claimed first, with the time of the next one, so that a message that comes twice
 * tries once and a crash in between tries again. Whether the service refused it or its reply was lost, it is tried again
 * until it is accepted, a report says that it arrived, or a day has passed. From the third try on, at the first refusal that
 * will not pass, and when it is given up, an error is logged, which alarms the operator; Today shows it too.
 *
 * A crisis reply goes out at any hour, also to a number that said STOP: its owner has just written.
 */
export async function sendNotice(deps: NoticeDeps, due: DueNotice): Promise<NoticeResult> {
  const scope = buildVerifiedParticipantScope(due)
  const read = await deps.notices.find(scope, due.notice)
  const study = await deps.library.findStudy(due.study, due.site)
  if (!study) throw new Error('a due message is of a study that is gone')
  // Whom it was about was erased since it was queued.
  if (!read) return 'nothing-due'
  const now = formatIso(deps.clock.now())
  if (read.state !== 'waiting' || read.nextTryAt === undefined || read.nextTryAt > now) return 'nothing-due'
  const outgoing = await prepareMessage(deps, study, scope, read)
  if (outgoing === undefined) return end(deps, scope, read, 'dropped')
  if (isGivenUp(read.createdAt, now)) {
    // Reported first: a crash in between reports it again.
    reportToOperator(deps, read, read.failure ?? 'unknown')
    return end(deps, scope, read, 'given-up')
  }
  const tries = read.tries + 1
  const claimed = { ...read, tries, nextTryAt: findNextTry(tries, now) }
  if (!(await deps.notices.change(scope, read, claimed))) return 'nothing-due'
  const failure = await send(deps, claimed, outgoing)
  if (failure === undefined) {
    await acceptNotice(deps, scope, claimed.id, now)
    return 'accepted'
  }
  await keepFailure(deps, scope, claimed, failure)
  return 'tried'
}

async function end(
  { notices }: Pick<NoticeDeps, 'notices'>,
  scope: ParticipantScope,
  { nextTryAt: _, ...read }: Notice,
  state: 'dropped' | 'given-up',
): Promise<typeof state | 'nothing-due'> {
  return (await notices.change(scope, read, { ...read, state })) ? state : 'nothing-due'
}

/** `undefined` where it is no longer needed: the alert was taken on, or the person is no longer on the list. */
async function prepareMessage(
  deps: NoticeDeps,
  study: StudyDefinition,
  scope: ParticipantScope,
  notice: Notice,
): Promise<Outgoing | undefined> {
  const clinic = buildClinicValues(study, scope.site)
  if (notice.kind === 'crisis-reply') {
    const [message, participant] = await Promise.all([
      deps.messages.find(scope, notice.about),
      deps.participants.find(scope),
    ])
    if (!message) throw new Error('a crisis reply answers no message')
    const { replies } = requireStudyTexts(study, participant?.locale ?? '')
    return { to: message.from, body: fillTemplate(replies.crisis, clinic), subject: '' }
  }
  const alert = await deps.alerts.find(scope, notice.about)
  if (alert?.state !== 'open') return undefined
  const list = await (notice.list === 'study' ? deps.findLeadsOnCall(scope.study) : deps.findOnCall(scope))
  const { reached } = await readOnCall(deps.findPhone, list)
  const person = reached.find(({ id, channel }) => id === notice.recipient && channel === notice.channel)
  if (!person) return undefined
  const body = fillTemplate(study.safety.escalation, { ...clinic, console: `${deps.publicUrl}/console` })
  return { to: person.address, body, subject: clinic.clinic ?? '' }
}

/** @returns why it was not accepted */
async function send(
  deps: NoticeDeps,
  { study, site, participant, id, channel }: Notice,
  { to, body, subject }: Outgoing,
): Promise<string | undefined> {
  try {
    const outcome = await (channel === 'mail'
      ? deps.mail.send({ to, subject, body })
      : deps.texts.send({ to, body, context: { study, site, participant, notice: id } }))
    return outcome.kind === 'sent' ? undefined : outcome.code
  } catch (error) {
    deps.log.info('whether an urgent message went out is not known', { study, site, ...describeError(error) })
    return 'unknown'
  }
}

/** Accepted, whatever a report has said of it meanwhile. */
async function acceptNotice(
  deps: Pick<NoticeDeps, 'notices'>,
  scope: ParticipantScope,
  id: string,
  at: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const read = await deps.notices.find(scope, id)
    if (!read || (read.state !== 'waiting' && read.state !== 'given-up')) return
    const { nextTryAt: _, failure: __, ...rest } = read
    const isDone = await deps.notices.change(scope, read, { ...rest, state: 'accepted', acceptedAt: at })
    return isDone ? undefined : CONFLICT
  })
}

async function keepFailure(
  deps: Pick<NoticeDeps, 'notices' | 'log'>,
  scope: ParticipantScope,
  tried: Notice,
  code: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const read = await deps.notices.find(scope, tried.id)
    // A report said meanwhile that it arrived.
    if (read?.state !== 'waiting') return
    return (await deps.notices.change(scope, read, { ...read, failure: code })) ? undefined : CONFLICT
  })
  if (isReported({ ...tried, failure: code })) reportToOperator(deps, tried, code)
}

/** Whether people are reported that it does not go out: the operator by alarm, the site on Today. */
export function isReported({ state, tries, failure }: Notice): boolean {
  if (state === 'given-up') return true
  if (state !== 'waiting' || failure === undefined) return false
  return tries >= REPORTED_FROM_TRIES || !PASSING.has(failure)
}

/** A carrier that is busy, and a reply that was lost, are no news until they are for long. */
const PASSING: ReadonlySet<string> = new Set([
  ...['unknown', 'ThrottlingException'],
  ...['TooManyRequestsException', 'LimitExceededException', 'SendingPausedException'],
])

function reportToOperator(
  { log }: Pick<NoticeDeps, 'log'>,
  { study, site, tries }: Notice,
  code: string,
): void {
  log.error('an urgent message is not accepted', { study, site, attempt: tries, code })
}

/**
 * What the service tells of a text that it took: one that arrived is done, one that did not is tried again.
 *
 * @param failure the event's code; `undefined` for one that arrived
 */
export async function recordNoticeDelivery(
  deps: Pick<NoticeDeps, 'notices' | 'log' | 'clock'>,
  scope: ParticipantScope,
  id: string,
  failure: string | undefined,
): Promise<'delivered' | 'undelivered' | 'known'> {
  return retryOnConflict(async () => {
    const read = await deps.notices.find(scope, id)
    if (!read || read.state === 'delivered' || read.state === 'dropped') return 'known'
    const { nextTryAt: _, ...rest } = read
    if (failure === undefined) {
      const { failure: __, ...arrived } = rest
      return (await deps.notices.change(scope, read, { ...arrived, state: 'delivered' }))
        ? 'delivered'
        : CONFLICT
    }
    // Of a try before the one that waits for its own report.
    if (read.state !== 'accepted') return 'known'
    const nextTryAt = findNextTry(read.tries, formatIso(deps.clock.now()))
    const next: Notice = { ...rest, state: 'waiting', failure, nextTryAt }
    if (!(await deps.notices.change(scope, read, next))) return CONFLICT
    if (isReported(next)) reportToOperator(deps, next, failure)
    return 'undelivered'
  })
}
