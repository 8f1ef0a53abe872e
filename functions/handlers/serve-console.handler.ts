import { createConsoleRoutes } from '../console/console.routes.tsx'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { wireAlerts, wireAudit, wireReading, wireReleases, wireResponses, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireErasures } from './wire-erasures.ts'
import { LAKE_VARIABLES, wireLargeStudies } from './wire-lake.ts'
import { wireHome } from './wire-members.ts'

const env = readEnvironment(
  'STUDY_TABLE',
  'LIBRARY_TABLE',
  'AUDIT_TABLE',
  'MEMBERS_TABLE',
  'RELEASES_TABLE',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_COMMAND_LINE_ID',
  'PERSON_REQUESTS_PER_MINUTE',
  'PUBLIC_URL',
  ...LAKE_VARIABLES,
)

export const handler = createHttpHandler(
  createConsoleRoutes({
    ...{ ...wireReading(env), ...wireResponses(env), ...wireStaff(env) },
    ...{ ...wireAlerts(env), ...wireErasures(env), ...wireAudit(env) },
    ...wireReleases(env),
    publicUrl: env.PUBLIC_URL,
    ...{ ...wireConsole(env), ...wireHome(env), ...wireLargeStudies(env) },
  }),
)
