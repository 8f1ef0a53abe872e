import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createStudyDraftRoutes, type StudyDraftRouteDeps } from './studies/study-draft.routes.ts'

/** Studies as they are written and published. It reads nothing of participants. */
export function createOfficeApi(deps: StudyDraftRouteDeps & { tokens: TokenVerifier; log: Log }) {
  return createApp<StaffEnv>(deps).use(requireToken(deps.tokens)).route('/', createStudyDraftRoutes(deps))
}
