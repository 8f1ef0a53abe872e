import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createAuditStore } from './audit/audit.store.ts'
import { newLinkId } from './link/link.ts'
import { createMembershipStore } from './membership/membership.store.ts'
import { findContact } from './participant/contact.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { randomIds as ids } from './platform/ids.ts'
import { consoleLog as log } from './platform/log.ts'
import { createTokenVerifier } from './platform/tokens.ts'
import { staffApi } from './staff-api.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

const env = readEnvironment('STUDY_TABLE', 'CONTACTS_TABLE', 'AUDIT_TABLE', 'OIDC_ISSUER', 'OIDC_CLIENT_ID')
const dynamo = createDynamo()
const study = { dynamo, table: env.STUDY_TABLE }

export const handler = handle(
  staffApi({
    clock,
    ids,
    log,
    newLinkId,
    library: shippedLibrary(),
    tokens: createTokenVerifier({ issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID }),
    memberships: createMembershipStore(study),
    participants: createParticipantStore(study),
    assignments: createAssignmentStore(study),
    treatments: createTreatmentStore(study),
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
    findContact: findContact.bind(undefined, { dynamo, contactsTable: env.CONTACTS_TABLE }),
    studyTable: env.STUDY_TABLE,
    contactsTable: env.CONTACTS_TABLE,
  }),
)
