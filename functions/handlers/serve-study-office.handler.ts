import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createOfficeApi } from '../api/office-api.ts'
import { instrumentImportConsole } from '../console/study-office/instrument-import.routes.tsx'
import { studyOfficeConsole } from '../console/study-office/study-office.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { log, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireMembers } from './wire-members.ts'
import { wireDrafts } from './wire-office.ts'

// What is wrong with a draft is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)
const deps = {
  ...{ ...wireMembers(env), ...wireStaff(env), ...wireDrafts(env), ...wireConsole(env) },
  ...{ log, publicUrl: env.PUBLIC_URL },
}
const files = instrumentImportConsole(deps)
const pages = studyOfficeConsole(deps)
const api = createOfficeApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/studies/:study/office/instruments', (c) => files.fetch(c.req.raw, c.env))
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
