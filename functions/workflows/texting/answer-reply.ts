import { fillTemplate } from '../../../surveys/text-message/template.ts'
import type { TextSender } from '../../platform/aws/sms.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import type { ParticipantScope, SiteScope } from '../../platform/core/scope.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import type { MessageReply } from '../../records/message/message.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { findTextingStatus, type Phone } from '../../records/phone/phone.ts'
import type { ClassifiedReply } from '../../rules/reply-intent/reply-intent.ts'
import { chooseEndedText } from '../../rules/texting/ended-text.ts'
import { buildClinicValues, requireStudyTexts } from '../../rules/texting/study-texts.ts'

export type AnswerDeps = {
  readonly library: StudyLibrary
  readonly log: Log
  readonly participants: ParticipantStore
  readonly texts: TextSender
}

export type ReplyKind = 'stopped' | 'started' | 'help' | 'crisis' | 'received'

/**
 * Of our answers to one number in a day, so that two machines do not answer each other for ever. HELP and START have some of their own
 * left when the others are used up, and so has the confirmation that texts end. A STOP holds whether it is confirmed or not.
 * What speaks of self-harm is always answered, in another way (send-notice.ts).
 */
export const MAX_REPLIES_PER_DAY: Readonly<Record<Exclude<ReplyKind, 'crisis'>, number>> = {
  received: 5,
  started: 10,
  help: 10,
  stopped: 20,
}
/** Of questions asked by text: as many as a long evening of going back and forth. */
export const MAX_QUESTIONS_PER_DAY = 60

/**
 * One confirmation that texts end, however often it is asked for; that they begin only where they do.
 *
 * @param after the number with the message taken
 * @param isAnyTexted whether anybody who has the number has agreed to texts and still takes part
 */
export function chooseReply(
  { wants }: Pick<ClassifiedReply, 'wants'>,
  after: Phone,
  message: string,
  isAnyTexted: boolean,
): Exclude<ReplyKind, 'crisis'> | undefined {
  const may = findTextingStatus(after)
  switch (wants) {
    case 'stop':
    case 'wrong-number':
      return may !== 'yes' && after.endedBy === message ? 'stopped' : undefined
    case 'start':
      return may !== 'yes' ? undefined : isAnyTexted ? 'started' : 'received'
    case 'help':
      return 'help'
    case 'unclear':
      return may === 'stopped' ? undefined : 'received'
    case 'courtesy':
      return undefined
  }
}

/**
 * In the participant's language; `undefined` in a study that is gone.
 *
 * @param isStartPossible whether START would bring the texts back, which the study's words on their end promise: not to a
 * wrong number, nor where nobody who has the number agreed to texts and still takes part
 */
export async function formatReply(
  deps: Pick<AnswerDeps, 'library' | 'participants'>,
  owner: ParticipantScope,
  kind: Exclude<ReplyKind, 'crisis'>,
  isStartPossible: boolean,
): Promise<string | undefined> {
  const study = await deps.library.findStudy(owner.study, owner.site)
  if (!study) return undefined
  const participant = await deps.participants.find(owner)
  const locale = participant?.locale ?? ''
  const isEnded = kind === 'stopped' && !isStartPossible
  const template = isEnded ? chooseEndedText(locale) : requireStudyTexts(study, locale).replies[kind]
  return fillTemplate(template, buildClinicValues(study, owner.site))
}

/** @returns what became of it, as far as it is known */
export async function sendText(
  deps: Pick<AnswerDeps, 'texts' | 'log'>,
  number: string,
  { study, site }: SiteScope,
  body: string,
): Promise<MessageReply['outcome']> {
  try {
    const outcome = await deps.texts.send({ to: number, body, context: { study, site } })
    if (outcome.kind === 'sent') return 'sent'
    deps.log.info('an answer was refused', { study, site, code: outcome.code })
    return 'refused'
  } catch (error) {
    // It may have gone out: it is claimed, and never sent again.
    deps.log.error('an answer is left unknown', { site, ...describeError(error) })
    return 'unknown'
  }
}
