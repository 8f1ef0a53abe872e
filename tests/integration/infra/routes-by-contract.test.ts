import type { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { definitionsConsole } from '../../../functions/console/definitions/definitions.routes.tsx'
import { membersConsole } from '../../../functions/console/members-console.ts'
import { releasesConsole } from '../../../functions/console/releases/make-release.routes.tsx'
import { reportsConsole } from '../../../functions/console/reports/reports.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { instrumentImportConsole } from '../../../functions/console/study-office/instrument-import.routes.tsx'
import { studyOfficeConsole } from '../../../functions/console/study-office/study-office.routes.tsx'
import { versionsConsole } from '../../../functions/console/versions/versions.routes.tsx'
import { randomIds } from '../../../functions/platform/core/ids.ts'
import { createInstrumentPages } from '../../../functions/public-pages/instrument-pages.routes.tsx'
import { createReferenceRoutes } from '../../../functions/public-pages/reference.routes.tsx'
import { holdLibrary } from '../../../functions/records/library/study-library.ts'
import { createRouter } from '../../../infra/local/runtime/routes.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { contracts } from '../../../web/api/contracts.ts'
import type { Contract } from '../../../web/api/schemas/contract.ts'
import { consolePaths } from '../../../web/console/index.ts'
import { exportPaths, memberPaths, reportPaths } from '../../../web/console/paths.ts'
import { instrumentPaths } from '../../../web/instrument/index.ts'
import { buildParticipantPaths } from '../../../web/participant/paths.ts'
import { wireFunctions } from '../../support/functions.ts'
import { RESOURCE } from '../../support/protected-resource.ts'
import type { TestTables } from '../../support/test-tables.ts'
import { ofType, serviceResources } from './synthesized.ts'

const API_FUNCTIONS = {
  staff: 'ServeStaffApi',
  reading: 'ServeReadings',
  calling: 'ServeWorklist',
  members: 'ServeMembers',
  releases: 'ServeReleases',
  office: 'ServeStudyOffice',
  definitions: 'ServeDefinitions',
  versions: 'ServeVersions',
  reports: 'ServeReports',
  panels: 'ServePanels',
  panelists: 'ServePanelists',
} as const satisfies Record<Contract['servedBy'], string>

const routes = ofType(serviceResources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => ({
  routeKey: String(Properties.RouteKey),
  functionId: findFunction(Properties.Target),
}))
const findRoute = createRouter(routes)

/** The apps as their handlers make them. Nothing is read: only their routes are looked at. */
function createApps() {
  const log = { info: () => undefined, error: () => undefined }
  const library = openShippedLibrary()
  const { deps, pages, readings, ...apps } = wireFunctions({
    ...{ library, log, tables: {} as TestTables, clock: { now: () => Temporal.Now.instant() } },
    ...{ ids: randomIds, createLinkId: () => '', texts: {} as never },
  })
  const session = createSession(deps.publicUrl)
  return {
    api: { ...apps, reading: readings },
    byFunction: {
      ServePanels: [apps.panels],
      ServePanelists: [apps.panelists],
      ServeParticipantPage: [pages],
      ServeStaffApi: [apps.staff],
      ServeReadings: [readings],
      ServeMembers: [apps.members, membersConsole({ ...deps, session })],
      ServeStudyOffice: [
        apps.office,
        instrumentImportConsole({ ...deps, session }),
        studyOfficeConsole({ ...deps, session }),
      ],
      ServeDefinitions: [apps.definitions, definitionsConsole({ ...deps, session })],
      ServeVersions: [apps.versions, versionsConsole({ ...deps, session })],
      ServeReports: [apps.reports, reportsConsole({ ...deps, session })],
      ServeReleases: [apps.releases, releasesConsole({ ...deps, session })],
      ServeWorklist: [apps.calling, callingConsole({ ...deps, session, callApi: {} as never })],
      ServeConsole: [createConsoleRoutes({ ...deps, session })],
      ServeInstruments: [createInstrumentPages({ catalogue: holdLibrary(library), log })],
      ServeApiReference: [createReferenceRoutes({ log, resource: RESOURCE })],
    } as unknown as Readonly<Record<string, readonly Hono[]>>,
  }
}
const { api, byFunction } = createApps()

const formatContract = ({ method, path }: Contract) => `${method.toUpperCase()} ${path}`
/** An address of the contract: each variable by its name. */
const fillPath = (path: string) => path.replaceAll(/[{}+]/g, '')

describe('every contract', () => {
  test.each(contracts.map((contract) => [formatContract(contract), contract] as const))(
    '%s leads to the function whose app answers it',
    (_, { method, path, servedBy }) => {
      const route = findRoute(method.toUpperCase(), fillPath(path))
      expect(route?.functionId).toBe(API_FUNCTIONS[servedBy])
      // A route of its own or of its kind, unless it is left to the staff API, which takes the rest.
      if (servedBy !== 'staff') expect(route?.routeKey).not.toBe('ANY /api/{proxy+}')
    },
  )

  test('stands once', () => {
    const all = contracts.map(formatContract)
    expect(all).toHaveLength(new Set(all).size)
  })

  test.each(Object.entries(api))('the %s app answers its contracts and nothing else', (servedBy, app) => {
    const answered = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    const own = contracts.filter((contract) => contract.servedBy === servedBy).map(formatContract)
    expect([...new Set(answered)].sort()).toEqual(own.sort())
  })
})

test.each(routes.filter(({ routeKey }) => routeKey.includes(' /api/')).map(({ routeKey }) => [routeKey]))(
  '%s is there for a contract',
  (routeKey) => {
    const led = contracts.filter(
      ({ method, path }) => findRoute(method.toUpperCase(), fillPath(path))?.routeKey === routeKey,
    )
    expect(led).not.toEqual([])
    // One of a kind, such as `…/{step}`, is for the contracts that its function answers.
    const isOfKind = /\{(proxy\+|step)\}$/.test(routeKey)
    if (!routeKey.startsWith('ANY ') && !isOfKind) expect(led).toHaveLength(1)
  },
)

const [study, participant, timepoint] = ['registry', 'harbor-7k3f9m2p', 'week-1']
const participantPaths = buildParticipantPaths('1A2b3C')
const instrument = { id: 'peg', version: '1.0.0' }

const given = { kind: 'ketamine-infusion', givenAt: '2026-03-03T15:00:00.000Z' }

const CONSOLE_PAGES: readonly [keyof typeof consolePaths, string, ...string[]][] = [
  ['home', consolePaths.home, 'GET'],
  ['start', consolePaths.start, 'GET'],
  ['study', consolePaths.study(study, 'coordinator'), 'GET'],
  ['signIn', consolePaths.signIn, 'GET'],
  ['signInCallback', consolePaths.signInCallback, 'GET'],
  ['signOut', consolePaths.signOut, 'POST'],
  ['signedOut', consolePaths.signedOut, 'GET'],
  ['tidyExport', consolePaths.tidyExport(study), 'GET'],
  ['participants', consolePaths.participants(study), 'GET'],
  ['participant', consolePaths.participant(study, participant), 'GET'],
  ['find', consolePaths.find(study), 'GET', 'POST'],
  ['contact', consolePaths.contact(study, participant), 'GET', 'POST'],
  ['enrol', consolePaths.enrol(study), 'GET', 'POST'],
  ['treatment', consolePaths.treatment(study, participant), 'GET', 'POST'],
  ['correctTreatment', consolePaths.correctTreatment(study, participant, given), 'GET'],
  ...(['move', 'void', 'restore'] as const).map((step): [keyof typeof consolePaths, string, string] => [
    'correctTreatment',
    consolePaths.correctTreatment(study, participant, given, step),
    'POST',
  ]),
  ['onCall', consolePaths.onCall(study, 'harbor'), 'GET', 'POST'],
  ['onCall', consolePaths.onCall(study), 'GET', 'POST'],
  ['allocation', consolePaths.allocation(study, participant), 'POST'],
  ['attributes', consolePaths.attributes(study, participant), 'GET', 'POST'],
  ['clinicalEvent', consolePaths.clinicalEvent(study, participant), 'GET', 'POST'],
  ['voidClinicalEvent', consolePaths.voidClinicalEvent(study, participant, 'opioid-dose.1'), 'GET', 'POST'],
  ['lateAnswers', consolePaths.lateAnswers(study, participant, timepoint), 'POST'],
  ['missedReason', consolePaths.missedReason(study, participant, timepoint), 'POST'],
  ['history', consolePaths.history(study, participant), 'GET'],
  ['today', consolePaths.today(study), 'GET'],
  ...(['call', 'message', 'alert', 'interview'] as const).map(
    (step): [keyof typeof consolePaths, string, string] => [
      'todayStep',
      consolePaths.todayStep(study, participant, step),
      'POST',
    ],
  ),
  ['instruments', consolePaths.instruments(study), 'GET'],
  ['calendar', consolePaths.calendar(study), 'GET'],
  ['definitionComparison', consolePaths.definitionComparison(study), 'GET'],
  ['meanChange', consolePaths.meanChange(study), 'GET'],
  ['repeatedMeasures', consolePaths.repeatedMeasures(study), 'GET'],
  ['meaningfulChange', consolePaths.meaningfulChange(study), 'GET'],
  ['instrumentQuality', consolePaths.instrumentQuality(study), 'GET'],
  ['adverseEvents', consolePaths.adverseEvents(study), 'GET'],
  ['responderRate', consolePaths.responderRate(study), 'GET'],
  ['instrumentQuality', consolePaths.instrumentQuality(study), 'GET'],
  ['office', consolePaths.office(study), 'GET', 'POST'],
  ['importInstrument', consolePaths.importInstrument(study), 'GET', 'POST'],
  ['draftSection', consolePaths.draftSection(study, 'texts'), 'GET', 'POST'],
  ['definitions', consolePaths.definitions(study), 'GET', 'POST'],
  ['definition', consolePaths.definition(study, instrument), 'GET', 'POST'],
  ['definitionDraft', consolePaths.definitionDraft(study, 'own-relief'), 'GET', 'POST'],
  ['versions', consolePaths.versions(study), 'GET'],
  ['versionPreview', consolePaths.versionPreview(study), 'GET', 'POST'],
  ['versionStep', consolePaths.versionStep(study, 'stop'), 'POST'],
  ['releases', consolePaths.releases(study), 'GET', 'POST'],
  ['release', consolePaths.release(study, 1), 'GET'],
  ['compareReleases', consolePaths.compareReleases(study, { of: 1, with: 2 }), 'GET'],
]

describe('every page', () => {
  test.each(CONSOLE_PAGES)('of the console, %s: %s', (_, path, ...methods) => {
    for (const method of methods) expectAnswered(method, path)
  })

  test.each<[keyof typeof memberPaths, string, ...string[]]>([
    ['members', memberPaths.members(study), 'GET'],
    ['member', memberPaths.member(study, 'sub-1'), 'GET', 'POST'],
    ['revoke', memberPaths.revoke(study, 'sub-1'), 'GET', 'POST'],
    ['grant', memberPaths.grant(study), 'GET', 'POST'],
    ['invite', memberPaths.invite(study), 'GET', 'POST'],
    ['invitationStep', memberPaths.invitationStep(study, '0123456789', 'resend'), 'POST'],
    ['accessList', memberPaths.accessList(study), 'GET'],
    ['accept', memberPaths.accept(study, '0'), 'GET', 'POST'],
  ])('of members, %s: %s', (_, path, ...methods) => {
    for (const method of methods) expectAnswered(method, path)
  })

  test.each<[keyof typeof exportPaths, string, ...string[]]>([
    ['exports', exportPaths.exports(study), 'GET', 'POST'],
    ['file', exportPaths.file(study, '0123456789abcdef'), 'GET'],
    ['cancel', exportPaths.cancel(study, '0123456789abcdef'), 'POST'],
  ])('of exports in the background, %s: %s', (_, path, ...methods) => {
    for (const method of methods) expectAnswered(method, path)
  })

  test.each<[keyof typeof reportPaths, string, ...string[]]>([
    ['reports', reportPaths.reports(study), 'GET', 'POST'],
    ['subscription', reportPaths.subscription(study, '0123456789abcdef'), 'GET', 'POST'],
    ['subscriptionStep', reportPaths.subscriptionStep(study, '0123456789abcdef', 'pause'), 'POST'],
    ['run', reportPaths.run(study, '0123456789abcdef.2026-03-02'), 'GET'],
    ['file', reportPaths.file(study, '0123456789abcdef.2026-03-02'), 'GET'],
    ['cancel', reportPaths.cancel(study, '0123456789abcdef.2026-03-02'), 'POST'],
    ['mailed', reportPaths.mailed('0123456789abcdef', '2026-03-02'), 'GET'],
  ])('of reports, %s: %s', (_, path, ...methods) => {
    for (const method of methods) expectAnswered(method, path)
  })

  test('of the console is in the list', () => {
    expect([...new Set(CONSOLE_PAGES.map(([name]) => name))].sort()).toEqual(Object.keys(consolePaths).sort())
  })

  test.each<[keyof typeof participantPaths, string, string]>([
    ['introduction', participantPaths.introduction, 'GET'],
    ['begin', participantPaths.begin, 'POST'],
    ['question', participantPaths.question(1), 'GET'],
    ['question', participantPaths.question(1), 'POST'],
    ['help', participantPaths.help(1), 'GET'],
    ['review', participantPaths.review, 'GET'],
    ['submit', participantPaths.submit, 'POST'],
    ['thanks', participantPaths.thanks, 'GET'],
  ])('of a participant, %s: %s by %s', (_, path, method) => {
    expectAnswered(method, path)
  })

  test.each([
    ['GET', instrumentPaths.page(instrument)],
    ['POST', instrumentPaths.page(instrument)],
  ])('of an instrument: %s %s', (method, path) => {
    expectAnswered(method, path)
  })
})

/** That a route of the gateway takes it, and an app of the function that it leads to has a handler for it. */
function expectAnswered(method: string, path: string) {
  const found = findRoute(method, path)
  expect(found, `a route for ${method} ${path}`).toBeDefined()
  const handlers = (byFunction[found?.functionId ?? ''] ?? []).flatMap((app) =>
    app.router.match(method, path)[0].filter(([[, route]]) => route.method === method),
  )
  expect(handlers, `a handler of ${found?.functionId} for ${method} ${path}`).not.toEqual([])
}

/** The function behind a route's target, `integrations/{integration}`, without the hash of its logical id. */
function findFunction(target: unknown): string {
  const integration = /"Ref":"(\w+)"/.exec(JSON.stringify(target))?.[1] ?? ''
  const uri = JSON.stringify(serviceResources[integration]?.Properties.IntegrationUri)
  return /"(Serve\w+?)[0-9A-F]{8}"/.exec(uri)?.[1] ?? ''
}
