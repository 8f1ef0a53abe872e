import { getStudy } from '../../../web/api/studies/study.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import type { AuthoriseDeps } from '../../workflows/access/staff-access.ts'
import { memberOf, notFound, type StaffEnv } from '../../workflows/access/staff-access.ts'

export function studyRoutes(deps: AuthoriseDeps) {
  return createContractRoutes<StaffEnv>().openapi(bindContract(getStudy), async (c) => {
    const { member } = await memberOf(deps, c.var.person, c.req.valid('param').study)
    const published = deps.library.study(member.study)
    if (!published) throw notFound()
    const { role, sites } = member
    return c.json({ ...published, membership: { role, sites } }, 200)
  })
}
