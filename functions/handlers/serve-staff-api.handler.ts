import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { staffApi } from '../api/staff-api.ts'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { randomIds as ids } from '../platform/core/ids.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createTokenVerifier } from '../platform/http/tokens.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { findContact } from '../records/contact/contact.store.ts'
import { newLinkId } from '../records/link/link.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'

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
