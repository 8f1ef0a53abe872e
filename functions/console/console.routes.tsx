import { exportTidy } from '../../web/api/exports/tidy-export.ts'
import { participantIdSchema } from '../../web/api/schemas/path-parameters.ts'
import {
  CalendarPage,
  ErasedParticipantPage,
  FirstRunPage,
  ParticipantPage,
  ParticipantsPage,
  StudyInstrumentsPage,
} from '../../web/console/index.ts'
import { formatIso } from '../platform/core/clock.ts'
import { toInstant } from '../platform/core/instant.ts'
import type { Log } from '../platform/core/log.ts'
import { parseQuery, readSingleParameters } from '../platform/http/contract.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import type { AlertStore } from '../records/alert/alert.store.ts'
import type { AssessmentStore } from '../records/assessment/assessment.store.ts'
import type { EventRecordStore } from '../records/clinical-event/event-record.store.ts'
import type { ErasureStore } from '../records/erasure/erasure.store.ts'
import type { ParticipantStore } from '../records/participant/participant.store.ts'
import { splitSuperseded } from '../records/score/superseded-scores.ts'
import { isStanding } from '../records/treatment/treatment.store.ts'
import { buildReader } from '../workflows/access/append-reading.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requireSite,
} from '../workflows/access/staff-access.ts'
import type { InstrumentQualityDeps } from '../workflows/analyses/read-instrument-quality.ts'
import { type SendTidyExportDeps, sendTidyExport } from '../workflows/exports/send-tidy-export.ts'
import type { ReadReleaseDeps } from '../workflows/releases/read-release.ts'
import { buildFrame, createConsoleApp, readLanguage, requireSession } from './app/console-app.tsx'
import { createHomeRoutes, type HomeDeps } from './entry/home.routes.tsx'
import { buildErasureCase } from './participants/erasure-view.ts'
import { buildParticipantView } from './participants/participant-view.ts'
import { buildParticipantsView } from './participants/participants-view.ts'
import type { Session } from './sign-in/session.ts'
import type { SignIn } from './sign-in/sign-in.ts'
import { buildCalendarView, parseCalendarQuery } from './study/calendar-view.ts'
import { buildInstrumentsView, buildTextMessagesView } from './study/instruments-view.ts'

export type ConsoleDeps = InstrumentQualityDeps &
  HomeDeps &
  ReadReleaseDeps &
  SendTidyExportDeps & {
    readonly log: Log
    readonly tokens: TokenVerifier
    readonly participants: ParticipantStore
    readonly assessments: AssessmentStore
    readonly participantRecords: EventRecordStore
    readonly alerts: AlertStore
    readonly erasures: Pick<ErasureStore, 'find'>
    readonly session: Session
    readonly signIn: Pick<SignIn, 'refresh'>
    readonly publicUrl: string
  }

const PAGE_SIZE = 50

/** The coordinators' and leads' console: server-rendered, no script, reads the Study table only. A download leaves an entry in the audit trail, and nothing else is written. */
export function createConsoleRoutes(deps: ConsoleDeps) {
  const app = createConsoleApp(deps)
    .use(requireSession(deps))
    .route('/', createHomeRoutes(deps))
    .get('/studies/:study/participants', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
        site: c.req.query('site'),
      })
      const sites = membership.member.sites
      const site = c.req.query('site') ?? sites[0]
      if (site === undefined) return c.html(<FirstRunPage frame={buildFrame(c, membership)} />)
      const scope = requireSite(membership, site)
      const cursor = participantIdSchema.safeParse(c.req.query('cursor')).data
      const [page, assessments, alerts] = await Promise.all([
        deps.participants.readPage(scope, cursor, PAGE_SIZE),
        deps.assessments.listBySite(scope),
        deps.alerts.listBySite(scope),
      ])
      const rows = { page, isFirstPage: cursor === undefined, assessments, alerts }
      const view = buildParticipantsView(membership.study, scope.site, sites, rows, {
        now: toInstant(deps.clock.now()),
        locale: readLanguage(c),
      })
      return c.html(<ParticipantsPage frame={buildFrame(c, membership)} view={view} />)
    })
    .get('/studies/:study/exports/tidy', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const query = parseQuery(exportTidy, readSingleParameters(exportTidy, c.req))
      const url = new URL('/api/instruments', c.req.url).href
      return sendTidyExport(deps, membership, buildReader(c.var.person, membership), query, url)
    })
    .get('/studies/:study/participants/:participant', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'), {
        participant: c.req.param('participant'),
      })
      const scope = requireParticipant(membership, c.req.param('participant'))
      const [assessments, found, alerts, erasure] = await Promise.all([
        deps.assessments.listByParticipant(scope),
        deps.participantRecords.find(scope),
        deps.alerts.listByParticipant(scope),
        deps.erasures.find(scope),
      ])
      const { participant } = found
      const now = toInstant(deps.clock.now())
      if (!participant && erasure) {
        const site = membership.study.sites.find(({ id }) => id === scope.site)
        return c.html(
          <ErasedParticipantPage
            frame={buildFrame(c, membership)}
            participant={scope.participant}
            timeZone={site?.timeZone ?? 'UTC'}
            erasure={buildErasureCase(membership.study, erasure, c.var.person.sub, formatIso(now))}
          />,
          410,
        )
      }
      if (!participant) throw buildNotFound()
      const { sheets } = splitSuperseded(found.sheets)
      const { true: treatments = [], false: voided = [] } = Object.groupBy(found.treatments, (one) =>
        isStanding(one) ? 'true' : 'false',
      )
      const record = {
        participant,
        assessments,
        sheets,
        treatments,
        voided,
        events: found.events,
        alerts,
        erasure,
      }
      const moment = { now, locale: readLanguage(c), viewer: c.var.person.sub }
      const view = buildParticipantView(
        membership.study,
        membership.library,
        record,
        moment,
        c.req.query('notice'),
      )
      return c.html(<ParticipantPage frame={buildFrame(c, membership)} view={view} />)
    })
    .get('/studies/:study/analyses/:analysis', async (c) => {
      const { showAnalysis } = await loadAnalysisPages()
      return showAnalysis(deps, c, c.req.param('analysis'))
    })
    .get('/studies/:study/releases', async (c) => {
      const { showReleases } = await loadReleasePages()
      return showReleases(deps, c)
    })
    .get('/studies/:study/releases/compare', async (c) => {
      const { showReleaseComparison } = await loadReleasePages()
      return showReleaseComparison(deps, c)
    })
    .get('/studies/:study/releases/:release', async (c) => {
      const { showRelease } = await loadReleasePages()
      return showRelease(deps, c)
    })
    .get('/studies/:study/instruments', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const instruments = buildInstrumentsView(membership.study, membership.library, readLanguage(c))
      const texts = buildTextMessagesView(membership.study, membership.member.sites[0])
      return c.html(
        <StudyInstrumentsPage frame={buildFrame(c, membership)} instruments={instruments} texts={texts} />,
      )
    })
    .get('/studies/:study/calendar', async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.param('study'))
      const asked = parseCalendarQuery(c.req.query(), membership.study, toInstant(deps.clock.now()))
      const view = buildCalendarView(membership.study, membership.library, asked, readLanguage(c))
      return c.html(<CalendarPage frame={buildFrame(c, membership)} view={view} />)
    })

  return app
}

/** Loaded with the first analysis that is opened: statistics and charts are a fifth of the function. */
function loadAnalysisPages() {
  return import('./analyses/analysis-pages.tsx')
}

function loadReleasePages() {
  return import('./releases/release-pages.tsx')
}
