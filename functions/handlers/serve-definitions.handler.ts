import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createDefinitionsApi } from '../api/definitions-api.ts'
import { definitionsConsole } from '../console/definitions/definitions.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { log, wireReading, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireDefinitionDrafts, wireDrafts } from './wire-office.ts'

// What is wrong with a draft is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['STUDY_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)
const deps = {
  ...{ ...wireReading(env), ...wireStaff(env), ...wireDrafts(env), ...wireDefinitionDrafts(env) },
  ...{ ...wireConsole(env), log, publicUrl: env.PUBLIC_URL },
}
const pages = definitionsConsole(deps)
const api = createDefinitionsApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
