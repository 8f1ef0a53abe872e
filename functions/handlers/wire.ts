import { createLog } from '../platform/aws/log.ts'
import { logUnsentTexts } from '../platform/aws/logged-texts.ts'
import { createMailSender } from '../platform/aws/mail.ts'
import { createOptOuts } from '../platform/aws/opt-outs.ts'
import { createTextSender } from '../platform/aws/sms.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import type { Environment } from '../platform/core/environment.ts'
import { randomIds as ids } from '../platform/core/ids.ts'
import { createRequestLimit } from '../platform/core/request-limit.ts'
import { limitPeople } from '../platform/http/limit-people.ts'
import { createTokenVerifier } from '../platform/http/tokens.ts'
import { createAlertStore } from '../records/alert/alert.store.ts'
import { createAssessmentStore } from '../records/assessment/assessment.store.ts'
import { parkDue } from '../records/assessment/park-due.store.ts'
import { createSurveyStore } from '../records/assessment/survey.store.ts'
import { createTextPlanStore } from '../records/assessment/text-plan.store.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createClinicalEventStore } from '../records/clinical-event/clinical-event.store.ts'
import { createEventRecordStore } from '../records/clinical-event/event-record.store.ts'
import { createContactStore, findContact } from '../records/contact/contact.store.ts'
import { createContactDigests } from '../records/contact/contact-digests.ts'
import { createContactLogStore } from '../records/contact-log/contact-log.store.ts'
import { createConversationStore } from '../records/conversation/conversation.store.ts'
import { createDailyLimit } from '../records/daily-text-limit/daily-text-limit.store.ts'
import { createDueStore } from '../records/due/due.store.ts'
import { createDueQueue } from '../records/due/due-queue.store.ts'
import { createErasedContactsStore } from '../records/erasure/erased-contacts.store.ts'
import { createErasedStudyDataStore } from '../records/erasure/erased-study-data.store.ts'
import { findInterviewLink } from '../records/link/link.store.ts'
import { createLinkId, createLinkTokens } from '../records/link/link.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createMessageStore, recordReplyOutcome } from '../records/message/message.store.ts'
import { findByNameWord } from '../records/name-index/name-index.store.ts'
import { findNamesakes } from '../records/namesake/namesake.store.ts'
import { createNoticeStore } from '../records/notice/notice.store.ts'
import { findLeadsOnCall, findOnCall } from '../records/on-call/on-call.store.ts'
import { createParticipantStore } from '../records/participant/participant.store.ts'
import { createParticipantRecordStore } from '../records/participant/participant-record.store.ts'
import { changeUnownedPhone, claimReply, findPhone, forgetFailures } from '../records/phone/phone.store.ts'
import { listOwners } from '../records/phone/phone-owners.store.ts'
import { findRecentTexts } from '../records/recent-texts/recent-texts.store.ts'
import { createReleaseStore } from '../records/release/release.store.ts'
import { createScoreStore } from '../records/score/score.store.ts'
import { createTextLineStore } from '../records/text-line/text-line.store.ts'
import { createTreatmentStore } from '../records/treatment/treatment.store.ts'
import { createIdentifiedData } from '../workflows/access/identified-data.ts'
import { watchTextLine } from '../workflows/texting/watched-texts.ts'
import { dynamo } from './wire-dynamo.ts'
import { wireLibrary } from './wire-library.ts'

/*
 * The only place where stores are made. Each function here gives a handler one group of what it needs, from the variables
 * that it names; a bundle holds the groups that its handler asks for and no others.
 */

export type Env<Name extends keyof Environment> = Pick<Environment, Name>

export const log = createLog()

/** Everything of the study's table that an analysis reads, and who may ask for it. Nothing here writes. */
export function wireReading(env: Env<'STUDY_TABLE' | 'LIBRARY_TABLE'>) {
  const study = { dynamo, table: env.STUDY_TABLE }
  return {
    ...{ clock, log, library: wireLibrary(env).library },
    participants: createParticipantStore(study),
    participantRecords: createEventRecordStore(study),
    assessments: createAssessmentStore(study),
    scores: createScoreStore(study),
    treatments: createTreatmentStore(study),
  }
}

/** A participant's schedule, which changes in one transaction with its audit entry. */
export function wireSchedule(env: Env<'STUDY_TABLE' | 'AUDIT_TABLE' | 'LIBRARY_TABLE'>) {
  const study = { dynamo, table: env.STUDY_TABLE }
  return {
    ...{ clock, log, library: wireLibrary(env).library, studyTable: env.STUDY_TABLE },
    participants: createParticipantStore(study),
    participantRecords: createParticipantRecordStore(study),
    assessments: createAssessmentStore(study),
    treatments: createTreatmentStore(study),
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  }
}

