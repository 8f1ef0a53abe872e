import { LINK_GENERATIONS } from '../../records/link/survey-number.ts'
import { isShared } from '../../records/phone/phone.ts'
import { readTextingPermission } from '../../rules/texting/permission.ts'
import { isFinished } from './read-text-case.ts'
import type { AnswerMode, SendDeps, TextCase } from './text-case.ts'

/** What a claimed text goes by when it is sent. */
export type LastMoment =
  | {
      readonly kind: 'allowed'
      readonly number: string
      readonly linkGeneration: number
      readonly mode: AnswerMode
    }
  | { readonly kind: 'forbidden'; readonly reason: string }

/**
 * Consent, opt-out and number as they are now that the text is claimed. The submission is read as it was some milliseconds
 * ago, and as it is where that would forbid the text: whoever sends their answers in the moment of a reminder is thanked by
 * its link. The number is read after the link: a link that ended with a number before must not go to that.
 */
export async function readLastMoment(deps: SendDeps, found: TextCase): Promise<LastMoment> {
  const { scope } = found
  const seen = await deps.surveys.find(scope, 'eventual')
  const contact = await deps.findContact(scope)
  if (!contact) return { kind: 'forbidden', reason: 'no-contact' }
  const permission = await readTextingPermission(deps.findPhone, contact)
  if (permission !== 'given') return { kind: 'forbidden', reason: permission }
  const survey = !seen || isFinished(seen.assessment) ? await deps.surveys.find(scope) : seen
  if (!survey || isFinished(survey.assessment)) return { kind: 'forbidden', reason: 'answered-meanwhile' }
  const linkGeneration = Math.max(seen?.linkGeneration ?? 0, found.linkGeneration)
  if (linkGeneration >= LINK_GENERATIONS) return { kind: 'forbidden', reason: 'links-used-up' }
  // A number that was changed since the text was decided on may be one that several people have.
  const isSharedNow =
    found.mode === 'reply' &&
    contact.phone !== found.contact?.phone &&
    isShared(await deps.findPhone(contact.phone))
  const mode = isSharedNow ? 'link-instead' : found.mode
  return { kind: 'allowed', number: contact.phone, linkGeneration, mode }
}
