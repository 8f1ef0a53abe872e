import { getStudy } from '../../../web/api/studies/study.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'

export function createStudyRoutes(deps: AuthoriseDeps) {
  return createContractRoutes<StaffEnv>().answer(getStudy, async (c) => {
    const { member, published, studyHash } = await requireMembership(
      deps,
      c.var.person,
      c.req.valid('param').study,
    )
    const { role, sites, administers, blinded } = member
    const membership = { role, sites, administers, blinded }
    return c.json({ definition: published, hash: studyHash, membership }, 200)
  })
}
