import { getAdverseEvents } from '../../../web/api/analyses/adverse-events.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { readAdverseEvents } from '../../workflows/analyses/read-adverse-events.ts'

/** Live counts of the member's own sites, or of all sites for members of all. */
export function createAdverseEventRoutes(deps: AnalysisDeps) {
  return createContractRoutes<StaffEnv>().answer(getAdverseEvents, async (c) => {
    const params = c.req.valid('param')
    const membership = await requireMembership(deps, c.var.person, params.study)
    return c.json(await readAdverseEvents(deps, membership, c.req.valid('query')), 200)
  })
}
