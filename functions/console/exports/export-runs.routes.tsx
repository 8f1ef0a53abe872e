import { exportIdSchema, exportOrder } from '../../../web/api/exports/export-run.ts'
import { exportProblems } from '../../../web/api/problems/export-problems.ts'
import {
  ALL_SITES,
  EXPORT_NOTICES,
  EXPORTS_NOTICE,
  ExportRunsPage,
  type ExportsNotice,
  isWaiting,
} from '../../../web/console/export-runs-page.tsx'
import { exportPaths } from '../../../web/console/paths.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { buildInvalidInput } from '../../platform/http/contract.ts'
import { readForm } from '../../platform/http/form.ts'
import { createHono } from '../../platform/http/hono.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import { type AuthoriseDeps, buildNotFound, requireMembership } from '../../workflows/access/staff-access.ts'
import { cancelExport, type ExportRunDeps, orderExport } from '../../workflows/exports/change-export-run.ts'
import {
  isExportExpired,
  listOwnExports,
  type OpenExportDeps,
  openExport,
  viewExport,
} from '../../workflows/exports/read-export-runs.ts'
import { buildFrame, type ConsoleEnv } from '../app/console-app.tsx'

export type ExportRunPagesDeps = AuthoriseDeps & ExportRunDeps & OpenExportDeps

const REFRESH_SECONDS = '10'

/** Exports in the background, in the browser: without a script, and a GET changes nothing but the audit trail. */
export function createExportRunPages(deps: ExportRunPagesDeps) {
  return createHono<ConsoleEnv>()
    .get('/studies/:study/export-runs', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { member, study } = membership
      const runs = await listOwnExports(deps, membership)
      if (runs.some(isWaiting)) c.header('refresh', REFRESH_SECONDS)
      const sites = study.sites.filter(({ id }) => member.sites.includes(id))
      const view = {
        runs: runs.map((run) => ({ ...viewExport(run), isExpired: isExportExpired(run, deps) })),
        sites: sites.map(({ id, name }) => ({ id, name })),
        site: c.req.query('site'),
        timeZone: sites[0]?.timeZone ?? 'UTC',
        notice: EXPORT_NOTICES.find((known) => known === c.req.query('notice')),
      }
      return c.html(<ExportRunsPage frame={buildFrame(c, membership)} view={view} />)
    })
    .post('/studies/:study/export-runs', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const { site, ...rest } = await readForm(c)
      const order = exportOrder.safeParse(site === ALL_SITES ? rest : { ...rest, site })
      if (!order.success) throw buildInvalidInput(order.error, '/')
      const show = (notice: ExportsNotice) => c.redirect(showNotice(membership.study.id, notice), 303)
      try {
        await orderExport(deps, membership, order.data)
        return show('ordered')
      } catch (error) {
        if (isProblem(error, exportProblems.tooMany.code)) return show('too-many')
        if (isOfVariant(error)) return show('dates-only')
        throw error
      }
    })
    .get('/studies/:study/export-runs/:run/file', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const reader = buildReader(c.var.person, membership)
      return c.redirect(await openExport(deps, membership, reader, requireExportId(c.req.param('run'))), 303)
    })
    .post('/studies/:study/export-runs/:run/cancel', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const show = (notice: ExportsNotice) => c.redirect(showNotice(membership.study.id, notice), 303)
      try {
        await cancelExport(deps, membership, requireExportId(c.req.param('run')))
        return show('cancelled')
      } catch (error) {
        if (isProblem(error, exportProblems.over.code)) return show('too-late')
        throw error
      }
    })
}

function showNotice(study: string, notice: ExportsNotice): string {
  return `${exportPaths.exports(study, { notice })}#${EXPORTS_NOTICE}`
}

function isProblem(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code
}

/** Whether the format does not have what was asked of its dates. */
function isOfVariant(error: unknown): boolean {
  return error instanceof ProblemError && error.errors.some(({ pointer }) => pointer === '?variant')
}

function requireExportId(id: string): string {
  if (!exportIdSchema.safeParse(id).success) throw buildNotFound()
  return id
}
