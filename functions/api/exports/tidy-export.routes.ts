import { exportTidy } from '../../../web/api/exports/tidy-export.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import type { AuthoriseDeps, StaffEnv } from '../../workflows/access/staff-access.ts'
import { requireMembership } from '../../workflows/access/staff-access.ts'
import { type SendTidyExportDeps, sendTidyExport } from '../../workflows/exports/send-tidy-export.ts'

export type TidyExportDeps = AuthoriseDeps & SendTidyExportDeps

/** Tidy tables, for members of the sites that they are of. */
export function createTidyExportRoutes(deps: TidyExportDeps) {
  return createContractRoutes<StaffEnv>().answer(exportTidy, async (c) => {
    const { study } = c.req.valid('param')
    const membership = await requireMembership(deps, c.var.person, study)
    const reader = buildReader(c.var.person, membership)
    const url = new URL('/api/instruments', c.req.url).href
    return replyOtherwise(await sendTidyExport(deps, membership, reader, c.req.valid('query'), url))
  })
}
