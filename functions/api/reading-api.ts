import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { InstrumentQualityDeps } from '../workflows/analyses/read-instrument-quality.ts'
import { createAdverseEventRoutes } from './analyses/adverse-events.routes.ts'
import { createAnalysisRoutes } from './analyses/analysis.routes.ts'
import { createExportCohortRoutes, type ExportCohortDeps } from './analyses/export-cohort.routes.ts'
import { createResponderRateRoutes, type ResponderRateDeps } from './analyses/responder-rate.routes.ts'
import { createTidyExportRoutes, type TidyExportDeps } from './exports/tidy-export.routes.ts'
import { createTrajectoryRoutes, type TrajectoryDeps } from './participants/trajectory.routes.ts'
import { createExportRoutes, type ExportDeps } from './responses/export.routes.ts'

export type ReadingApiDeps = ResponderRateDeps &
  InstrumentQualityDeps &
  TrajectoryDeps &
  ExportDeps &
  ExportCohortDeps &
  TidyExportDeps & { readonly tokens: TokenVerifier; readonly log: Log }

/** What staff read of answers, scores and outcomes. Of participants it writes nothing: an export leaves an entry in the audit trail. */
export function createReadingApi(deps: ReadingApiDeps) {
  const app = createApp<StaffEnv>(deps)
  app.use(requireToken(deps.tokens))
  app.route('/', createResponderRateRoutes(deps))
  app.route('/', createAnalysisRoutes(deps))
  app.route('/', createAdverseEventRoutes(deps))
  app.route('/', createTrajectoryRoutes(deps))
  app.route('/', createExportCohortRoutes(deps))
  app.route('/', createExportRoutes(deps))
  app.route('/', createTidyExportRoutes(deps))
  return app
}
