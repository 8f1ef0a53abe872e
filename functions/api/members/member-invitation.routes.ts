import {
  acceptMemberInvitationContract,
  inviteMemberContract,
  listMemberInvitations,
  resendMemberInvitationContract,
  revokeMemberInvitationContract,
} from '../../../web/api/members/member-invitations.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { StoredMemberInvitation } from '../../records/member-invitation/member-invitation.store.ts'
import { acceptInvitation } from '../../workflows/access/accept-invitation.ts'
import {
  findInvitationState,
  type InviteDeps,
  inviteMember,
  resendMemberInvitation,
  revokeMemberInvitation,
} from '../../workflows/access/invite-member.ts'
import { requireAdministrator } from '../../workflows/access/require-administrator.ts'
import { requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { formatMember } from './member.routes.ts'

export type MemberInvitationRouteDeps = InviteDeps

/** Invitations to a study, for those who administer it, and for whoever accepts one. */
export function createMemberInvitationRoutes(deps: MemberInvitationRouteDeps) {
  /** @throws ProblemError 403, 404 */
  async function requireInviter(person: Person, id: string) {
    requirePerson(person)
    const { study, member } = await requireAdministrator(deps, person, id)
    return { study, inviter: member }
  }
  const format = formatInvitation.bind(undefined, deps.clock)
  return createContractRoutes<StaffEnv>()
    .answer(listMemberInvitations, async (c) => {
      const { study } = c.req.valid('param')
      await requireAdministrator(deps, c.var.person, study)
      const invitations = await deps.invitations.listByStudy(study)
      return c.json({ invitations: invitations.map(format) }, 200)
    })
    .answer(inviteMemberContract, async (c) => {
      const { study, inviter } = await requireInviter(c.var.person, c.req.valid('param').study)
      return c.json(format(await inviteMember(deps, study, inviter, c.req.valid('json'))), 201)
    })
    .answer(acceptMemberInvitationContract, async (c) => {
      requirePerson(c.var.person)
      const { study } = c.req.valid('param')
      const { token } = c.req.valid('json')
      const accepted = await acceptInvitation(deps, { sub: c.var.person.sub, study, token })
      return c.json(formatMember(accepted.member), accepted.outcome === 'granted' ? 201 : 200)
    })
    .answer(resendMemberInvitationContract, async (c) => {
      const params = c.req.valid('param')
      const { study, inviter } = await requireInviter(c.var.person, params.study)
      return c.json(format(await resendMemberInvitation(deps, study, inviter, params.invitation)), 200)
    })
    .answer(revokeMemberInvitationContract, async (c) => {
      const params = c.req.valid('param')
      const { study, inviter } = await requireInviter(c.var.person, params.study)
      return c.json(format(await revokeMemberInvitation(deps, study, inviter, params.invitation)), 200)
    })
}

function formatInvitation(clock: Clock, invitation: StoredMemberInvitation) {
  const { id, name, role, sites, administers, blinded } = invitation
  const { email, invitedBy, invitedAt, validUntil, mail, acceptedBy } = invitation
  return {
    ...{ id, name, role, sites, administers, blinded, email: email ?? null },
    state: findInvitationState(invitation, formatIso(clock.now())),
    ...{ invitedBy, invitedAt, validUntil, mail, acceptedBy: acceptedBy ?? null },
  }
}
