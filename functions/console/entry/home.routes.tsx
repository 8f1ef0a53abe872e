import { consolePaths } from '../../../web/console/index.ts'
import { findFirstPage, MyStudiesPage, type MyStudy } from '../../../web/console/my-studies-page.tsx'
import { organisationPaths } from '../../../web/console/paths.ts'
import { createHono } from '../../platform/http/hono.ts'
import type { FindStudyOutline } from '../../records/library/study-outline.ts'
import type { OrganisationStore } from '../../records/organisation/organisation.store.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { listOwnOrganisations } from '../../workflows/organisations/read-organisation.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'

export type HomeDeps = Pick<AuthoriseDeps, 'memberships'> & {
  readonly outlineStudy: FindStudyOutline
  readonly organisations: OrganisationStore
}

/** Where somebody begins: the only study that they have, or all of them to choose from. */
export function createHomeRoutes(deps: HomeDeps) {
  /** By title. */
  async function listStudies(sub: string): Promise<readonly MyStudy[]> {
    const memberships = await deps.memberships.listByPerson(sub)
    const studies = await Promise.all(
      memberships.map(async ({ study: id, role, sites, administers, blinded }): Promise<MyStudy[]> => {
        const study = await deps.outlineStudy(id)
        if (!study) return []
        const { title, isUnpublished: isDraft } = study
        const isBlinded = blinded && study.hasArms
        const names = study.sites.filter((site) => sites.includes(site.id)).map(({ name }) => name)
        return [{ id, title, role, sites: names, administers, blinded: isBlinded, isDraft }]
      }),
    )
    return studies.flat().sort((a, b) => a.title.localeCompare(b.title))
  }
  return createHono<ConsoleEnv>()
    .get('/', async (c) => {
      const { sub } = c.var.person
      const page = { locale: readLanguage(c), address: readAddress(c), account: sub }
      const [studies, organisations] = await Promise.all([listStudies(sub), listOwnOrganisations(deps, sub)])
      return c.html(<MyStudiesPage {...page} {...{ studies, organisations }} />)
    })
    .get('/start', async (c) => {
      const { sub } = c.var.person
      const [[first, ...others], [organisation, ...more]] = await Promise.all([
        listStudies(sub),
        listOwnOrganisations(deps, sub),
      ])
      const only = others.length === 0 && !organisation && first && findFirstPage(first)
      const own = !first && more.length === 0 && organisation
      return c.redirect(only || (own && organisationPaths.organisation(own.id)) || consolePaths.home, 303)
    })
}
