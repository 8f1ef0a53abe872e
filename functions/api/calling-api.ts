import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { WorklistRouteDeps } from '../workflows/worklist/worklist.deps.ts'
import { createErasureRoutes } from './participants/erasure.routes.ts'
import { createLateAnswersRoutes, type LateAnswersDeps } from './participants/late-answers.routes.ts'
import { createOnCallRoutes } from './worklist/on-call.routes.ts'
import { createWorklistRoutes } from './worklist/worklist.routes.ts'

/** What those need who call participants: the only part of the staff API that reads lists of names and numbers. */
export function createCallingApi(
  deps: WorklistRouteDeps & LateAnswersDeps & { tokens: TokenVerifier; log: Log },
) {
  return createApp<StaffEnv>(deps)
    .use(requireToken(deps.tokens))
    .route('/', createWorklistRoutes(deps))
    .route('/', createOnCallRoutes(deps))
    .route('/', createErasureRoutes(deps))
    .route('/', createLateAnswersRoutes(deps))
}
