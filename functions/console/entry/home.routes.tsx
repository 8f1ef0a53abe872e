import { consolePaths } from '../../../web/console/index.ts'
import { findFirstPage, MyStudiesPage, type MyStudy } from '../../../web/console/my-studies-page.tsx'
import { createHono } from '../../platform/http/hono.ts'
import type { FindStudyOutline } from '../../records/library/study-outline.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'

export type HomeDeps = Pick<AuthoriseDeps, 'memberships'> & { readonly outlineStudy: FindStudyOutline }

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
      return c.html(<MyStudiesPage {...page} studies={await listStudies(sub)} />)
    })
    .get('/start', async (c) => {
      const [first, ...others] = await listStudies(c.var.person.sub)
      if (!first || others.length > 0) return c.redirect(consolePaths.home, 303)
      return c.redirect(findFirstPage(first) ?? consolePaths.home, 303)
    })
}