/** Clinical events of a participant. */
export function wireClinicalEvents({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { clinicalEvents: createClinicalEventStore({ dynamo, table: STUDY_TABLE }) }
}

/** The same with responses, scores and safety alerts. */
export function wireAnswers(env: Env<'STUDY_TABLE' | 'AUDIT_TABLE' | 'LIBRARY_TABLE'>) {
  const study = { dynamo, table: env.STUDY_TABLE }
  return {
    ...wireSchedule(env),
    surveys: createSurveyStore(study),
    scores: createScoreStore(study),
    alerts: createAlertStore(study),
  }
}

/** Staff: who is signed in, and what they may do. */
export function wireStaff(
  env: Env<
    'MEMBERS_TABLE' | 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_COMMAND_LINE_ID' | 'PERSON_REQUESTS_PER_MINUTE'
  >,
) {
  const perMinute = Number(env.PERSON_REQUESTS_PER_MINUTE)
  const tokens = createTokenVerifier({
    issuer: env.OIDC_ISSUER,
    clientIds: [env.OIDC_CLIENT_ID, env.OIDC_COMMAND_LINE_ID],
  })
  return {
    ids,
    memberships: createMembershipStore({ dynamo, table: env.MEMBERS_TABLE }),
    tokens: limitPeople(tokens, createRequestLimit({ clock, burst: perMinute, perSecond: perMinute / 60 })),
  }
}

/** Responses of a site, to be read. */
export function wireResponses({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { surveys: createSurveyStore({ dynamo, table: STUDY_TABLE }) }
}

/** Safety alerts, and the urgent messages about them. */
export function wireAlerts({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  const study = { dynamo, table: STUDY_TABLE }
  return { alerts: createAlertStore(study), notices: createNoticeStore(study) }
}

/** The deletion of what is stored of a participant. */
export function wireDeletion({ STUDY_TABLE, CONTACTS_TABLE }: Env<'STUDY_TABLE' | 'CONTACTS_TABLE'>) {
  return {
    erasedStudyData: createErasedStudyDataStore({ dynamo, table: STUDY_TABLE }),
    erasedContacts: createErasedContactsStore({ dynamo, contactsTable: CONTACTS_TABLE }),
  }
}

/** What is due, and the queue that texts go to. */
export function wireDue(env: Env<'STUDY_TABLE' | 'INVITATION_QUEUE_URL'>) {
  return {
    clock,
    due: createDueStore({ dynamo, table: env.STUDY_TABLE }),
    queue: createDueQueue(env.INVITATION_QUEUE_URL),
  }
}

/** What cannot be handled leaves the index of what is due. */
export function wireParking({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { parkDue: parkDue.bind(undefined, { dynamo, table: STUDY_TABLE }) }
}

/** The queue of what is urgent. */
export function wireUrgent(env: Env<'URGENT_QUEUE_URL'>) {
  return { urgent: createDueQueue(env.URGENT_QUEUE_URL) }
}

/** The queue of what two people have decided to have stopped or erased. */
export function wireErasureQueue(env: Env<'ERASURE_QUEUE_URL'>) {
  return { erasureQueue: createDueQueue(env.ERASURE_QUEUE_URL) }
}

/** Mail to staff. */
export function wireMail(env: Env<'MAIL_SENDER'> & Partial<Env<'MAIL_CONFIGURATION_SET'>>) {
  return { mail: createMailSender(env.MAIL_SENDER, env.MAIL_CONFIGURATION_SET) }
}

/** Names and numbers, by participant and by number. */
export function wireContacts({ CONTACTS_TABLE }: Env<'CONTACTS_TABLE'>) {
  const contacts = { dynamo, contactsTable: CONTACTS_TABLE }
  return {
    contactsTable: CONTACTS_TABLE,
    findContact: findContact.bind(undefined, contacts),
    findPhone: findPhone.bind(undefined, contacts),
    findNamesakes: findNamesakes.bind(undefined, contacts),
    findByNameWord: findByNameWord.bind(undefined, contacts),
    findOnCall: findOnCall.bind(undefined, contacts),
    findLeadsOnCall: findLeadsOnCall.bind(undefined, contacts),
  }
}

/** What is written and said between a site and its participants. */
export function wireCalls(env: Env<'CONTACTS_TABLE' | 'STUDY_TABLE'>) {
  const contacts = { dynamo, contactsTable: env.CONTACTS_TABLE }
  return {
    contacts: createContactStore(contacts),
    messages: createMessageStore(contacts),
    contactLog: createContactLogStore(contacts),
    textPlans: createTextPlanStore({ dynamo, table: env.STUDY_TABLE }),
    textLine: createTextLineStore({ dynamo, table: env.STUDY_TABLE }),
  }
}

/** What says who a participant is, shown to staff once it is recorded. */
export function wireIdentified({ AUDIT_TABLE }: Env<'AUDIT_TABLE'>) {
  const audit = createAuditStore({ dynamo, table: AUDIT_TABLE, clock })
  return { identified: createIdentifiedData({ clock, audit }) }
}

/** Replies from participants, and the conversations that they belong to. */
export function wireReplies({ CONTACTS_TABLE }: Env<'CONTACTS_TABLE'>) {
  const contacts = { dynamo, contactsTable: CONTACTS_TABLE }
  return {
    conversations: createConversationStore(contacts),
    messages: createMessageStore(contacts),
    listOwners: listOwners.bind(undefined, contacts),
    changeUnownedPhone: changeUnownedPhone.bind(undefined, contacts),
    findRecentTexts: findRecentTexts.bind(undefined, contacts),
    claimReply: claimReply.bind(undefined, contacts),
    recordReplyOutcome: recordReplyOutcome.bind(undefined, contacts),
  }
}

/** What became of texts. */
export function wireDelivery(env: Env<'STUDY_TABLE' | 'CONTACTS_TABLE'>) {
  return {
    log,
    textPlans: createTextPlanStore({ dynamo, table: env.STUDY_TABLE }),
    notices: createNoticeStore({ dynamo, table: env.STUDY_TABLE }),
    forgetFailures: forgetFailures.bind(undefined, { dynamo, contactsTable: env.CONTACTS_TABLE }),
  }
}

/** Sending texts, and how many a site may send on a day. */
export function wireTexts(
  env: Env<'STUDY_TABLE' | 'SMS_ORIGINATION_IDENTITY' | 'SMS_CONFIGURATION_SET' | 'SMS_MAX_PRICE'>,
) {
  const textLine = createTextLineStore({ dynamo, table: env.STUDY_TABLE })
  const sender = createTextSender({
    originationIdentity: env.SMS_ORIGINATION_IDENTITY,
    configurationSet: env.SMS_CONFIGURATION_SET,
    maxPrice: env.SMS_MAX_PRICE,
  })
  return {
    surveys: createSurveyStore({ dynamo, table: env.STUDY_TABLE }),
    textPlans: createTextPlanStore({ dynamo, table: env.STUDY_TABLE }),
    dailyLimit: createDailyLimit({ dynamo, table: env.STUDY_TABLE }),
    textLine,
    texts: watchTextLine({ clock, log, textLine }, logUnsentTexts(log, sender)),
  }
}

/** The carrier's opt-out list. */
export function wireOptOuts(env: Env<'SMS_OPT_OUT_LIST'>) {
  return { optOuts: createOptOuts(env.SMS_OPT_OUT_LIST) }
}

/** Before and after of a contact, in digests. */
export function wireContactDigests(secrets: string) {
  return { contactDigests: createContactDigests(secrets) }
}

/** Releases, to be read. */
export function wireReleases({ RELEASES_TABLE }: Env<'RELEASES_TABLE'>) {
  return { releases: createReleaseStore({ dynamo, table: RELEASES_TABLE }) }
}

/** What a release is made from and written with. */
export function wireReleaseMaking(
  env: Env<'STUDY_TABLE' | 'AUDIT_TABLE' | 'RELEASES_TABLE' | 'LIBRARY_TABLE' | 'PROGRAM_VERSION'>,
) {
  return {
    ...{ ...wireReading(env), ...wireReleases(env) },
    ...{ releasesTable: env.RELEASES_TABLE, program: env.PROGRAM_VERSION },
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  }
}

/** Making links, and opening them. */
export function wireLinks(env: Env<'LIBRARY_TABLE'>, secrets: string) {
  return { createLinkId, links: createLinkTokens(secrets, wireLibrary(env).directory) }
}

/** What the verified link of an interview leads to. */
export function wireInterviews({ STUDY_TABLE }: Env<'STUDY_TABLE'>) {
  return { findInterviewLink: findInterviewLink.bind(undefined, { dynamo, table: STUDY_TABLE }) }
}

/** The audit trail of the study's table. */
export function wireAudit(env: Env<'STUDY_TABLE' | 'AUDIT_TABLE'>) {
  return { studyTable: env.STUDY_TABLE, audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }) }
}
