import { createAssignmentStore } from '../../functions/assignment/assignment.store.ts'
import { createAuditStore } from '../../functions/audit/audit.store.ts'
import { callingApi } from '../../functions/calling-api.ts'
import { createContactLogStore } from '../../functions/contact-log/contact-log.store.ts'
import { createConversationStore } from '../../functions/conversation/conversation.store.ts'
import { createDueStore } from '../../functions/due/due.store.ts'
import { createDailyLimit } from '../../functions/invitation/daily-limit.store.ts'
import { createInvitationStore } from '../../functions/invitation/invitation.store.ts'
import { findLink } from '../../functions/link/link.store.ts'
import { createLinkTokens } from '../../functions/link/link.ts'
import { createMembershipStore } from '../../functions/membership/membership.store.ts'
import { createContactStore, findContact } from '../../functions/participant/contact.store.ts'
import { createParticipantStore } from '../../functions/participant/participant.store.ts'
import {
  changeUnownedPhone,
  claimReply,
  findPhone,
  forgetFailures,
  ownersOf,
} from '../../functions/phone/phone.store.ts'
import type { Clock } from '../../functions/platform/clock.ts'
import type { Ids } from '../../functions/platform/ids.ts'
import type { Log } from '../../functions/platform/log.ts'
import { ProblemError, platformProblems } from '../../functions/platform/problem.ts'
import type { TextSender } from '../../functions/platform/sms.ts'
import { readingApi } from '../../functions/reading-api.ts'
import { createMessageStore } from '../../functions/reply/message.store.ts'
import { participantPages } from '../../functions/response/response.routes.tsx'
import { createResponseStore } from '../../functions/response/response.store.ts'
import { createAlertStore } from '../../functions/safety/alert.store.ts'
import { findOnCall } from '../../functions/safety/on-call.store.ts'
import { createScoreStore } from '../../functions/score/score.store.ts'
import { staffApi } from '../../functions/staff-api.ts'
import { createTreatmentStore } from '../../functions/treatment/treatment.store.ts'
import type { Library } from '../../surveys/library.ts'
import type { TestTables } from './tables-at.ts'

export const SECRET = 'a secret that only the tests know, 0123456789'

/** The functions as they are wired in their handlers, over what a test gives them. A token is the name of whoever signs in. */
export function wireFunctions(world: {
  tables: TestTables
  clock: Clock
  library: Library
  ids: Ids
  newLinkId: () => string
  log: Log
  texts: TextSender
  pause?: () => Promise<void>
}) {
  const { tables, clock, library, ids, newLinkId, log, texts, pause } = world
  const { dynamo } = tables
  const study = { dynamo, table: tables.study }
  const contacts = { dynamo, contactsTable: tables.contacts }
  const deps = {
    ...{ clock, ids, log, library, texts, newLinkId },
    tokens: {
      async verify(token: string | undefined) {
        if (!token) throw new ProblemError(platformProblems.notSignedIn)
        return { sub: token }
      },
    },
    memberships: createMembershipStore(study),
    participants: createParticipantStore(study),
    assignments: createAssignmentStore(study),
    treatments: createTreatmentStore(study),
    scores: createScoreStore(study),
    responses: createResponseStore(study),
    alerts: createAlertStore(study),
    invitations: createInvitationStore(study),
    due: createDueStore(study),
    dailyLimit: createDailyLimit(study),
    messages: createMessageStore(contacts),
    contactLog: createContactLogStore(contacts),
    conversations: createConversationStore(contacts),
    contacts: createContactStore(contacts),
    audit: createAuditStore({ dynamo, table: tables.audit, clock, ...(pause && { pause }) }),
    links: createLinkTokens(SECRET),
    findLink: (linkId: string) => findLink(study, linkId),
    findContact: findContact.bind(undefined, contacts),
    findPhone: findPhone.bind(undefined, contacts),
    ownersOf: ownersOf.bind(undefined, contacts),
    changeUnownedPhone: changeUnownedPhone.bind(undefined, contacts),
    claimReply: claimReply.bind(undefined, contacts),
    forgetFailures: forgetFailures.bind(undefined, contacts),
    findOnCall: findOnCall.bind(undefined, contacts),
    publicUrl: 'https://concord.example',
    studyTable: tables.study,
    contactsTable: tables.contacts,
  }
  return {
    deps,
    staff: staffApi(deps),
    pages: participantPages(deps),
    readings: readingApi(deps),
    calling: callingApi(deps),
  }
}
