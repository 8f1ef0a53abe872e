import { Temporal } from 'temporal-polyfill'
import { createCallingApi } from '../../functions/api/calling-api.ts'
import { createReadingApi } from '../../functions/api/reading-api.ts'
import { createStaffApi } from '../../functions/api/staff-api.ts'
import { callingConsole } from '../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../functions/console/console.routes.tsx'
import { membersConsole } from '../../functions/console/members-console.ts'
import { createSession } from '../../functions/console/sign-in/session.ts'
import { createGivenTags } from '../../functions/participant-page/given-here.ts'
import { createPageStates } from '../../functions/participant-page/page-state.ts'
import { createParticipantPages } from '../../functions/participant-page/participant-page.routes.tsx'
import { randomIds } from '../../functions/platform/core/ids.ts'
import type { Log, LogFields } from '../../functions/platform/core/log.ts'
import { ProblemError } from '../../functions/platform/core/problem-error.ts'
import { buildVerifiedAssessmentScope } from '../../functions/platform/core/scope.ts'
import { createInstrumentPages } from '../../functions/public-pages/instrument-pages.routes.tsx'
import { createReferenceRoutes } from '../../functions/public-pages/reference.routes.tsx'
import { keepDirectory } from '../../functions/records/library/study-directory.ts'
import { holdLibrary } from '../../functions/records/library/study-library.ts'
import { createStudyOutlines } from '../../functions/records/library/study-outline.ts'
import { createLinkTokens } from '../../functions/records/link/link.ts'
import { NOBODY_ON_CALL } from '../../functions/records/on-call/on-call.ts'
import { createIdentifiedData } from '../../functions/workflows/access/identified-data.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { Problem } from '../../web/api/problems/problem.ts'
import { RESOURCE } from './protected-resource.ts'

/*
 * Every function behind the gateway, without a table: its stores hold one coordinator and one assessment, or break as a test
 * asks. Each with one request of every kind of reply that the function can give.
 */

/** What must never leave a function: it stands in the message of every store that breaks. */
export const PRIVATE = 'Maria Alvarez +1 202-555-0123 answered nine'

const STUDY = 'ketamine-infusion-registry'
const ORIGIN = 'https://concord.example'
const NOW = '2026-03-02T15:00:00.000Z'

/** What the first store that a request reaches does: it answers, breaks, or is refused as the problem says. */
export type StoreFault = 'none' | 'crash' | Problem

type Call = { readonly path: string; readonly init?: RequestInit }

export type HttpFunction = {
  readonly name: string
  readonly isPublic?: boolean
  /** Problems are shown as pages, else as documents. */
  readonly answersWith: 'pages' | 'documents'
  /** Without a session: a page leads to the sign-in, a document says 401; public functions have none. */
  readonly requests: {
    readonly found: Call
    readonly notSignedIn?: Call
    readonly notFound: Call
    readonly tooLarge: Call
    /** A request that asks a store, and the pattern of its route. */
    readonly stored?: Call & { readonly route: string }
  }
  open(
    log: Log,
    fault: StoreFault,
  ): {
    request(path: string, init: RequestInit | undefined, env: object): Response | Promise<Response>
  }
}

export type LogLine = { readonly message: string; readonly fields: LogFields | undefined }

/** @returns the log, and the lines that were written to it */
export function createLogOfLines(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const write = (message: string, fields?: LogFields) => void lines.push({ message, fields })
  return { log: { info: write, error: write }, lines }
}

