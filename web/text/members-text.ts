import { membersText as en } from './en/members.ts'
import { membersText as es } from './es/members.ts'
import { findTranslation } from './find-translation.ts'
import type { Translation } from './words/translation.ts'

export type MembersText = Translation<typeof en>

/** The words of pages about members of a study and invitations to it, and of the mail with a link. */
export function findMembersText(locale: string): MembersText {
  return findTranslation<MembersText>({ en, es }, locale)
}
