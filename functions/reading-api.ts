import { Hono } from 'hono'
import { signedIn } from './membership/staff.ts'
import { analysisRoutes } from './outcome/analysis.routes.ts'
import type { AnalysisDeps } from './outcome/asked.ts'
import { exportCohortRoutes } from './outcome/export/export-cohort.routes.ts'
import { type OutcomeRouteDeps, outcomeRoutes } from './outcome/outcome.routes.ts'
import {
  type ParticipantResponseDeps,
  participantResponseRoutes,
} from './outcome/trajectory/participant-response.routes.ts'
import { answerProblems } from './platform/app.ts'
import { type ExportDeps, exportRoutes } from './response/export.routes.ts'

/** What staff read of answers, scores and outcomes. It writes nothing, and needs nothing but the Study table to read. */
export function readingApi(deps: OutcomeRouteDeps & AnalysisDeps & ParticipantResponseDeps & ExportDeps) {
  const app = new Hono()
  app.use(signedIn(deps.tokens))
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.route('/', outcomeRoutes(deps))
  app.route('/', analysisRoutes(deps))
  app.route('/', participantResponseRoutes(deps))
  app.route('/', exportCohortRoutes(deps))
  app.route('/', exportRoutes(deps))
  return answerProblems(app, deps.log)
}