function createStores(log: Log, fault: StoreFault) {
  const first = <Reply>(reply: Reply) => {
    return async (): Promise<Reply> => {
      if (fault === 'crash') throw new TypeError(PRIVATE)
      if (fault !== 'none') throw new ProblemError(fault)
      return reply
    }
  }
  const member = {
    sub: 'coordinator',
    name: 'Coordinator',
    study: STUDY,
    role: 'coordinator',
    sites: ['harbor'],
  }
  const scope = buildVerifiedAssessmentScope({
    ...{ study: STUDY, site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline' },
  })
  const assessment = {
    ...{ ...scope, studyVersion: '1.0.0', locale: 'en', timeZone: 'UTC', battery: ['peg@1.0.0'] },
    ...{
      anchoredAt: NOW,
      opensAt: NOW,
      dueAt: '2026-03-04T15:00:00.000Z',
      closesAt: '2026-03-05T15:00:00.000Z',
    },
    ...{ progress: 'untouched', texts: 1, textsBefore: 0, nextText: 1 },
  }
  const survey = { assessment, response: undefined, revision: 0, raised: [], linkGeneration: 0 }
  const none = async () => []
  const clock = { now: () => Temporal.Instant.from(NOW) }
  // What is read is recorded, and nothing of it is looked at here.
  const audit = { append: async (_: string, event: Promise<unknown>) => void (await event) }
  // As much of each store as these requests need.
  return {
    ...{ audit, identified: createIdentifiedData({ clock, audit: audit as never }) },
    ...{
      alerts: { listBySite: none },
      messages: { listWaiting: none },
      contactLog: { listBySite: none },
      findOnCall: async () => NOBODY_ON_CALL,
      findLeadsOnCall: async () => NOBODY_ON_CALL,
      notices: { listBySite: none },
      textLine: { find: async () => undefined },
      erasures: { listBySite: none, find: async () => undefined },
    },
    contacts: { readBySite: async () => new Map() },
    assessments: { find: async () => assessment, listBySite: none },
    surveys: {
      find: first({ ...survey, head: { sequence: 0, hash: '' } }),
      readResponsePage: async () => ({ responses: [], next: null }),
    },
    memberships: { find: first(member), listByPerson: first([member]) },
    ...{
      log,
      ids: randomIds,
      library: holdLibrary(openShippedLibrary()),
      catalogue: holdLibrary(openShippedLibrary()),
      outlineStudy: createStudyOutlines({
        library: holdLibrary(openShippedLibrary()),
        drafts: { find: async () => ({ revision: 0, draft: undefined }) },
      }),
      organisations: { listByPerson: none },
      links,
      pageStates,
      givenTags,
      publicUrl: ORIGIN,
    },
    ...{ studyTable: 'Study', contactsTable: 'Contacts', clock },
    session: createSession(ORIGIN),
    signIn: {},
    tokens: {
      async verify(token: string | undefined) {
        if (!token) throw new ProblemError(platformProblems.notSignedIn)
        return { sub: token }
      },
    },
  } as never
}

const SECRET = 'a secret that only the tests know, 0123456789'
const links = createLinkTokens(
  SECRET,
  keepDirectory(async () => openShippedLibrary().directory),
)
const pageStates = createPageStates(SECRET)
const givenTags = createGivenTags(SECRET, ORIGIN)
/** The token of the only link that there is. */
export const LINK_TOKEN = links.createSurveyToken({
  ...{ study: STUDY, site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'baseline', generation: 0 },
})

const bearer: RequestInit = { headers: { authorization: 'Bearer coordinator' } }
const cookie: RequestInit = { headers: { cookie: '__Host-concord-session=coordinator' } }
const large = (bytes: number, init: RequestInit = {}): RequestInit => ({
  ...{ ...init, method: 'POST', body: 'x'.repeat(bytes) },
})
const largeForm = (init: RequestInit = {}) => {
  const form = large(70_000, init)
  return { ...form, headers: { ...form.headers, origin: ORIGIN, 'content-type': 'text/plain' } }
}

const api = `/api/studies/${STUDY}`
const page = `/console/studies/${STUDY}`

export const HTTP_FUNCTIONS: readonly HttpFunction[] = [
  {
    name: 'the staff API',
    answersWith: 'documents',
    requests: {
      found: { path: '/api/instruments' },
      notSignedIn: { path: api },
      notFound: { path: '/api/nothing' },
      tooLarge: { path: '/api/instruments/import', init: large(2_000_001, bearer) },
      stored: { path: api, init: bearer, route: '/api/studies/:study' },
    },
    open: (log, fault) => createStaffApi(createStores(log, fault)),
  },
  {
    name: 'the reading API',
    answersWith: 'documents',
    requests: {
      found: { path: `${api}/responses?site=harbor`, init: bearer },
      notSignedIn: { path: `${api}/responses?site=harbor` },
      notFound: { path: '/api/nothing', init: bearer },
      tooLarge: { path: '/api/nothing', init: large(70_000, bearer) },
      stored: { path: `${api}/responses?site=harbor`, init: bearer, route: '/api/studies/:study/responses' },
    },
    open: (log, fault) => createReadingApi(createStores(log, fault)),
  },
  {
    name: 'the calling API',
    answersWith: 'documents',
    requests: {
      found: { path: `${api}/worklist?site=harbor`, init: bearer },
      notSignedIn: { path: `${api}/worklist?site=harbor` },
      notFound: { path: '/api/nothing', init: bearer },
      tooLarge: { path: '/api/nothing', init: large(70_000, bearer) },
      stored: { path: `${api}/worklist?site=harbor`, init: bearer, route: '/api/studies/:study/worklist' },
    },
    open: (log, fault) => createCallingApi(createStores(log, fault)),
  },
  {
    name: 'the console',
    answersWith: 'pages',
    requests: {
      found: { path: '/console', init: cookie },
      notSignedIn: { path: `${page}/participants` },
      notFound: { path: '/console/nothing', init: cookie },
      tooLarge: { path: '/console/nothing', init: largeForm(cookie) },
      stored: { path: `${page}/calendar`, init: cookie, route: '/console/studies/:study/calendar' },
    },
    open: (log, fault) => createConsoleRoutes(createStores(log, fault)),
  },
  {
    name: 'the members console',
    answersWith: 'pages',
    requests: {
      found: { path: '/console/sign-in' },
      notSignedIn: { path: `${page}/members` },
      notFound: { path: '/console/nothing', init: cookie },
      tooLarge: { path: '/console/sign-out', init: largeForm(cookie) },
      stored: { path: `${page}/members`, init: cookie, route: '/console/studies/:study/members' },
    },
    open: (log, fault) => membersConsole(createStores(log, fault)),
  },
  {
    name: 'the calling console',
    answersWith: 'pages',
    requests: {
      found: { path: `${page}/worklist?site=harbor`, init: cookie },
      notSignedIn: { path: `${page}/worklist?site=harbor` },
      notFound: { path: '/console/nothing', init: cookie },
      tooLarge: { path: `${page}/worklist/harbor-7k3f9m2p/call`, init: largeForm(cookie) },
      stored: {
        path: `${page}/worklist?site=harbor`,
        init: cookie,
        route: '/console/studies/:study/worklist',
      },
    },
    open: (log, fault) => callingConsole(createStores(log, fault)),
  },
  {
    name: 'the participant page',
    answersWith: 'pages',
    requests: {
      found: { path: `/s/${LINK_TOKEN}` },
      notFound: { path: '/s/0000000000000000000000' },
      tooLarge: { path: `/s/${LINK_TOKEN}/1`, init: largeForm() },
      stored: { path: `/s/${LINK_TOKEN}/1`, route: '/s/:token/:position' },
    },
    open: (log, fault) => createParticipantPages(createStores(log, fault)),
  },
  {
    name: 'the instrument pages',
    answersWith: 'pages',
    isPublic: true,
    requests: {
      found: { path: '/instruments' },
      notFound: { path: '/instruments/none/1.0.0' },
      tooLarge: { path: '/instruments/phq-9/1.0.0', init: largeForm() },
      stored: { path: '/instruments', route: '/instruments' },
    },
    open: (log, fault) => createInstrumentPages({ log, catalogue: openCatalogueThat(fault) }),
  },
  {
    // Everything that it shows was made when it started: there is nothing to break.
    name: 'the reference',
    answersWith: 'documents',
    isPublic: true,
    requests: {
      found: { path: '/openapi.json' },
      notFound: { path: '/problems/none' },
      tooLarge: { path: '/docs', init: largeForm() },
    },
    open: (log) => createReferenceRoutes({ log, resource: RESOURCE }),
  },
]

function openCatalogueThat(fault: StoreFault) {
  return {
    async openInstruments() {
      if (fault === 'crash') throw new TypeError(PRIVATE)
      if (fault !== 'none') throw new ProblemError(fault)
      return openShippedLibrary()
    },
  }
}
