import { getStudy } from '../../../web/api/studies/study.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { buildNotFound, requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'

export function createStudyRoutes(deps: AuthoriseDeps) {
  return createContractRoutes<StaffEnv>().answer(getStudy, async (c) => {
    const { member } = await requireMembership(deps, c.var.person, c.req.valid('param').study)
    const published = deps.library.findStudy(member.study)
    if (!published) throw buildNotFound()
    const { role, sites, administers } = member
    return c.json({ ...published, membership: { role, sites, administers } }, 200)
  })
}
