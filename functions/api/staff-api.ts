import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { Log } from '../platform/core/log.ts'
import { answerProblems } from '../platform/http/app.ts'
import { MAXIMUM_BODY_BYTES } from '../platform/http/contract.ts'
import { ProblemError } from '../platform/http/problem.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { signedIn } from '../workflows/access/staff-access.ts'
import type { MissedReasonDeps } from '../workflows/calls/record-missed-reason.ts'
import { importRoutes } from './instruments/import.routes.ts'
import { instrumentRoutes } from './instruments/instrument.routes.ts'
import { type DispositionDeps, dispositionRoutes } from './participants/disposition.routes.ts'
import { missedReasonRoutes } from './participants/missed-reason.routes.ts'
import { type ParticipantDeps, participantRoutes } from './participants/participant.routes.ts'
import { studyRoutes } from './studies/study.routes.ts'
import { type TreatmentDeps, treatmentRoutes } from './treatments/treatment.routes.ts'

/** The staff API: public instruments, and under /api/studies everything that needs a bearer token and a membership. */
export function staffApi(
  deps: ParticipantDeps &
    TreatmentDeps &
    DispositionDeps &
    MissedReasonDeps & { tokens: TokenVerifier; log: Log },
) {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  // Before the limit that holds for every other body.
  app.route('/', importRoutes(deps))
  app.use(
    bodyLimit({
      maxSize: MAXIMUM_BODY_BYTES,
      onError: () => {
        throw new ProblemError(platformProblems.tooLarge)
      },
    }),
  )
  app.route('/', instrumentRoutes(deps))
  app.use('/api/studies/*', signedIn(deps.tokens))
  app.route('/', studyRoutes(deps))
  app.route('/', participantRoutes(deps))
  app.route('/', treatmentRoutes(deps))
  app.route('/', dispositionRoutes(deps))
  app.route('/', missedReasonRoutes(deps))
  return answerProblems(app, deps.log)
}
