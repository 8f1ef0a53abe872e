import type { Context } from 'hono'
import { reportProblems } from '../../../web/api/problems/report-problems.ts'
import { isDownloaded, REPORT_MEDIA_TYPES } from '../../../web/api/reports/report-media-types.ts'
import { runIdSchema } from '../../../web/api/reports/report-run.ts'
import { reportSchedule } from '../../../web/api/reports/report-schedule.ts'
import { listReportContents, type ReportContent } from '../../../web/api/reports/report-subscription.ts'
import { consolePaths, reportPaths } from '../../../web/console/paths.ts'
import type { ReportFields } from '../../../web/console/report-form.tsx'
import { ReportRunPage, ReportSubscriptionPage } from '../../../web/console/report-run-page.tsx'
import { REPORTS_NOTICE, type ReportsNotice, ReportsPage } from '../../../web/console/reports-page.tsx'
import { reportContentSecurityPolicy } from '../../../web/reports/report-document.tsx'
import { formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { readFormLists } from '../../platform/http/form.ts'
import { parseRunId } from '../../records/job/report-run.ts'
import { listPlannedReports } from '../../rules/jobs/planned-reports.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'
import {
  cancelRun,
  makeTestRun,
  markRunSeen,
  rerunReport,
} from '../../workflows/reports/change-report-run.ts'
import {
  changeSubscription,
  endSubscription,
  pauseSubscription,
  type SubscriptionDeps,
  subscribe,
} from '../../workflows/reports/change-subscription.ts'
import {
  listRuns,
  listSubscriptions,
  openReport,
  type ReadReportsDeps,
  requireOwnRun,
  viewRun,
} from '../../workflows/reports/read-reports.ts'
import {
  buildFrame,
  type ConsoleEnv,
  createConsoleApp,
  findSignedIn,
  requireSession,
  type SessionDeps,
} from '../app/console-app.tsx'
import { createExportRunPages, type ExportRunPagesDeps } from '../exports/export-runs.routes.tsx'
import { buildFields, buildFirstFields, findField, parseReportForm } from './report-fields.ts'

export type ReportsConsoleDeps = AuthoriseDeps &
  SubscriptionDeps &
  ReadReportsDeps &
  ExportRunPagesDeps &
  SessionDeps & { readonly log: Log; readonly publicUrl: string }

const REFRESH_SECONDS = '10'
const NOTICES = ['saved', 'test', 'ended'] as const satisfies readonly ReportsNotice[]

/** Scheduled reports in the browser: without a script, and a GET changes nothing. */
export function reportsConsole(deps: ReportsConsoleDeps) {
  const require = (c: Context<ConsoleEnv>) =>
    requireMembership(deps, c.var.person, c.req.param('study') ?? '')
  const readNow = () => formatIso(deps.clock.now())
  return createConsoleApp(deps)
    .get('/reports/:subscription/:key', async (c) => {
      const { subscription, key } = c.req.param()
      const person = await findSignedIn(deps, c)
      const to = new URLSearchParams({ go: '', to: reportPaths.mailed(subscription, key) })
      if (!person) return c.redirect(`${consolePaths.signIn}?${to}`, 303)
      const study = await deps.jobs.findStudy(subscription)
      // The same for what is not there and what is not theirs.
      if (study === undefined) throw buildNotFound()
      await requireMembership(deps, person, study)
      const mailed = await deps.jobs.findSubscription(study, subscription)
      // A lead, to whom a failure was mailed: it is in their list.
      if (mailed?.owner !== person.sub) return c.redirect(reportPaths.reports(study), 303)
      return c.redirect(
        key === 'subscription'
          ? reportPaths.subscription(study, subscription)
          : reportPaths.run(study, `${subscription}.${key}`),
        303,
      )
    })
    .use(requireSession(deps))
    .route('/', createExportRunPages(deps))
    .get('/studies/:study/reports', async (c) => {
      const membership = await require(c)
      const notice = NOTICES.find((known) => known === c.req.query('notice'))
      return showReports(c, membership, { notice })
    })
    .post('/studies/:study/reports', async (c) => {
      const membership = await require(c)
      const { form, refuse, preview } = await readReportForm(c)
      if (preview) return showReports(c, membership, { fields: form.fields, preview })
      const order = form.order
      if (!order) return showReports(c, membership, { fields: form.fields }, 422)
      try {
        await subscribe(deps, membership, order)
      } catch (error) {
        return showReports(c, membership, { fields: refuse(error) }, 422)
      }
      return c.redirect(showNotice(membership, 'saved'), 303)
    })
    .get('/studies/:study/reports/runs/:run', async (c) => {
      const membership = await require(c)
      const run = await requireOwnRun(deps, membership, parseRunName(c.req.param('run')))
      if (run.state === 'planned' || run.state === 'making') c.header('refresh', REFRESH_SECONDS)
      const isExpired = run.file !== null && (await deps.files.findReport(run.file)) === undefined
      const notice = (['cancelled', 'too-late', 'rerun'] as const).find(
        (known) => known === c.req.query('notice'),
      )
      return c.html(
        <ReportRunPage {...{ isExpired, notice }} frame={buildFrame(c, membership)} run={viewRun(run)} />,
      )
    })
    .get('/studies/:study/reports/runs/:run/file', async (c) => {
      const membership = await require(c)
      const { run, bytes } = await openReport(deps, membership, parseRunName(c.req.param('run')))
      c.header('content-security-policy', reportContentSecurityPolicy)
      if (isDownloaded(run.format))
        c.header('content-disposition', `attachment; filename="concord-report-${run.key}.${run.format}"`)
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': REPORT_MEDIA_TYPES[run.format],
      })
    })
    .post('/studies/:study/reports/runs/:run/rerun', async (c) => {
      const membership = await require(c)
      await rerunReport(deps, membership, parseRunName(c.req.param('run')))
      return c.redirect(reportPaths.run(membership.study.id, c.req.param('run'), { notice: 'rerun' }), 303)
    })
    .post('/studies/:study/reports/runs/:run/seen', async (c) => {
      const membership = await require(c)
      await markRunSeen(deps, membership, parseRunName(c.req.param('run')))
      return c.redirect(reportPaths.reports(membership.study.id), 303)
    })
    .post('/studies/:study/reports/runs/:run/cancel', async (c) => {
      const membership = await require(c)
      const name = parseRunName(c.req.param('run'))
      const show = (notice: string) =>
        c.redirect(reportPaths.run(membership.study.id, c.req.param('run'), { notice }), 303)
      try {
        await cancelRun(deps, membership, name)
        return show('cancelled')
      } catch (error) {
        if (error instanceof ProblemError && error.problem.code === reportProblems.over.code)
          return show('too-late')
        throw error
      }
    })
    .get('/studies/:study/reports/:subscription', async (c) => {
      const membership = await require(c)
      const own = await requireOwnView(membership, c.req.param('subscription'))
      return showSubscription(c, membership, own.id, { fields: buildFields(own) })
    })
    .post('/studies/:study/reports/:subscription', async (c) => {
      const membership = await require(c)
      const { id } = await requireOwnView(membership, c.req.param('subscription'))
      const { form, refuse, preview } = await readReportForm(c)
      if (preview) return showSubscription(c, membership, id, { fields: form.fields, preview })
      if (!form.order) return showSubscription(c, membership, id, { fields: form.fields }, 422)
      try {
        await changeSubscription(deps, membership, id, form.order)
      } catch (error) {
        return showSubscription(c, membership, id, { fields: refuse(error) }, 422)
      }
      return c.redirect(showNotice(membership, 'saved'), 303)
    })
    .post('/studies/:study/reports/:subscription/:step', async (c) => {
      const membership = await require(c)
      const { subscription, step } = c.req.param()
      const notice = step === 'end' ? 'ended' : step === 'test' ? 'test' : 'saved'
      if (step === 'end') await endSubscription(deps, membership, subscription)
      else if (step === 'test') await makeTestRun(deps, membership, subscription)
      else if (step === 'pause' || step === 'resume')
        await pauseSubscription(deps, membership, subscription, step === 'pause')
      else throw buildNotFound()
      return c.redirect(showNotice(membership, notice), 303)
    })

  async function showReports(
    c: Context<ConsoleEnv>,
    membership: StudyMember,
    shown: Partial<Shown> & { readonly notice?: ReportsNotice | undefined },
    status: 200 | 422 = 200,
  ) {
    const [subscriptions, runs] = await Promise.all([
      listSubscriptions(deps, membership),
      listRuns(deps, membership),
    ])
    const sites = listOwnSites(membership)
    const contents = listOwnContents(membership)
    const frame = buildFrame(c, membership)
    const view = {
      ...{ subscriptions, runs, sites, contents, viewer: membership.member.sub },
      ...{ fields: buildFirstFields(contents[0], findClock(membership), frame.locale), ...shown },
    }
    return c.html(<ReportsPage frame={frame} view={view} />, status)
  }

  function showSubscription(
    c: Context<ConsoleEnv>,
    membership: StudyMember,
    id: string,
    { fields, preview }: Shown,
    status: 200 | 422 = 200,
  ) {
    const page = {
      ...{ frame: buildFrame(c, membership), sites: listOwnSites(membership) },
      contents: listOwnContents(membership).filter((content) => content === fields.values.content),
    }
    return c.html(<ReportSubscriptionPage {...{ ...page, id, fields, preview }} />, status)
  }

  async function requireOwnView(membership: StudyMember, id: string) {
    const own = (await listSubscriptions(deps, membership)).find(
      (one) => one.id === id && one.owner === membership.member.sub && one.state !== 'ended',
    )
    if (!own) throw buildNotFound()
    return own
  }

  async function readReportForm(c: Context) {
    const lists = await readFormLists(c)
    const form = parseReportForm(lists)
    const schedule = reportSchedule.safeParse(form.schedule)
    return {
      form,
      /** Of a fault that names fields; every other one is thrown on. */
      refuse(error: unknown): ReportFields {
        if (!(error instanceof ProblemError) || error.errors.length === 0) throw error
        const faults = new Set(error.errors.map(({ pointer }) => findField(pointer.split('/'))))
        return { ...form.fields, faults }
      },
      preview:
        lists.step?.at(-1) === 'preview' && schedule.success
          ? listPlannedReports(schedule.data, readNow(), 3)
          : undefined,
    }
  }
}

/** At its notice: a form that was sent further down leaves the page there. */
function showNotice({ study }: StudyMember, notice: ReportsNotice): string {
  return `${reportPaths.reports(study.id, { notice })}#${REPORTS_NOTICE}`
}

type Shown = { readonly fields: ReportFields; readonly preview?: ReturnType<typeof listPlannedReports> }

function listOwnSites({ member, study }: StudyMember) {
  return study.sites
    .filter(({ id }) => member.sites.includes(id))
    .map(({ id, name, timeZone }) => ({ id, name, timeZone }))
}

/** Those of clinics only for who has one. */
function listOwnContents(membership: StudyMember): readonly ReportContent[] {
  return listReportContents(membership.member.role).filter(
    (content) => content !== 'weekly-site' || listOwnSites(membership).length > 0,
  )
}

/** The clinic on whose clock a report is first proposed: a member’s own, or the study’s first. */
function findClock(membership: StudyMember) {
  return listOwnSites(membership)[0] ?? membership.study.sites[0]
}

function parseRunName(id: string) {
  if (!runIdSchema.safeParse(id).success) throw buildNotFound()
  return parseRunId(id)
}
