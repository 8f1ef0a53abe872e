import { createApp } from '../platform/http/app.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../workflows/analyses/analysis-request.ts'
import type { ResponderRateRouteDeps } from '../workflows/analyses/read-requested-responder-rate.ts'
import { createAnalysisRoutes } from './analyses/analysis.routes.ts'
import { createExportCohortRoutes } from './analyses/export-cohort.routes.ts'
import { createResponderRateRoutes } from './analyses/responder-rate.routes.ts'
import { createTrajectoryRoutes, type TrajectoryDeps } from './participants/trajectory.routes.ts'
import { createExportRoutes, type ExportDeps } from './responses/export.routes.ts'

/** What staff read of answers, scores and outcomes. Of participants it writes nothing: an export leaves an entry in the audit trail. */
export function createReadingApi(deps: ResponderRateRouteDeps & AnalysisDeps & TrajectoryDeps & ExportDeps) {
  const app = createApp<StaffEnv>(deps)
  app.use(requireToken(deps.tokens))
  app.route('/', createResponderRateRoutes(deps))
  app.route('/', createAnalysisRoutes(deps))
  app.route('/', createTrajectoryRoutes(deps))
  app.route('/', createExportCohortRoutes(deps))
  app.route('/', createExportRoutes(deps))
  return app
}
