import { createReleasesApi } from '../api/releases-api.ts'
import { releasesConsole } from '../console/releases/make-release.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { wireReleaseMaking, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'

const env = readEnvironment(
  ...([
    'STUDY_TABLE',
    'LIBRARY_TABLE',
    'AUDIT_TABLE',
    'RELEASES_TABLE',
    'MEMBERS_TABLE',
    'PROGRAM_VERSION',
  ] as const),
  ...(['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID'] as const),
  'PERSON_REQUESTS_PER_MINUTE',
)
const deps = {
  ...{ ...wireReleaseMaking(env), ...wireStaff(env), ...wireConsole(env) },
  publicUrl: env.PUBLIC_URL,
}
const pages = releasesConsole(deps)
const api = createReleasesApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
