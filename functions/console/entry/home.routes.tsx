import { consolePaths } from '../../../web/console/index.ts'
import { MyStudiesPage, type MyStudy } from '../../../web/console/my-studies-page.tsx'
import { createHono } from '../../platform/http/hono.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { type ConsoleEnv, readAddress, readLanguage } from '../app/console-app.tsx'

/** Where somebody begins: the only study that they have, or all of them to choose from. */
export function createHomeRoutes(deps: AuthoriseDeps) {
  /** By title. A study that is still a draft has its ID for a title, and is shown to the leads who write it. */
  async function listStudies(sub: string): Promise<readonly MyStudy[]> {
    const memberships = await deps.memberships.listByPerson(sub)
    const studies = await Promise.all(
      memberships.map(async ({ study: id, role, sites, administers, blinded }): Promise<MyStudy[]> => {
        const study = await deps.library.findStudy(id)
        if (!study) {
          const draft = { id, title: id, role, sites: [], administers, blinded, isDraft: true }
          return role === 'lead' ? [draft] : []
        }
        const isBlinded = blinded && study.arms.length > 0
        const names = study.sites.filter((site) => sites.includes(site.id)).map(({ name }) => name)
        return [
          { id, title: study.title, role, sites: names, administers, blinded: isBlinded, isDraft: false },
        ]
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
      return c.redirect(
        first.isDraft ? consolePaths.office(first.id) : consolePaths.study(first.id, first.role),
        303,
      )
    })
}
