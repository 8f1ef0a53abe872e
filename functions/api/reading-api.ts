import { createApp } from '../platform/http/app.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../workflows/analyses/analysis-request.ts'
import type { OutcomeRouteDeps } from '../workflows/analyses/compute-responder-rate.ts'
import { analysisRoutes } from './analyses/analysis.routes.ts'
import { exportCohortRoutes } from './analyses/export-cohort.routes.ts'
import { outcomeRoutes } from './analyses/responder-rate.routes.ts'
import { type ParticipantResponseDeps, participantResponseRoutes } from './participants/trajectory.routes.ts'
import { type ExportDeps, exportRoutes } from './responses/export.routes.ts'

/** What staff read of answers, scores and outcomes. It writes nothing, and needs nothing but the Study table to read. */
export function readingApi(deps: OutcomeRouteDeps & AnalysisDeps & ParticipantResponseDeps & ExportDeps) {
  const app = createApp<StaffEnv>(deps)
  app.use(requireToken(deps.tokens))
  app.route('/', outcomeRoutes(deps))
  app.route('/', analysisRoutes(deps))
  app.route('/', participantResponseRoutes(deps))
  app.route('/', exportCohortRoutes(deps))
  app.route('/', exportRoutes(deps))
  return app
}
