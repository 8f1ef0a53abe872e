import {
  grantMembershipContract,
  listMembers,
  revokeMembershipContract,
} from '../../../web/api/members/members.ts'
import { listReadings as listReadingsContract } from '../../../web/api/members/readings.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { grantMembership, type MemberDeps, revokeMembership } from '../../workflows/access/change-members.ts'
import { listReadings } from '../../workflows/access/list-readings.ts'
import {
  type AuthoriseDeps,
  requireAdministrator,
  requireMembership,
  requirePerson,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'

export type MemberRouteDeps = AuthoriseDeps & MemberDeps

/** Memberships of a study, for those who administer it. */
export function createMemberRoutes(deps: MemberRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listMembers, async (c) => {
      const { study } = c.req.valid('param')
      requireAdministrator(await requireMembership(deps, c.var.person, study))
      const members = await deps.memberships.listByStudy(study)
      return c.json({ members: members.map(formatMember) }, 200)
    })
    .answer(listReadingsContract, async (c) => {
      const { study, member: sub } = c.req.valid('param')
      requireAdministrator(await requireMembership(deps, c.var.person, study))
      const { day, participant } = c.req.valid('query')
      return c.json({ readings: await listReadings(deps, { study, sub, day, participant }) }, 200)
    })
    .answer(grantMembershipContract, async (c) => {
      requirePerson(c.var.person)
      const { study, member: sub } = c.req.valid('param')
      requireAdministrator(await requireMembership(deps, c.var.person, study))
      const membership: Membership = { sub, study, ...c.req.valid('json') }
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      const outcome = await grantMembership(deps, actor, membership)
      return c.json(formatMember(membership), outcome === 'granted' ? 201 : 200)
    })
    .answer(revokeMembershipContract, async (c) => {
      requirePerson(c.var.person)
      const { study, member: sub } = c.req.valid('param')
      requireAdministrator(await requireMembership(deps, c.var.person, study))
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      return c.json(formatMember(await revokeMembership(deps, actor, { study, sub })), 200)
    })
}

function formatMember({ sub, name, role, sites, administers, blinded }: Membership) {
  return { sub, name, role, sites, administers, blinded }
}
