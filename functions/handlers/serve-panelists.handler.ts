import { createPanelistsApi } from '../api/panels-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { log, wireStaff } from './wire.ts'
import { wirePanelists } from './wire-panels.ts'

const env = readEnvironment(
  ...(['PANELS_TABLE', 'CONTACTS_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)

export const handler = createHttpHandler(
  createPanelistsApi({ ...wirePanelists(env), ...wireStaff(env), log }),
)
