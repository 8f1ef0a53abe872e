import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import type { MailSender } from '../../platform/aws/mail.ts'
import type { StaffAccounts } from '../../platform/aws/staff-accounts.ts'
import { formatIso, HOUR_MS, shiftIso } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { StudyOutline } from '../../records/library/study-outline.ts'
import {
  type MemberInvitationStore,
  putMemberInvitation,
  type StoredMemberInvitation,
} from '../../records/member-invitation/member-invitation.store.ts'
import type { MemberInvitation } from '../../records/member-invitation/member-invitation.ts'
import {
  digestAddress,
  drawInvitationId,
  drawInvitationSecret,
} from '../../records/member-invitation/member-invitation-token.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { formatMembership, type MemberDeps, refuseUnknown } from './change-members.ts'
import { buildInvitationMail } from './invitation-mail.ts'
import { buildNotFound } from './staff-access.ts'

export type InviteDeps = MemberDeps & {
  readonly ids: Ids
  readonly log: Log
  readonly invitations: MemberInvitationStore
  readonly accounts: StaffAccounts
  readonly mail: MailSender
  readonly publicUrl: string
}

/** Somebody who administers the study, and what they are called in it. */
export type Inviter = Pick<Membership, 'sub' | 'name'>
type Study = Pick<StudyOutline, 'id' | 'title' | 'sites'>
type Order = Pick<Membership, 'name' | 'role' | 'sites' | 'administers' | 'blinded'> & {
  readonly email: string
}

const VALID_DAYS = 7
const SALT_LETTERS = 26

/**
 * Invites somebody: writes the invitation with its audit entry, then sees to an account and sends the link. A crash in between
 * leaves `mail: unknown`, and the link can be sent again.
 *
 * @throws ProblemError 422 where a site does not exist; 409 `already-invited` for an address that an open invitation is to
 */
export async function inviteMember(
  deps: InviteDeps,
  study: Study,
  inviter: Inviter,
  { email: typed, ...membership }: Order,
): Promise<StoredMemberInvitation> {
  refuseUnknown(study, membership)
  const email = typed.toLowerCase()
  const now = formatIso(deps.clock.now())
  const earlier = await deps.invitations.listByStudy(study.id)
  if (earlier.some((one) => one.email === email && findInvitationState(one, now) === 'open'))
    throw new ProblemError(memberProblems.alreadyInvited)
  const { secret, secretHash } = drawInvitationSecret(deps.ids)
  const invitation: MemberInvitation = {
    ...{ id: drawInvitationId(deps.ids), study: study.id, email, salt: deps.ids.random(SALT_LETTERS) },
    ...membership,
    ...{ state: 'open', secretHash, mail: 'unknown' },
    ...{ invitedBy: inviter.sub, invitedAt: now, validUntil: shiftIso(now, VALID_DAYS * 24 * HOUR_MS) },
  }
  const put = putMemberInvitation(deps.membersTable, invitation, undefined)
  await deps.audit.write(study.id, buildEvent('membership.invited', inviter, invitation), [put.written])
  return deliver(deps, study, inviter, put.invitation, secret)
}

/**
 * Sends an invitation again, with a new link, also one that has expired. Who does so vouches for it from then on.
 *
 * @throws ProblemError 404; 409 `invitation-settled`; `busy`
 */
export async function resendMemberInvitation(
  deps: InviteDeps,
  study: Study,
  inviter: Inviter,
  id: string,
): Promise<StoredMemberInvitation> {
  const { secret, secretHash } = drawInvitationSecret(deps.ids)
  const sent = await change(deps, study.id, id, (before) => {
    const now = formatIso(deps.clock.now())
    const validUntil = shiftIso(now, VALID_DAYS * 24 * HOUR_MS)
    const changed = { ...before, secretHash, validUntil, invitedBy: inviter.sub, mail: 'unknown' as const }
    return { changed, event: buildEvent('membership.invitation-resent', inviter, changed) }
  })
  return deliver(deps, study, inviter, sent, secret)
}

/**
 * Ends an invitation’s link and deletes the address.
 *
 * @throws ProblemError 404; 409 `invitation-settled`; `busy`
 */
export function revokeMemberInvitation(
  deps: InviteDeps,
  study: Pick<Study, 'id'>,
  by: Pick<Inviter, 'sub'>,
  id: string,
): Promise<StoredMemberInvitation> {
  return change(deps, study.id, id, ({ email: _, ...before }) => ({
    changed: { ...before, state: 'revoked' },
    event: buildEvent('membership.invitation-revoked', by, before),
  }))
}

export type InvitationState = MemberInvitation['state'] | 'expired'

export function findInvitationState(
  { state, validUntil }: Pick<MemberInvitation, 'state' | 'validUntil'>,
  now: string,
): InvitationState {
  return state === 'open' && validUntil <= now ? 'expired' : state
}

async function change(
  deps: InviteDeps,
  study: string,
  id: string,
  decide: (before: StoredMemberInvitation) => { changed: MemberInvitation; event: AuditEvent },
): Promise<StoredMemberInvitation> {
  return retryOnConflict(async () => {
    const before = await deps.invitations.find(study, id)
    if (!before) throw buildNotFound()
    if (before.state !== 'open') throw new ProblemError(memberProblems.invitationSettled)
    const { changed, event } = decide(before)
    const put = putMemberInvitation(deps.membersTable, changed, before)
    const result = await deps.audit.write(study, event, [put.written])
    return result.kind === 'refused' ? CONFLICT : put.invitation
  })
}

/** The account first: a link to where one cannot sign in helps nobody. */
async function deliver(
  deps: InviteDeps,
  study: Study,
  inviter: Inviter,
  invitation: StoredMemberInvitation,
  secret: string,
): Promise<StoredMemberInvitation> {
  const { email = '' } = invitation
  try {
    const account = await deps.accounts.ensure(email)
    if (account.kind === 'refused') {
      deps.log.error('an account could not be made', { study: study.id, code: account.code })
      return await deps.invitations.recordMail(invitation, 'no-account')
    }
    const words = buildInvitationMail({ study, inviter, invitation, secret, publicUrl: deps.publicUrl })
    const outcome = await deps.mail.send({ to: email, ...words })
    if (outcome.kind === 'refused')
      deps.log.error('an invitation was not mailed', { study: study.id, code: outcome.code })
    return await deps.invitations.recordMail(invitation, outcome.kind)
  } catch (error) {
    deps.log.error('it is not known whether an invitation was mailed', {
      ...{ study: study.id, ...describeError(error) },
    })
    return invitation
  }
}

function buildEvent(
  action: 'membership.invited' | 'membership.invitation-resent' | 'membership.invitation-revoked',
  { sub }: Pick<Inviter, 'sub'>,
  invitation: MemberInvitation,
): AuditEvent {
  const { id, email, salt, validUntil } = invitation
  return {
    action,
    actor: { kind: 'administrator', sub },
    about: {
      invitation: id,
      ...(email !== undefined && { address: digestAddress(email, salt), validUntil }),
      membership: formatMembership(invitation),
    },
  }
}
