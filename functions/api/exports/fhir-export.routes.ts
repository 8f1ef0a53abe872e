import type { Context } from 'hono'
import {
  deleteFhirExport,
  FHIR_TYPES,
  getFhirExport,
  getFhirExportFile,
  startFhirExport,
} from '../../../web/api/exports/fhir-export.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import { requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { orderFhirExport } from '../../workflows/exports/order-fhir-export.ts'
import { openExport } from '../../workflows/exports/read-export-runs.ts'
import { endFhirExport, readFhirExport, requireBulkFile } from '../../workflows/exports/read-fhir-export.ts'
import type { ExportRunRouteDeps } from './export-run.routes.ts'

export type FhirExportRouteDeps = ExportRunRouteDeps & { readonly publicUrl: string }

const RETRY_SECONDS = '10'

/** HL7’s Bulk Data Access over the runs that make exports: the group is the study. */
export function createFhirExportRoutes(deps: FhirExportRouteDeps) {
  const formatAddress = (study: string, job: string) => `${deps.publicUrl}/api/fhir/exports/${study}/${job}`
  return createContractRoutes<StaffEnv>()
    .answer(startFhirExport, async (c) => {
      const { study } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      if (!prefersAsync(c)) throw new ProblemError(exportProblems.respondAsync)
      const { _type: list = '' } = c.req.valid('query')
      const types = FHIR_TYPES.filter((type) => list.split(',').includes(type))
      const { pathname, search } = new URL(c.req.url)
      const job = await orderFhirExport(deps, membership, types, `${deps.publicUrl}${pathname}${search}`)
      return replyOtherwise(c.body(null, 202, { 'content-location': formatAddress(study, job) }))
    })
    .answer(getFhirExport, async (c) => {
      const { study, job } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const status = await readFhirExport(deps, membership, job, formatAddress(study, job))
      if (status.kind === 'made') return c.json(status.manifest, 200)
      const headers = { 'x-progress': status.progress, 'retry-after': RETRY_SECONDS }
      return replyOtherwise(c.body(null, 202, headers))
    })
    .answer(getFhirExportFile, async (c) => {
      const { study, job, type } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const key = await requireBulkFile(deps, membership, job, type)
      const reader = buildReader(c.var.person, membership)
      return replyOtherwise(c.redirect(await openExport(deps, membership, reader, key), 303))
    })
    .answer(deleteFhirExport, async (c) => {
      const { study, job } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      await endFhirExport(deps, membership, job)
      return replyOtherwise(c.body(null, 202))
    })
}

function prefersAsync(c: Context): boolean {
  const wishes = (c.req.header('prefer') ?? '').split(',').map((wish) => wish.trim().toLowerCase())
  return wishes.includes('respond-async')
}
