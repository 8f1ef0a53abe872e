import { createMembersApi } from '../api/members-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { log, wireMembers, wireStaff } from './wire.ts'

const env = readEnvironment(
  'MEMBERS_TABLE',
  'LIBRARY_TABLE',
  'AUDIT_TABLE',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_COMMAND_LINE_ID',
  'PERSON_REQUESTS_PER_MINUTE',
)

export const handler = createHttpHandler(createMembersApi({ ...wireMembers(env), ...wireStaff(env), log }))
