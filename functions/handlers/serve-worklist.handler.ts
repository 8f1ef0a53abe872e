import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { shippedLibrary } from '../../surveys/library/library.ts'
import { createApiCall } from '../api/api-client.ts'
import { callingApi } from '../api/calling-api.ts'
import { enrolmentRoutes } from '../console/participants/enrolment.routes.tsx'
import { ledgerRoutes } from '../console/participants/message-history.routes.tsx'
import { missedReasonConsoleRoutes } from '../console/participants/missed-reason.routes.tsx'
import { createSession } from '../console/sign-in/session.ts'
import { todayRoutes } from '../console/worklist/today.routes.tsx'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { readSecret } from '../platform/aws/secret.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { randomIds as ids } from '../platform/core/ids.ts'
import { consoleLog as log } from '../platform/core/log.ts'
import { createTokenVerifier } from '../platform/http/tokens.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssignmentStore } from '../records/assessment/assessment.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createContactStore, findContact } from '../records/contact/contact.store.ts'
import { createContactLogStore } from '../records/contact-log/contact-log.store.ts'
import { createInvitationStore } from '../records/invitation/invitation.store.ts'
import { createLinkTokens, newLinkId } from '../records/link/link.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createMessageStore } from '../records/message/message.store.ts'
import { findOnCall } from '../records/on-call/on-call.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { findPhone } from '../records/phone/phone.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'

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
const enrolment = enrolmentRoutes({ ...deps, callApi: createApiCall(deps) })
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
