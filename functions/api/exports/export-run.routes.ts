import {
  cancelExportRun,
  getExportRun,
  listExportRuns,
  orderExportRun,
} from '../../../web/api/exports/export-run.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import { type AuthoriseDeps, requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { cancelExport, type ExportRunDeps, orderExport } from '../../workflows/exports/change-export-run.ts'
import {
  listOwnExports,
  type OpenExportDeps,
  openExport,
  requireOwnExport,
  viewExport,
} from '../../workflows/exports/read-export-runs.ts'

export type ExportRunRouteDeps = AuthoriseDeps & ExportRunDeps & OpenExportDeps

/** Exports that are made in the background, for anyone who may download one at once. */
export function createExportRunRoutes(deps: ExportRunRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(orderExportRun, async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      return c.json(viewExport(await orderExport(deps, membership, c.req.valid('json'))), 201)
    })
    .answer(listExportRuns, async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      return c.json({ runs: (await listOwnExports(deps, membership)).map(viewExport) }, 200)
    })
    .answer(getExportRun, async (c) => {
      const { study, run } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      if (c.req.valid('query').file === 'no')
        return c.json(viewExport(await requireOwnExport(deps, membership, run)), 200)
      const reader = buildReader(c.var.person, membership)
      return replyOtherwise(c.redirect(await openExport(deps, membership, reader, run), 303))
    })
    .answer(cancelExportRun, async (c) => {
      const { study, run } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      return c.json(viewExport(await cancelExport(deps, membership, run)), 200)
    })
}
