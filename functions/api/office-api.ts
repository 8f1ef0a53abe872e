import { MAX_STUDY_BYTES } from '../../web/api/studies/study-draft.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createPublishInstrumentRoutes } from './instruments/publish-instrument.routes.ts'
import { createStudyDraftRoutes, type StudyDraftRouteDeps } from './studies/study-draft.routes.ts'

/** Studies as they are written and published. It reads nothing of participants. */
export function createOfficeApi(deps: StudyDraftRouteDeps & { tokens: TokenVerifier; log: Log }) {
  const app = createApp<StaffEnv>({ ...deps, maximumBodyBytes: MAX_STUDY_BYTES })
  return app
    .use(requireToken(deps.tokens))
    .route('/', createStudyDraftRoutes(deps))
    .route('/', createPublishInstrumentRoutes(deps))
}
