import type { Context } from 'hono'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { memberBody, subSchema } from '../../../web/api/members/members.ts'
import { organisationProblems } from '../../../web/api/problems/organisation-problems.ts'
import {
  ORGANISATION_NOTICES,
  type OrganisationNotice,
  OrganisationPage,
} from '../../../web/console/organisation-page.tsx'
import { consolePaths, memberPaths, organisationPaths } from '../../../web/console/paths.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import { buildNotFound } from '../../workflows/access/staff-access.ts'
import {
  appointAdministrator,
  dismissAdministrator,
} from '../../workflows/organisations/change-organisation.ts'
import type { OrganisationDeps } from '../../workflows/organisations/organisation.deps.ts'
import {
  administerStudy,
  type OrganisationAccess,
  requireOrganisation,
} from '../../workflows/organisations/read-organisation.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'
import { buildOrganisationView } from './organisation-view.ts'

type C = Context<ConsoleEnv>

/** An organisation, for those who administer it: its studies and its administrators. */
export function createOrganisationConsoleRoutes(deps: OrganisationDeps) {
  return createHono<ConsoleEnv>()
    .get('/organisations/:organisation', async (c) => {
      const notice = ORGANISATION_NOTICES.find((one) => one === c.req.query('notice'))
      return render(c, await requireAccess(c), notice)
    })
    .post('/organisations/:organisation', async (c) => {
      const access = await requireAccess(c)
      const { name = '', account = '' } = await readForm(c)
      const typed = {
        name: memberBody.shape.name.safeParse(name.trim()).data,
        sub: subSchema.safeParse(account.trim()).data,
      }
      const { name: known, sub } = typed
      if (known === undefined || sub === undefined) return render(c, access, 'invalid', 422)
      await appointAdministrator(deps, readActor(c), access.organisation.id, { sub, name: known })
      return redirect(c, access, 'appointed')
    })
    .post('/organisations/:organisation/administrators/:administrator/dismiss', async (c) => {
      const access = await requireAccess(c)
      const sub = c.req.param('administrator')
      try {
        await dismissAdministrator(deps, readActor(c), access.organisation.id, sub)
      } catch (error) {
        const { code } = organisationProblems.lastAdministrator
        if (!(error instanceof ProblemError) || error.problem.code !== code) throw error
        return render(c, access, 'last', 409)
      }
      // Who has dismissed themselves sees the organisation no more.
      return sub === c.var.person.sub ? c.redirect(consolePaths.home, 303) : redirect(c, access, 'dismissed')
    })
    .post('/organisations/:organisation/studies/:study/administer', async (c) => {
      const access = await requireAccess(c)
      const study = idSchema.safeParse(c.req.param('study')).data
      if (study === undefined) throw buildNotFound()
      await administerStudy(deps, access, study)
      return c.redirect(memberPaths.members(study), 303)
    })

  function requireAccess(c: C): Promise<OrganisationAccess> {
    return requireOrganisation(deps, c.var.person, c.req.param('organisation') ?? '')
  }

  function redirect(c: C, { organisation }: OrganisationAccess, notice: OrganisationNotice) {
    return c.redirect(organisationPaths.organisation(organisation.id, { notice }), 303)
  }

  async function render(
    c: C,
    access: OrganisationAccess,
    notice: OrganisationNotice | undefined,
    status: 200 | 409 | 422 = 200,
  ) {
    const view = await buildOrganisationView(deps, access, c.var.person.sub, notice)
    const page = { locale: readLanguage(c), address: readAddress(c), view }
    return c.html(<OrganisationPage {...page} />, status)
  }
}

function readActor(c: C) {
  return { kind: 'administrator', sub: c.var.person.sub } as const
}
