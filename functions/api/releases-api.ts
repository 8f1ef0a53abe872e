import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createReleaseRoutes, type ReleaseRouteDeps } from './releases/release.routes.ts'
import { createReleasedAnalysisRoutes } from './releases/released-analysis.routes.ts'

/** Releases of a study: the only part of the staff API that writes them. */
export function createReleasesApi(deps: ReleaseRouteDeps & { tokens: TokenVerifier; log: Log }) {
  return createApp<StaffEnv>(deps)
    .use(requireToken(deps.tokens))
    .route('/', createReleaseRoutes(deps))
    .route('/', createReleasedAnalysisRoutes(deps))
}
