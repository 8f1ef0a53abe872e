import { findMembersText } from '../text/members-text.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import {
  type InvitationRow,
  MAIL_NOTICES,
  MEMBER_NOTICES,
  type MemberRow,
  type MembersNotice,
  type MembersView,
} from './members-view.ts'
import { ConsoleDocument } from './page.tsx'
import { memberPaths } from './paths.ts'

type MembersPageProps = { readonly frame: ConsoleFrame; readonly view: MembersView }

/** The access list of a study with who is invited, for those who administer it. */
export function MembersPage({ frame, view }: MembersPageProps) {
  const text = findMembersText(frame.locale)
  const { id } = frame.study
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="members">
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <Notice locale={frame.locale} notice={view.notice} />
      <p class="pager">
        <a class="button" href={memberPaths.invite(id)}>
          {text.invite}
        </a>
        <a class="button outline" href={memberPaths.grant(id)}>
          {text.grant}
        </a>
      </p>
      <section class="scroll" aria-label={text.heading} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              {Object.values(text.columns).map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.members.map((member) => (
              <Member {...{ frame, member }} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="soft small">{text.signInHint}</p>
      <p>
        <a href={memberPaths.accessList(id)}>{text.export}</a>
      </p>
      <h2>{text.invitations.heading}</h2>
      {view.invitations.length === 0 ? (
        <p class="soft">{text.invitations.none}</p>
      ) : (
        <Invitations {...{ frame, view }} />
      )}
    </ConsoleDocument>
  )
}

function Notice({ locale, notice }: { readonly locale: string; readonly notice: MembersNotice | null }) {
  const text = findMembersText(locale)
  const done = MEMBER_NOTICES.find((one) => one === notice)
  if (done)
    return (
      <p class="note" role="status">
        {text.notices[done]}
      </p>
    )
  const mail = MAIL_NOTICES.find((one) => one === notice)
  const words = mail ? text.mailNotices[mail] : notice && text.faults['invitation-settled']
  return words ? (
    <p class="alarm" role="alert">
      {words}
    </p>
  ) : null
}

function Member({ frame, member }: { readonly frame: ConsoleFrame; readonly member: MemberRow }) {
  const text = findMembersText(frame.locale)
  const { columns } = text
  const { moment, date } = createFormats(frame.locale)
  const by = member.grantedBy ?? text.operator
  return (
    <tr>
      <th scope="row">
        {member.name}
        {member.isViewer ? <span class="soft small"> ({text.you})</span> : null}
      </th>
      <td data-label={columns.role}>{text.describe(member.role, member.administers, member.blinded)}</td>
      <td data-label={columns.sites}>{member.sites.join(', ') || text.noSites}</td>
      <td data-label={columns.lastSignIn}>
        {member.lastSignInAt === null ? text.never : `${moment(member.lastSignInAt)} UTC`}
      </td>
      <td data-label={columns.granted}>
        {member.grantedAt === null ? text.unknownGrant : text.grantedBy(date(member.grantedAt), by)}
      </td>
      <td>
        <a href={memberPaths.member(frame.study.id, member.sub)} aria-label={text.changeOf(member.name)}>
          {text.change}
        </a>
      </td>
    </tr>
  )
}

function Invitations({ frame, view }: MembersPageProps) {
  const words = findMembersText(frame.locale).invitations
  return (
    <section class="scroll" aria-label={words.heading} tabindex={0}>
      <table class="cards">
        <thead>
          <tr>
            {[words.who, words.state, words.by, words.steps].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.invitations.map((invitation) => (
            <Invitation {...{ frame, invitation }} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Invitation({
  frame,
  invitation,
}: {
  readonly frame: ConsoleFrame
  readonly invitation: InvitationRow
}) {
  const text = findMembersText(frame.locale)
  const words = text.invitations
  const { id, name, email, role, administers, blinded, sites, state, validUntil, mail } = invitation
  const until = `${createFormats(frame.locale).moment(validUntil)} UTC`
  return (
    <tr>
      <th scope="row">
        {name}
        <div class="soft small">{email}</div>
        <div class="soft small">
          {text.describe(role, administers, blinded)}; {sites.join(', ') || text.noSites}
        </div>
      </th>
      <td data-label={words.state}>
        {words.states[state](until)}
        <div>
          <span class={mail === 'sent' ? 'soft small' : 'tag bad'}>{words.mails[mail]}</span>
        </div>
      </td>
      <td data-label={words.by}>{invitation.invitedBy}</td>
      <td>
        {(['resend', 'revoke'] as const).map((step) => (
          <form method="post" action={memberPaths.invitationStep(frame.study.id, id, step)}>
            <button
              class="plain"
              type="submit"
              aria-label={step === 'resend' ? words.resendTo(name) : words.revokeOf(name)}
            >
              {words[step]}
            </button>
          </form>
        ))}
      </td>
    </tr>
  )
}
