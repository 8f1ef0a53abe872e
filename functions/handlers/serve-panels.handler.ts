import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createPanelsApi } from '../api/panels-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { log, wireStaff } from './wire.ts'
import { wireLibrary } from './wire-library.ts'
import { wirePublishing } from './wire-office.ts'
import { wirePanels } from './wire-panels.ts'

// What is wrong with a protocol is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['PANELS_TABLE', 'VOTES_TABLE', 'LIBRARY_TABLE', 'MEMBERS_TABLE', 'AUDIT_TABLE'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)
const { openInstruments } = wireLibrary(env).library

export const handler = createHttpHandler(
  createPanelsApi({ ...wirePublishing(env), ...wirePanels(env), ...wireStaff(env), openInstruments, log }),
)
