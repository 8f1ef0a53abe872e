import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../surveys/library.ts'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createAuditStore } from './audit/audit.store.ts'
import { callingApi } from './calling-api.ts'
import { enrolmentRoutes } from './console/enrolment.routes.tsx'
import { ledgerRoutes } from './console/ledger.routes.tsx'
import { missedReasonConsoleRoutes } from './console/missed-reason.routes.tsx'
import { createSession } from './console/session.ts'
import { todayRoutes } from './console/today.routes.tsx'
import { createContactLogStore } from './contact-log/contact-log.store.ts'
import { createInvitationStore } from './invitation/invitation.store.ts'
import { createLinkTokens, newLinkId } from './link/link.ts'
import { createMembershipStore } from './membership/membership.store.ts'
import { createContactStore, findContact } from './participant/contact.store.ts'
import { createParticipantStore } from './participant/participant.store.ts'
import { findPhone } from './phone/phone.store.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'
import { randomIds as ids } from './platform/ids.ts'
import { consoleLog as log } from './platform/log.ts'
import { readSecret } from './platform/secret.ts'
import { createTokenVerifier } from './platform/tokens.ts'
import { createMessageStore } from './reply/message.store.ts'
import { createAlertStore } from './safety/alert.store.ts'
import { findOnCall } from './safety/on-call.store.ts'
import { createTreatmentStore } from './treatment/treatment.store.ts'

const env = readEnvironment(
  'STUDY_TABLE',
  'CONTACTS_TABLE',
  'AUDIT_TABLE',
  'LINK_SECRET_ARN',
  'PUBLIC_URL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
)
const dynamo = createDynamo()
const study = { dynamo, table: env.STUDY_TABLE }
const contacts = { dynamo, contactsTable: env.CONTACTS_TABLE }

const deps = {
  clock,
  ids,
  log,
  newLinkId,
  library: shippedLibrary(),
  tokens: createTokenVerifier({ issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID }),
  links: createLinkTokens(await readSecret(env.LINK_SECRET_ARN)),
  memberships: createMembershipStore(study),
  participants: createParticipantStore(study),
  assignments: createAssignmentStore(study),
  treatments: createTreatmentStore(study),
  alerts: createAlertStore(study),
  invitations: createInvitationStore(study),
  messages: createMessageStore(contacts),
  contactLog: createContactLogStore(contacts),
  contacts: createContactStore(contacts),
  audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  findContact: findContact.bind(undefined, contacts),
  findPhone: findPhone.bind(undefined, contacts),
  findOnCall: findOnCall.bind(undefined, contacts),
  publicUrl: env.PUBLIC_URL,
  studyTable: env.STUDY_TABLE,
  contactsTable: env.CONTACTS_TABLE,
  session: createSession(env.PUBLIC_URL),
}
const api = callingApi(deps)
const today = todayRoutes(deps)
const ledger = ledgerRoutes(deps)
const enrolment = enrolmentRoutes(deps)
const missedReason = missedReasonConsoleRoutes(deps)

export const handler = handle(
  new Hono()
    .all('/console/studies/:study/worklist/*', (c) => today.fetch(c.req.raw, c.env))
    .all('/console/studies/:study/participants/:participant/texts', (c) => ledger.fetch(c.req.raw, c.env))
    .all('/console/studies/:study/participants/:participant/assignments/:timepoint/reason', (c) =>
      missedReason.fetch(c.req.raw, c.env),
    )
    .all('/console/*', (c) => enrolment.fetch(c.req.raw, c.env))
    .all('*', (c) => api.fetch(c.req.raw, c.env)),
)
