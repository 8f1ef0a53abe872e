import type { InvitationRow, MemberRow } from '../../../web/console/members-view.ts'
import type { StudyOutline } from '../../records/library/study-outline.ts'
import type { StoredMemberInvitation } from '../../records/member-invitation/member-invitation.store.ts'
import type { StoredMembership } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { findInvitationState } from '../../workflows/access/invite-member.ts'

type Listed = StoredMembership & { readonly lastSignInAt?: string | undefined }
type Sites = Pick<StudyOutline, 'sites'>

/** The members as the page lists them, by name. */
export function buildMemberRows(
  study: Sites,
  members: readonly Listed[],
  viewer: string,
): readonly MemberRow[] {
  return members
    .map((member) => buildMemberRow(study, member, members, viewer))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export function buildMemberRow(
  study: Sites,
  member: Listed,
  members: readonly Membership[],
  viewer: string,
): MemberRow {
  const { sub, name, role, administers, blinded, lastSignInAt, grantedAt, grantedBy } = member
  return {
    ...{ sub, name, role, administers, blinded, sites: listSiteNames(study, member.sites) },
    ...{ lastSignInAt: lastSignInAt ?? null, grantedAt: grantedAt ?? null },
    grantedBy: grantedBy === undefined ? null : findName(members, grantedBy),
    isViewer: sub === viewer,
  }
}

/** Invitations that somebody may still do something about, the newest first. */
export function buildInvitationRows(
  study: Sites,
  invitations: readonly StoredMemberInvitation[],
  members: readonly Membership[],
  now: string,
): readonly InvitationRow[] {
  return [...invitations]
    .sort((a, b) => b.invitedAt.localeCompare(a.invitedAt))
    .flatMap((invitation) => {
      const state = findInvitationState(invitation, now)
      if (state !== 'open' && state !== 'expired') return []
      const { id, name, email = '', role, administers, blinded, validUntil, mail } = invitation
      return [
        {
          ...{ id, name, email, role, administers, blinded, validUntil, mail, state },
          sites: listSiteNames(study, invitation.sites),
          invitedBy: findName(members, invitation.invitedBy),
        },
      ]
    })
}

/** In the study’s order. */
export function listSiteNames({ sites }: Sites, ids: readonly string[]): readonly string[] {
  return sites.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
}

/** The account ID of who has left. */
function findName(members: readonly Membership[], sub: string): string {
  return members.find((member) => member.sub === sub)?.name ?? sub
}
