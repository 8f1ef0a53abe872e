import type { Log } from '../platform/core/log.ts'
import type { ApiCall } from '../platform/http/api-call.ts'
import { createApp } from '../platform/http/app.ts'
import type { Person } from '../platform/http/tokens.ts'
import type { WorklistRouteDeps } from '../workflows/worklist/worklist.deps.ts'
import {
  type ClinicalEventRouteDeps,
  createClinicalEventRoutes,
} from './clinical-events/clinical-event.routes.ts'
import { createParticipantRoutes, type ParticipantDeps } from './participants/participant.routes.ts'
import { createTreatmentRoutes, type TreatmentDeps } from './treatments/treatment.routes.ts'
import { createOnCallRoutes } from './worklist/on-call.routes.ts'

export type ApiCallDeps = ParticipantDeps &
  TreatmentDeps &
  ClinicalEventRouteDeps &
  WorklistRouteDeps & { readonly log: Log }

type ApiClientEnv = { Bindings: { person: Person }; Variables: { person: Person } }

/** The routes of the staff API that forms of the console stand for: a form and the API hold to the same rules. */
export function createApiCall(deps: ApiCallDeps): ApiCall {
  const app = createApp<ApiClientEnv>(deps)
  app.use(async (c, next) => {
    c.set('person', c.env.person)
    await next()
  })
  app.route('/', createParticipantRoutes(deps))
  app.route('/', createTreatmentRoutes(deps))
  app.route('/', createClinicalEventRoutes(deps))
  app.route('/', createOnCallRoutes(deps))
  return async (person, path, body, key, method = 'POST') =>
    app.request(
      path,
      {
        method,
        headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      { person },
    )
}
