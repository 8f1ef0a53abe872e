import { en } from 'zod/locales'
import { config } from 'zod/mini'
import { createStaffApi } from '../api/staff-api.ts'
import { createHttpHandler } from '../platform/aws/http-handler.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import {
  wireClinicalEvents,
  wireContacts,
  wireIdentified,
  wireResponses,
  wireSchedule,
  wireStaff,
} from './wire.ts'
import { wireLibrary } from './wire-library.ts'

// What is wrong with an imported file is said in words; by itself zod/mini says only that it is.
config(en())

const env = readEnvironment(
  ...(['STUDY_TABLE', 'LIBRARY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE', 'MEMBERS_TABLE'] as const),
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_COMMAND_LINE_ID', 'PERSON_REQUESTS_PER_MINUTE'] as const),
)

export const handler = createHttpHandler(
  createStaffApi({
    ...{
      ...wireSchedule(env),
      ...wireClinicalEvents(env),
      ...wireResponses(env),
      ...wireContacts(env),
      ...wireStaff(env),
      ...wireIdentified(env),
    },
    // Not only of the studies: it lists, explains and recognises every instrument.
    catalogue: wireLibrary(env).library,
  }),
)
