import type { Log } from '../platform/core/log.ts'
import type { ApiCall } from '../platform/http/api-call.ts'
import { createApp } from '../platform/http/app.ts'
import type { Person } from '../platform/http/tokens.ts'
import { type ParticipantDeps, participantRoutes } from './participants/participant.routes.ts'
import { type TreatmentDeps, treatmentRoutes } from './treatments/treatment.routes.ts'

export type ApiCallDeps = ParticipantDeps & TreatmentDeps & { readonly log: Log }

type WithinEnv = { Bindings: { person: Person }; Variables: { person: Person } }

/** The routes of the staff API that forms of the console stand for: a form and the API hold to the same rules. */
export function createApiCall(deps: ApiCallDeps): ApiCall {
  const app = createApp<WithinEnv>(deps)
  app.use(async (c, next) => {
    c.set('person', c.env.person)
    await next()
  })
  app.route('/', participantRoutes(deps))
  app.route('/', treatmentRoutes(deps))
  return async (person, path, body, key) =>
    app.request(
      path,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
        body: JSON.stringify(body),
      },
      { person },
    )
}
