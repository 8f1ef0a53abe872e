import { participantText as en } from './en/participant.ts'
import type { ParticipantText } from './en/text.ts'
import { participantText as es } from './es/participant.ts'
import { findTranslation } from './find-translation.ts'

/** The words of the participant’s pages, without those of the staff’s: a participant waits for every byte that is loaded. */
export function findParticipantText(locale: string): ParticipantText {
  return findTranslation<ParticipantText>({ en, es }, locale)
}
