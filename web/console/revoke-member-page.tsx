import { findMembersText } from '../text/members-text.ts'
import type { ConsoleFrame } from './frame.ts'
import type { RevokeView } from './members-view.ts'
import { ConsoleDocument } from './page.tsx'
import { memberPaths } from './paths.ts'

/** What revoking somebody’s access means, before it is done, or why it cannot be done. */
export function RevokeMemberPage({
  frame,
  view,
}: {
  readonly frame: ConsoleFrame
  readonly view: RevokeView
}) {
  const text = findMembersText(frame.locale)
  const { member, revision, refusal } = view
  const { id } = frame.study
  return (
    <ConsoleDocument frame={frame} title={text.form.revoke} section="members">
      <p>
        <a href={memberPaths.members(id)}>{text.form.back}</a>
      </p>
      <h1>{text.revokeHeading(member.name)}</h1>
      {refusal === null ? null : (
        <p class="alarm" role="alert">
          {text.faults[refusal]}
        </p>
      )}
      <p>
        <strong>{text.describe(member.role, member.administers, member.blinded)}</strong>
        {`; ${member.sites.join(', ') || text.noSites}`}
      </p>
      <p class="soft">{text.accountOf(member.sub)}</p>
      <p>{text.revokeLead}</p>
      {member.isViewer ? <p class="note">{text.revokeSelf}</p> : null}
      <form method="post" action={memberPaths.revoke(id, member.sub)}>
        <input type="hidden" name="revision" value={String(revision)} />
        <button type="submit">{text.form.revoke}</button>
      </form>
    </ConsoleDocument>
  )
}
