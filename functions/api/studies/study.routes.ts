import { Hono } from 'hono'
import { getStudy } from '../../../web/api/studies/study.ts'
import { accept } from '../../platform/http/contract.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { memberOf, notFound, type StaffEnv } from '../../workflows/access/staff-access.ts'

export function studyRoutes(deps: AuthoriseDeps) {
  return new Hono<StaffEnv>().get('/api/studies/:study', accept(getStudy), async (c) => {
    const { member } = await memberOf(deps, c.var.person, c.var.input.params.study)
    const published = deps.library.study(member.study)
    if (!published) throw notFound()
    const { role, sites } = member
    return c.json({ ...published, membership: { role, sites } })
  })
}
