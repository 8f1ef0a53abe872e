import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createReportRoutes, type ReportRouteDeps } from './reports/report.routes.ts'

/** Scheduled reports: subscriptions, runs and files. It reads nothing of participants but what a report holds. */
export function createReportsApi(deps: ReportRouteDeps & { tokens: TokenVerifier; log: Log }) {
  return createApp<StaffEnv>(deps).use(requireToken(deps.tokens)).route('/', createReportRoutes(deps))
}
