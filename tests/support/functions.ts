import { createCallingApi } from '../../functions/api/calling-api.ts'
import { createDefinitionsApi } from '../../functions/api/definitions-api.ts'
import { createMembersApi } from '../../functions/api/members-api.ts'
import { createOfficeApi } from '../../functions/api/office-api.ts'
import { createPanelistsApi, createPanelsApi } from '../../functions/api/panels-api.ts'
import { createReadingApi } from '../../functions/api/reading-api.ts'
import { createReleasesApi } from '../../functions/api/releases-api.ts'
import { createReportsApi } from '../../functions/api/reports-api.ts'
import { createStaffApi } from '../../functions/api/staff-api.ts'
import { createVersionsApi } from '../../functions/api/versions-api.ts'
import type { SignIn } from '../../functions/console/sign-in/sign-in.ts'
import { createGivenTags } from '../../functions/participant-page/given-here.ts'
import { createPageStates } from '../../functions/participant-page/page-state.ts'
import { createParticipantPages } from '../../functions/participant-page/participant-page.routes.tsx'
import type { MailSender } from '../../functions/platform/aws/mail.ts'
import type { OptOuts } from '../../functions/platform/aws/opt-outs.ts'
import type { TextSender } from '../../functions/platform/aws/sms.ts'
import type { StaffAccounts } from '../../functions/platform/aws/staff-accounts.ts'
import type { Clock } from '../../functions/platform/core/clock.ts'
import type { Ids } from '../../functions/platform/core/ids.ts'
import type { Log } from '../../functions/platform/core/log.ts'
import { ProblemError } from '../../functions/platform/core/problem-error.ts'
import { createAlertStore } from '../../functions/records/alert/alert.store.ts'
import { createAssessmentStore } from '../../functions/records/assessment/assessment.store.ts'
import { parkDue } from '../../functions/records/assessment/park-due.store.ts'
import { createSurveyStore } from '../../functions/records/assessment/survey.store.ts'
import { createTextPlanStore } from '../../functions/records/assessment/text-plan.store.ts'
import { createAuditStore } from '../../functions/records/audit/audit.store.ts'
import { createClinicalEventStore } from '../../functions/records/clinical-event/clinical-event.store.ts'
import { createEventRecordStore } from '../../functions/records/clinical-event/event-record.store.ts'
import { createContactStore, findContact } from '../../functions/records/contact/contact.store.ts'
import { createContactDigests } from '../../functions/records/contact/contact-digests.ts'
import { createContactLogStore } from '../../functions/records/contact-log/contact-log.store.ts'
import { createConversationStore } from '../../functions/records/conversation/conversation.store.ts'
import { createDailyLimit } from '../../functions/records/daily-text-limit/daily-text-limit.store.ts'
import { createDueStore } from '../../functions/records/due/due.store.ts'
import type { DueQueue } from '../../functions/records/due/due-queue.store.ts'
import { createErasedContactsStore } from '../../functions/records/erasure/erased-contacts.store.ts'
import { createErasedStudyDataStore } from '../../functions/records/erasure/erased-study-data.store.ts'
import { createErasureStore } from '../../functions/records/erasure/erasure.store.ts'
import { createJobStore } from '../../functions/records/job/job.store.ts'
import { createJobFiles } from '../../functions/records/job/job-files.ts'
import { createLastSignInStore } from '../../functions/records/last-sign-in/last-sign-in.store.ts'
import { createDefinitionStore } from '../../functions/records/library/definition.store.ts'
import { createDefinitionDraftStore } from '../../functions/records/library/definition-draft.store.ts'
import { createStoredLibrary } from '../../functions/records/library/stored-library.ts'
import { keepDirectory } from '../../functions/records/library/study-directory.ts'
import { createStudyDraftStore } from '../../functions/records/library/study-draft.store.ts'
import {
  createStudyHeadStore,
  type StudyHeadStore,
} from '../../functions/records/library/study-head.store.ts'
import { holdLibrary, type StudyLibrary } from '../../functions/records/library/study-library.ts'
import { createStudyOutlines } from '../../functions/records/library/study-outline.ts'
import { findInterviewLink } from '../../functions/records/link/link.store.ts'
import { createLinkTokens } from '../../functions/records/link/link.ts'
import { createMemberInvitationStore } from '../../functions/records/member-invitation/member-invitation.store.ts'
import { createMembershipStore } from '../../functions/records/membership/membership.store.ts'
import { createMessageStore, recordReplyOutcome } from '../../functions/records/message/message.store.ts'
import { findByNameWord } from '../../functions/records/name-index/name-index.store.ts'
import { findNamesakes } from '../../functions/records/namesake/namesake.store.ts'
import { createNoticeStore } from '../../functions/records/notice/notice.store.ts'
import { findLeadsOnCall, findOnCall } from '../../functions/records/on-call/on-call.store.ts'
import { createOrganisationStore } from '../../functions/records/organisation/organisation.store.ts'
import { createParticipantStore } from '../../functions/records/participant/participant.store.ts'
import {
  changeUnownedPhone,
  claimReply,
  findPhone,
  forgetFailures,
} from '../../functions/records/phone/phone.store.ts'
import { listOwners } from '../../functions/records/phone/phone-owners.store.ts'
import { findRecentTexts } from '../../functions/records/recent-texts/recent-texts.store.ts'
import { createReleaseStore } from '../../functions/records/release/release.store.ts'
import { createRolloutStore } from '../../functions/records/rollout/rollout.store.ts'
import { createScoreStore } from '../../functions/records/score/score.store.ts'
import { createTextLineStore } from '../../functions/records/text-line/text-line.store.ts'
import { createTreatmentStore } from '../../functions/records/treatment/treatment.store.ts'
import { createIdentifiedData } from '../../functions/workflows/access/identified-data.ts'
import { watchTextLine } from '../../functions/workflows/texting/watched-texts.ts'
import type { InstrumentCatalogue, Library } from '../../surveys/library/library.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import { createMemoryBucket } from './memory-bucket.ts'
import { wireTestPanels } from './test-panels.ts'
import type { TestTables } from './test-tables.ts'

