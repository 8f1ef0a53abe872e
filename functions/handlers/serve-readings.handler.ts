import { createReadingApi } from '../api/reading-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { wireAlerts, wireAudit, wireReading, wireResponses, wireStaff } from './wire.ts'
import { LAKE_VARIABLES, wireLargeStudies } from './wire-lake.ts'

const env = readEnvironment(
  'STUDY_TABLE',
  'LIBRARY_TABLE',
  'AUDIT_TABLE',
  'MEMBERS_TABLE',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_COMMAND_LINE_ID',
  'PERSON_REQUESTS_PER_MINUTE',
  ...LAKE_VARIABLES,
)

export const handler = createHttpHandler(
  createReadingApi({
    ...{ ...wireReading(env), ...wireResponses(env), ...wireAlerts(env) },
    ...{ ...wireStaff(env), ...wireAudit(env), ...wireLargeStudies(env) },
  }),
)
