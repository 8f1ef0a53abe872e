import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import {
  type MemberInvitationStore,
  putMemberInvitation,
  type StoredMemberInvitation,
} from '../../records/member-invitation/member-invitation.store.ts'
import type { MemberInvitation } from '../../records/member-invitation/member-invitation.ts'
import {
  isInvitationSecret,
  parseInvitationToken,
} from '../../records/member-invitation/member-invitation-token.ts'
import { putMembership, type StoredMembership } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { countAdministrators, formatMembership, type MemberDeps, refuseUnknown } from './change-members.ts'
import { findInvitationState } from './invite-member.ts'

export type AcceptDeps = MemberDeps & { readonly invitations: Pick<MemberInvitationStore, 'find'> }

/** What a link leads somebody to who is signed in. */
export type OpenedInvitation =
  | {
      readonly kind: 'open'
      readonly invitation: StoredMemberInvitation
      readonly inviter: Pick<Membership, 'name'>
    }
  /** They accepted this very invitation, and are a member. */
  | { readonly kind: 'accepted'; readonly member: StoredMembership }
  | { readonly kind: 'already-member'; readonly member: StoredMembership }
  /** Unknown, expired, revoked, used, replaced by a newer link, or from somebody who no longer administers the study. */
  | { readonly kind: 'ended' }

/** Opens a link, which changes nothing. */
export async function openInvitation(
  deps: AcceptDeps,
  { sub, study, token }: { readonly sub: string; readonly study: string; readonly token: string },
): Promise<OpenedInvitation> {
  const parsed = parseInvitationToken(token)
  const invitation = parsed && (await deps.invitations.find(study, parsed.id))
  if (!invitation || !isInvitationSecret(parsed.secret, invitation.secretHash)) return { kind: 'ended' }
  const member = await deps.memberships.find(sub, study)
  if (member) return { kind: invitation.acceptedBy === sub ? 'accepted' : 'already-member', member }
  if (findInvitationState(invitation, formatIso(deps.clock.now())) !== 'open') return { kind: 'ended' }
  // Whoever is removed leaves no door open behind them.
  const inviter = await deps.memberships.find(invitation.invitedBy, study)
  return inviter?.administers ? { kind: 'open', invitation, inviter } : { kind: 'ended' }
}

/**
 * Accepts an invitation: grants its membership to who is signed in and settles the invitation, in one transaction with its
 * audit entry. Once: of two who accept it at the same moment, one is refused. Again by the same person changes nothing.
 *
 * @throws ProblemError 410 `invitation-ended`; 409 `already-member`; 422 where one of its sites is gone; `busy`
 */
export async function acceptInvitation(
  deps: AcceptDeps,
  asked: { readonly sub: string; readonly study: string; readonly token: string },
): Promise<{ readonly outcome: 'granted' | 'unchanged'; readonly member: StoredMembership }> {
  const { sub, study } = asked
  return retryOnConflict(async () => {
    const opened = await openInvitation(deps, asked)
    if (opened.kind === 'ended') throw new ProblemError(memberProblems.invitationEnded)
    if (opened.kind === 'already-member') throw new ProblemError(memberProblems.alreadyMember)
    if (opened.kind === 'accepted') return { outcome: 'unchanged', member: opened.member }
    const { invitation } = opened
    const { name, role, sites, administers, blinded, invitedBy } = invitation
    refuseUnknown(await deps.outlineStudy(study), invitation)
    const membership: Membership = { sub, study, name, role, sites, administers, blinded }
    const grant = { grantedAt: formatIso(deps.clock.now()), grantedBy: invitedBy }
    const event = {
      action: 'membership.invitation-accepted',
      actor: { kind: role, sub },
      about: { invitation: invitation.id, sub, invitedBy, after: formatMembership(membership) },
    } as const
    const result = await deps.audit.write<string>(study, event, [
      putMembership(deps.membersTable, membership, grant, undefined),
      putMemberInvitation(deps.membersTable, settle(invitation, sub), invitation).written,
      ...(await countAdministrators(deps, study, undefined, membership)),
    ])
    if (result.kind === 'refused') return CONFLICT
    return { outcome: 'granted', member: { ...membership, ...grant, revision: 1 } }
  })
}

/** The address has done its part. */
function settle({ email: _, ...invitation }: StoredMemberInvitation, sub: string): MemberInvitation {
  return { ...invitation, state: 'accepted', acceptedBy: sub }
}
