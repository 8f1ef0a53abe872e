import { createMembersApi } from '../api/members-api.ts'
import { membersConsole } from '../console/members-console.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createHono } from '../platform/http/hono.ts'
import { log, wireMail, wireStaff } from './wire.ts'
import { wireConsole } from './wire-console.ts'
import { wireLastSignIns, wireMemberInvitations, wireMembers } from './wire-members.ts'

const env = readEnvironment(
  ...(['MEMBERS_TABLE', 'LIBRARY_TABLE', 'AUDIT_TABLE', 'MAIL_SENDER', 'PUBLIC_URL'] as const),
  ...(['USER_POOL_ID', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID'] as const),
  'PERSON_REQUESTS_PER_MINUTE',
)
const deps = {
  ...{ ...wireMembers(env), ...wireMemberInvitations(env), ...wireLastSignIns(env), ...wireStaff(env) },
  ...{ ...wireMail(env), ...wireConsole(env), publicUrl: env.PUBLIC_URL, log },
}
const pages = membersConsole(deps)
const api = createMembersApi(deps)

export const handler = createHttpHandler(
  createHono()
    .all('/console/*', (c) => pages.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
