import { createReportsApi } from '../api/reports-api.ts'
import { reportsConsole } from '../console/reports/reports.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { log, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireReports } from './wire-reports.ts'

const env = readEnvironment(
  ...(['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'JOBS_TABLE', 'REPORT_FILES_BUCKET'] as const),
  ...(['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID'] as const),
  'PERSON_REQUESTS_PER_MINUTE',
)
const deps = {
  ...{ ...wireReports(env), ...wireStaff(env), ...wireConsole(env) },
  ...{ publicUrl: env.PUBLIC_URL, log },
}
const pages = reportsConsole(deps)
const api = createReportsApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
