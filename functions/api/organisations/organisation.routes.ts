import {
  administerStudyContract,
  appointAdministratorContract,
  dismissAdministratorContract,
  getOrganisation,
  listOrganisations,
} from '../../../web/api/organisations/organisations.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { OrganisationAdministrator } from '../../records/organisation/organisation.ts'
import { buildNotFound, requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import {
  appointAdministrator,
  dismissAdministrator,
} from '../../workflows/organisations/change-organisation.ts'
import type { OrganisationDeps } from '../../workflows/organisations/organisation.deps.ts'
import {
  administerStudy,
  listOrganisationStudies,
  listOwnOrganisations,
  requireOrganisation,
} from '../../workflows/organisations/read-organisation.ts'
import { formatMember } from '../members/member.routes.ts'

/** Organisations, for those who administer them. They read nothing of participants. */
export function createOrganisationRoutes(deps: OrganisationDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listOrganisations, async (c) =>
      c.json({ organisations: await listOwnOrganisations(deps, c.var.person.sub) }, 200),
    )
    .answer(getOrganisation, async (c) => {
      const access = await requireOrganisation(deps, c.var.person, c.req.valid('param').organisation)
      const { id, name } = access.organisation
      const [administrators, studies] = await Promise.all([
        deps.organisations.listAdministrators(id),
        listOrganisationStudies(deps, access),
      ])
      const listed = studies.map((study) => ({ ...study, administrators: [...study.administrators] }))
      return c.json(
        { id, name, administrators: administrators.map(formatAdministrator), studies: listed },
        200,
      )
    })
    .answer(appointAdministratorContract, async (c) => {
      requirePerson(c.var.person)
      const { organisation: id, member: sub } = c.req.valid('param')
      await requireOrganisation(deps, c.var.person, id)
      const actor = { kind: 'administrator', sub: c.var.person.sub } as const
      const outcome = await appointAdministrator(deps, actor, id, { sub, ...c.req.valid('json') })
      const appointed = await deps.organisations.findAdministrator(id, sub)
      if (!appointed) throw buildNotFound()
      return c.json(formatAdministrator(appointed), outcome === 'appointed' ? 201 : 200)
    })
    .answer(dismissAdministratorContract, async (c) => {
      requirePerson(c.var.person)
      const { organisation: id, member: sub } = c.req.valid('param')
      await requireOrganisation(deps, c.var.person, id)
      await dismissAdministrator(deps, { kind: 'administrator', sub: c.var.person.sub }, id, sub)
      return c.json({ sub }, 200)
    })
    .answer(administerStudyContract, async (c) => {
      requirePerson(c.var.person)
      const { organisation, study } = c.req.valid('param')
      const access = await requireOrganisation(deps, c.var.person, organisation)
      return c.json(formatMember(await administerStudy(deps, access, study)), 200)
    })
}

function formatAdministrator({ sub, name, appointedAt, appointedBy }: OrganisationAdministrator) {
  return { sub, name, appointedAt, appointedBy: appointedBy ?? null }
}
