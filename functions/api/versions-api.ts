import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createVersionRoutes, type VersionRouteDeps } from './versions/version.routes.ts'

/** Versions of a study and who follows them. */
export function createVersionsApi(deps: VersionRouteDeps & { tokens: TokenVerifier; log: Log }) {
  return createApp<StaffEnv>(deps).use(requireToken(deps.tokens)).route('/', createVersionRoutes(deps))
}
