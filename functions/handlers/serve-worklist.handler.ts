import { createApiCall } from '../api/api-client.ts'
import { createCallingApi } from '../api/calling-api.ts'
import { callingConsole } from '../console/calling-console.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { createPreparedHandler } from '../platform/aws/lambda.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import {
  log,
  wireAlerts,
  wireCalls,
  wireClinicalEvents,
  wireContactDigests,
  wireContacts,
  wireIdentified,
  wireLinks,
  wireResponses,
  wireSchedule,
  wireStaff,
} from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireErasures } from './wire-erasures.ts'

const env = readEnvironment(
  ...([
    'STUDY_TABLE',
    'LIBRARY_TABLE',
    'CONTACTS_TABLE',
    'AUDIT_TABLE',
    'MEMBERS_TABLE',
    'LINK_SECRET_ARN',
  ] as const),
  ...([
    'PUBLIC_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_COMMAND_LINE_ID',
    'PERSON_REQUESTS_PER_MINUTE',
  ] as const),
)
const wired = {
  ...{
    ...wireSchedule(env),
    ...wireClinicalEvents(env),
    ...wireContacts(env),
    ...wireCalls(env),
    ...wireAlerts(env),
    ...wireStaff(env),
  },
  ...{ ...wireResponses(env), ...wireErasures(env), ...wireIdentified(env) },
  publicUrl: env.PUBLIC_URL,
  ...wireConsole(env),
}

export const handler = createPreparedHandler(log, async () => {
  const secrets = await readSecret(env.LINK_SECRET_ARN)
  const deps = { ...wired, ...wireLinks(env, secrets), ...wireContactDigests(secrets) }
  const pages = callingConsole({ ...deps, callApi: createApiCall(deps) })
  const api = createCallingApi(deps)
  return createHttpHandler(
    createHono()
      .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
      .all('*', (c) => api.fetch(c.req.raw, c.env)),
  )
})
