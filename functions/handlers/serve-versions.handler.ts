import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createVersionsApi } from '../api/versions-api.ts'
import { versionsConsole } from '../console/versions/versions.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { wireSchedule, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireDrafts } from './wire-office.ts'
import { wireVersions } from './wire-versions.ts'

// What is wrong with a draft is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['STUDY_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)
const deps = {
  ...{ ...wireSchedule(env), ...wireDrafts(env), ...wireVersions(env) },
  ...{ ...wireStaff(env), ...wireConsole(env), publicUrl: env.PUBLIC_URL },
}
const pages = versionsConsole(deps)
const api = createVersionsApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
