import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { Log } from '../platform/core/log.ts'
import { answerProblems } from '../platform/http/app.ts'
import { MAXIMUM_BODY_BYTES } from '../platform/http/contract.ts'
import { ProblemError } from '../platform/http/problem.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { signedIn } from '../workflows/access/staff-access.ts'
import type { WorklistRouteDeps } from '../workflows/worklist/worklist.deps.ts'
import { worklistRoutes } from './worklist/worklist.routes.ts'

/** What those need who call participants: the only part of the staff API that reads lists of names and numbers. */
export function callingApi(deps: WorklistRouteDeps & { tokens: TokenVerifier; log: Log }) {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.use(
    bodyLimit({
      maxSize: MAXIMUM_BODY_BYTES,
      onError: () => {
        throw new ProblemError(platformProblems.tooLarge)
      },
    }),
  )
  app.use(signedIn(deps.tokens))
  app.route('/', worklistRoutes(deps))
  return answerProblems(app, deps.log)
}
