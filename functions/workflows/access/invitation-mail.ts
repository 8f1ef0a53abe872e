import { PAGE_LANGUAGES } from '../../../surveys/study/page-languages.ts'
import { memberPaths } from '../../../web/console/paths.ts'
import { findMembersText } from '../../../web/text/members-text.ts'
import type { MemberInvitation } from '../../records/member-invitation/member-invitation.ts'
import { formatInvitationToken } from '../../records/member-invitation/member-invitation-token.ts'

/** The mail with the link, in every language of the console: nobody knows yet which one the invited person reads. */
export function buildInvitationMail({
  study,
  inviter,
  invitation,
  secret,
  publicUrl,
}: {
  readonly study: { readonly id: string; readonly title: string }
  readonly inviter: { readonly name: string }
  readonly invitation: Pick<MemberInvitation, 'id' | 'role' | 'validUntil'>
  readonly secret: string
  readonly publicUrl: string
}): { readonly subject: string; readonly body: string } {
  const { id, role, validUntil } = invitation
  const link = publicUrl + memberPaths.accept(study.id, formatInvitationToken(id, secret))
  const words = PAGE_LANGUAGES.map((language) => {
    const { mail } = findMembersText(language)
    const until = new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    })
    return {
      subject: mail.subject,
      body: mail.body({
        ...{ title: study.title, inviter: inviter.name, role, link },
        until: `${until.format(new Date(validUntil))} UTC`,
      }),
    }
  })
  return {
    subject: words.map(({ subject }) => subject).join(' / '),
    body: words.map(({ body }) => body).join('\n\n—\n\n'),
  }
}
