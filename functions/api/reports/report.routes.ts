import { REPORT_MEDIA_TYPES } from '../../../web/api/reports/report-media-types.ts'
import {
  cancelReportRun,
  changeReportSubscription,
  endReportSubscription,
  getReportRun,
  getReportSubscription,
  listReportRuns,
  listReportSubscriptions,
  makeTestReport,
  markReportRunSeen,
  rerunReportRun,
  subscribeToReport,
} from '../../../web/api/reports/reports.ts'
import { reportContentSecurityPolicy } from '../../../web/reports/report-document.tsx'
import { formatIso } from '../../platform/core/clock.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { parseRunId } from '../../records/job/report-run.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requirePerson,
  type StaffEnv,
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
  viewSubscription,
} from '../../workflows/reports/read-reports.ts'

export type ReportRouteDeps = AuthoriseDeps & SubscriptionDeps & ReadReportsDeps

/** Report subscriptions and what was made of them. */
export function createReportRoutes(deps: ReportRouteDeps) {
  const readNow = () => formatIso(deps.clock.now())
  return createContractRoutes<StaffEnv>()
    .answer(subscribeToReport, async (c) => {
      requirePerson(c.var.person)
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      const made = await subscribe(deps, membership, c.req.valid('json'))
      return c.json(viewSubscription(made, c.var.person.sub, readNow()), 201)
    })
    .answer(listReportSubscriptions, async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      return c.json({ subscriptions: [...(await listSubscriptions(deps, membership))] }, 200)
    })
    .answer(getReportSubscription, async (c) => {
      const { study, subscription } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const found = (await listSubscriptions(deps, membership)).find(({ id }) => id === subscription)
      if (!found) throw buildNotFound()
      return c.json(found, 200)
    })
    .answer(changeReportSubscription, async (c) => {
      requirePerson(c.var.person)
      const { study, subscription } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const body = c.req.valid('json')
      const changed = await ('paused' in body
        ? pauseSubscription(deps, membership, subscription, body.paused)
        : changeSubscription(deps, membership, subscription, body))
      return c.json(viewSubscription(changed, c.var.person.sub, readNow()), 200)
    })
    .answer(endReportSubscription, async (c) => {
      requirePerson(c.var.person)
      const { study, subscription } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const ended = await endSubscription(deps, membership, subscription)
      return c.json(viewSubscription(ended, c.var.person.sub, readNow()), 200)
    })
    .answer(makeTestReport, async (c) => {
      requirePerson(c.var.person)
      const { study, subscription } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      return c.json(viewRun(await makeTestRun(deps, membership, subscription)), 201)
    })
    .answer(listReportRuns, async (c) => {
      const membership = await requireMembership(deps, c.var.person, c.req.valid('param').study)
      return c.json({ runs: [...(await listRuns(deps, membership))] }, 200)
    })
    .answer(getReportRun, async (c) => {
      const { study, run: id } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      const name = parseRunId(id)
      if (c.req.valid('query').file === 'no')
        return c.json(viewRun(await requireOwnRun(deps, membership, name)), 200)
      const { run, bytes } = await openReport(deps, membership, name)
      return replyOtherwise(
        c.body(new Uint8Array(bytes), 200, {
          'content-type': REPORT_MEDIA_TYPES[run.format],
          'content-security-policy': reportContentSecurityPolicy,
        }),
      )
    })
    .answer(rerunReportRun, async (c) => {
      requirePerson(c.var.person)
      const { study, run: id } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      return c.json(viewRun(await rerunReport(deps, membership, parseRunId(id))), 200)
    })
    .answer(markReportRunSeen, async (c) => {
      requirePerson(c.var.person)
      const { study, run: id } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      return c.json(viewRun(await markRunSeen(deps, membership, parseRunId(id))), 200)
    })
    .answer(cancelReportRun, async (c) => {
      requirePerson(c.var.person)
      const { study, run: id } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study)
      return c.json(viewRun(await cancelRun(deps, membership, parseRunId(id))), 200)
    })
}
