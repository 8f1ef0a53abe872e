import type { Context } from 'hono'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import { respondWithOutcome } from '../platform/http/operation-outcome.ts'
import { respondWithProblem } from '../platform/http/problem.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createExportRunRoutes } from './exports/export-run.routes.ts'
import { createFhirExportRoutes, type FhirExportRouteDeps } from './exports/fhir-export.routes.ts'
import { createReportRoutes, type ReportRouteDeps } from './reports/report.routes.ts'

/**
 * Scheduled reports and exports in the background: orders, runs and files. It reads nothing of participants but what a report
 * holds.
 */
export function createReportsApi(
  deps: ReportRouteDeps & FhirExportRouteDeps & { tokens: TokenVerifier; log: Log },
) {
  return createApp<StaffEnv>({
    log: deps.log,
    respond: (c, answered) =>
      c.req.path.startsWith('/api/fhir/') ? respondWithOutcome(c, answered) : respondWithProblem(c, answered),
  })
    .use(requireToken(deps.tokens, isReading))
    .route('/', createExportRunRoutes(deps))
    .route('/', createFhirExportRoutes(deps))
    .route('/', createReportRoutes(deps))
}

/** Anyone who may read may order an export too, which changes nothing of the study. */
function isReading({ req }: Context): boolean {
  return req.method === 'GET' || req.method === 'HEAD' || EXPORT_RUNS.test(req.path)
}

const EXPORT_RUNS = /^\/api\/(studies\/[^/]+\/export-runs(\/|$)|fhir\/exports\/)/