export const SECRET = 'a secret that only the tests know, 0123456789'

const NO_MAIL: MailSender = {
  send: async () => ({ kind: 'refused', passing: false, code: 'NoSender' }),
}
const NO_OPT_OUTS: OptOuts = { lift: async () => {} }
const NO_QUEUE: DueQueue = { add: async () => {} }

/** The functions as they are wired in their handlers, over what a test gives them. A token is the name of whoever signs in. */
/** An issuer that is asked nothing: a token of a test is the name of who has it. */
const NO_SIGN_IN: SignIn = {
  begin: () => Promise.reject(new Error('nobody signs in')),
  finish: async () => undefined,
  refresh: async () => undefined,
  end: async () => undefined,
}

export function wireFunctions(world: {
  tables: TestTables
  clock: Clock
  library: Library
  ids: Ids
  createLinkId: () => string
  log: Log
  texts: TextSender
  optOuts?: OptOuts
  mail?: MailSender
  accounts?: StaffAccounts
  /** Of what is urgent: by default what is put there waits for the next tick. */
  urgent?: DueQueue
  pause?: () => Promise<void>
  /** Studies as they are published in the table, half a minute old at most, instead of those of `library`. */
  published?: boolean
  /** Studies and their versions that a test holds itself. */
  studies?: { readonly library: StudyLibrary & InstrumentCatalogue; readonly heads: StudyHeadStore }
}) {
  const { tables, clock, library, ids, createLinkId, log, texts, pause } = world
  const { mail = NO_MAIL, urgent = NO_QUEUE, optOuts = NO_OPT_OUTS } = world
  // Of each world its own: a test may break it.
  const { accounts = { ensure: async () => ({ kind: 'created' }) } } = world
  const { dynamo } = tables
  const study = { dynamo, table: tables.study }
  const libraryPlace = { dynamo, table: tables.library }
  const definitions = createDefinitionStore(libraryPlace)
  const heads = world.studies?.heads ?? createStudyHeadStore(libraryPlace)
  const readTicks = () => clock.now().epochMilliseconds
  const held = world.published
    ? createStoredLibrary({ clock, definitions, heads, readTicks })
    : (world.studies?.library ?? holdLibrary(library))
  const contacts = { dynamo, contactsTable: tables.contacts }
  const textLine = createTextLineStore(study)
  const audit = createAuditStore({ dynamo, table: tables.audit, clock, ...(pause && { pause }) })
  const reportBucket = createMemoryBucket()
  const deps = {
    identified: createIdentifiedData({ clock, audit }),
    texts: watchTextLine({ clock, log, textLine }, texts),
    ...{ textLine, optOuts },
    // A test waits for no turn.
    pace: async () => {},
    textsPerShard: 1000,
    ...{ clock, ids, log, library: held, catalogue: held, instruments: library, createLinkId, pause },
    tokens: {
      async verify(token: string | undefined) {
        if (!token) throw new ProblemError(platformProblems.notSignedIn)
        // As a program with every scope has it.
        const [, program] = /^program\.(.+)$/.exec(token) ?? []
        return program ? { sub: program, program: { mayRead: true, mayWrite: true } } : { sub: token }
      },
    },
    memberships: createMembershipStore({ dynamo, table: tables.members }),
    membersTable: tables.members,
    libraryTable: tables.library,
    ...{ definitions, heads },
    drafts: createStudyDraftStore(libraryPlace),
    definitionDrafts: createDefinitionDraftStore(libraryPlace),
    openInstruments: held.openInstruments,
    accounts,
    invitations: createMemberInvitationStore({ dynamo, table: tables.members, clock }),
    organisations: createOrganisationStore({ dynamo, table: tables.members }),
    lastSignIns: createLastSignInStore({ dynamo, table: tables.members }),
    releases: createReleaseStore({ dynamo, table: tables.releases }),
    releasesTable: tables.releases,
    jobs: createJobStore({ dynamo, table: tables.jobs }),
    jobsTable: tables.jobs,
    ...wireTestPanels(tables, SECRET),
    files: createJobFiles(reportBucket.client),
    /** What stands in the bucket of reports, by name. */
    reportObjects: reportBucket.objects,
    program: '0.1.0+0123456789ab',
    signIn: NO_SIGN_IN,
    outlineStudy: createStudyOutlines({ library: held, drafts: createStudyDraftStore(libraryPlace) }),
    participants: createParticipantStore(study),
    participantRecords: createEventRecordStore(study),
    assessments: createAssessmentStore(study),
    treatments: createTreatmentStore(study),
    clinicalEvents: createClinicalEventStore(study),
    scores: createScoreStore(study),
    surveys: createSurveyStore(study),
    alerts: createAlertStore(study),
    textPlans: createTextPlanStore(study),
    due: createDueStore(study),
    parkDue: parkDue.bind(undefined, study),
    dailyLimit: createDailyLimit(study),
    messages: createMessageStore(contacts),
    contactLog: createContactLogStore(contacts),
    conversations: createConversationStore(contacts),
    contacts: createContactStore(contacts),
    audit,
    contactDigests: createContactDigests(SECRET),
    links: createLinkTokens(SECRET, keepDirectory(held.listStudies)),
    pageStates: createPageStates(SECRET),
    givenTags: createGivenTags(SECRET, 'https://concord.example'),
    // A simulation has a time of its own.
    ...(pause && { wait: async () => undefined }),
    findInterviewLink: (linkId: string) => findInterviewLink(study, linkId),
    findContact: findContact.bind(undefined, contacts),
    findPhone: findPhone.bind(undefined, contacts),
    findNamesakes: findNamesakes.bind(undefined, contacts),
    findByNameWord: findByNameWord.bind(undefined, contacts),
    listOwners: listOwners.bind(undefined, contacts),
    changeUnownedPhone: changeUnownedPhone.bind(undefined, contacts),
    findRecentTexts: findRecentTexts.bind(undefined, contacts),
    claimReply: claimReply.bind(undefined, contacts),
    recordReplyOutcome: recordReplyOutcome.bind(undefined, contacts),
    forgetFailures: forgetFailures.bind(undefined, contacts),
    findOnCall: findOnCall.bind(undefined, contacts),
    findLeadsOnCall: findLeadsOnCall.bind(undefined, contacts),
    notices: createNoticeStore(study),
    erasures: createErasureStore(study),
    rollouts: createRolloutStore(study),
    erasedStudyData: createErasedStudyDataStore(study),
    erasedContacts: createErasedContactsStore(contacts),
    urgent,
    erasureQueue: NO_QUEUE,
    mail,
    publicUrl: 'https://concord.example',
    studyTable: tables.study,
    contactsTable: tables.contacts,
  }
  return {
    deps,
    staff: createStaffApi(deps),
    pages: createParticipantPages(deps),
    readings: createReadingApi(deps),
    calling: createCallingApi(deps),
    members: createMembersApi(deps),
    office: createOfficeApi(deps),
    definitions: createDefinitionsApi(deps),
    panels: createPanelsApi(deps),
    panelists: createPanelistsApi(deps),
    releases: createReleasesApi(deps),
    versions: createVersionsApi(deps),
    reports: createReportsApi(deps),
  }
}
