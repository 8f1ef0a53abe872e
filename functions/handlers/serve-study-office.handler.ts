import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createOfficeApi } from '../api/office-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { log, wireMembers, wireStaff } from './wire.ts'
import { wireDrafts } from './wire-office.ts'

// What is wrong with a draft is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE', 'PUBLIC_URL'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)
const deps = { ...wireMembers(env), ...wireStaff(env), ...wireDrafts(env), log }

export const handler = createHttpHandler(createOfficeApi(deps))
