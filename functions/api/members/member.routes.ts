import {
  grantMembershipContract,
  listMembers,
  revokeMembershipContract,
} from '../../../web/api/members/members.ts'
import { listReadings as listReadingsContract } from '../../../web/api/members/readings.ts'
import { formatAccessListCsv } from '../../interchange/csv/access-list-csv.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { formatRevision, parseIfMatch } from '../../platform/http/request.ts'
import type { StoredMembership } from '../../records/membership/membership.store.ts'
import {
  type AccessListDeps,
  readAccessList,
  recordAccessListExport,
} from '../../workflows/access/access-list.ts'
import { grantMembership, type MemberDeps, revokeMembership } from '../../workflows/access/change-members.ts'
import { listReadings } from '../../workflows/access/list-readings.ts'
import { requireAdministrator } from '../../workflows/access/require-administrator.ts'
import { requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'

export type MemberRouteDeps = MemberDeps & AccessListDeps

/** Memberships of a study, for those who administer it. */
export function createMemberRoutes(deps: MemberRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listMembers, async (c) => {
      const { study } = c.req.valid('param')
      await requireAdministrator(deps, c.var.person, study)
      const members = await readAccessList(deps, study)
      const { format } = c.req.valid('query')
      if (format !== 'json') {
        const text = formatAccessListCsv(members, { isForSpreadsheet: format === 'spreadsheet' })
        await recordAccessListExport(
          deps,
          { study, sub: c.var.person.sub },
          { members: members.length, text },
        )
        c.header('content-disposition', `attachment; filename="${study}-access.csv"`)
        return replyOtherwise(c.body(text, 200, { 'content-type': CSV_TYPE }))
      }
      const listed = members.map((member) => ({
        ...formatMember(member),
        lastSignInAt: member.lastSignInAt ?? null,
      }))
      return c.json({ members: listed }, 200)
    })
    .answer(listReadingsContract, async (c) => {
      const { study, member: sub } = c.req.valid('param')
      await requireAdministrator(deps, c.var.person, study)
      const { day, participant } = c.req.valid('query')
      return c.json({ readings: await listReadings(deps, { study, sub, day, participant }) }, 200)
    })
    .answer(grantMembershipContract, async (c) => {
      requirePerson(c.var.person)
      const { study, member: sub } = c.req.valid('param')
      await requireAdministrator(deps, c.var.person, study)
      const membership = { sub, study, ...c.req.valid('json') }
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      const seen = parseIfMatch(c.req.header('if-match'))
      const { outcome, member } = await grantMembership(deps, actor, membership, seen)
      c.header('etag', formatRevision(member.revision))
      return c.json(formatMember(member), outcome === 'granted' ? 201 : 200)
    })
    .answer(revokeMembershipContract, async (c) => {
      requirePerson(c.var.person)
      const { study, member: sub } = c.req.valid('param')
      await requireAdministrator(deps, c.var.person, study)
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      const seen = parseIfMatch(c.req.header('if-match'))
      return c.json(formatMember(await revokeMembership(deps, actor, { study, sub }, seen)), 200)
    })
}

export function formatMember(member: StoredMembership) {
  const { sub, name, role, sites, administers, blinded, revision } = member
  const grant = { grantedAt: member.grantedAt ?? null, grantedBy: member.grantedBy ?? null }
  return { sub, name, role, sites, administers, blinded, revision, ...grant }
}
