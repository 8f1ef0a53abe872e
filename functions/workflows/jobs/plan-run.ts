import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { type AuditStore, formatReportChain } from '../../records/audit/audit.store.ts'
import {
  type JobStore,
  putRun,
  putSubscription,
  RUN_ABSENT,
  type StoredSubscription,
} from '../../records/job/job.store.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { Subscription } from '../../records/job/subscription.ts'
import { findDueReports } from '../../rules/jobs/planned-reports.ts'
import { addReportJitter, isLate } from '../../rules/jobs/run-times.ts'
import type { ReportMaker } from './job.deps.ts'

export type PlanDeps = {
  readonly clock: Clock
  readonly audit: Pick<AuditStore, 'write'>
  readonly jobs: Pick<JobStore, 'findSubscription' | 'listReports'>
  readonly jobsTable: string
  readonly makers: { readonly report: Pick<ReportMaker, 'findEnd'> }
}

/**
 * Plans the run of a subscription whose date has come: the run under its date, the subscription’s next date and the audit
 * entry in one transaction. A doubled tick is refused by either condition, and plans nothing.
 * Of a study that has ended one more is made, and the subscription ends with it.
 */
export async function planRun(
  deps: PlanDeps,
  study: string,
  id: string,
): Promise<'planned' | 'over' | 'nothing-due'> {
  return retryOnConflict(async () => {
    const read = await deps.jobs.findSubscription(study, id)
    const now = formatIso(deps.clock.now())
    if (read?.state !== 'active' || read.next === undefined || read.next.at > now)
      return 'nothing-due' as const
    const { due, superseded, next } = findDueReports(read.schedule, read.next, now)
    const end = due && (await deps.makers.report.findEnd(study))
    const isLast = due !== undefined && end !== undefined && due.at >= end
    const moved: Subscription = {
      ...read,
      next: isLast ? undefined : next,
      ...(next === undefined && { state: 'ended', reason: 'over' }),
      ...(isLast && { state: 'ended', reason: 'study-ended' }),
    }
    const chain = formatReportChain(study, id)
    if (due === undefined) {
      const event = {
        ...{ action: 'report-subscription.ended' as const, actor: { kind: 'system' as const } },
        about: { subscription: id, reason: 'over' },
      }
      const ended = await deps.audit.write(chain, event, [putSubscription(deps.jobsTable, moved, read)])
      return ended.kind === 'written' ? ('over' as const) : CONFLICT
    }
    const run = buildRun(read, {
      ...{ key: due.date, kind: 'planned', asOf: due.at, superseded: [...superseded] },
      ...{ createdAt: now, isLate: isLate(due.at, now), previousAsOf: await findPreviousAsOf(deps, read) },
      dueAt: isLate(due.at, now) ? now : addReportJitter(due.at, id),
      ...(isLast && { isLast }),
    })
    const about = {
      subscription: id,
      run: run.key,
      asOf: run.asOf,
      superseded: superseded.length,
      ...(isLast && { reason: 'study-ended' }),
    }
    const result = await deps.audit.write(
      chain,
      { action: 'report.planned', actor: { kind: 'system' }, about },
      [putRun(deps.jobsTable, run, undefined), putSubscription(deps.jobsTable, moved, read)],
    )
    if (result.kind === 'written') return 'planned' as const
    // The date was planned before, by a subscription that has come back to it: its run stands.
    if (result.condition !== RUN_ABSENT) return CONFLICT
    const skip = await deps.audit.write(
      chain,
      { action: 'report.planned', actor: { kind: 'system' }, about: { ...about, repeated: 1 } },
      [putSubscription(deps.jobsTable, moved, read)],
    )
    return skip.kind === 'written' ? ('nothing-due' as const) : CONFLICT
  })
}

type RunPlan = Pick<
  ReportRun,
  'key' | 'kind' | 'asOf' | 'superseded' | 'createdAt' | 'isLate' | 'isLast' | 'previousAsOf' | 'dueAt'
>

/** A run as its subscription stands: later changes of that are for later runs. */
export function buildRun(subscription: Subscription, plan: RunPlan): ReportRun {
  const { id, study, owner, version, content, sites, format, language, schedule, whenNothing } = subscription
  return {
    ...{ job: 'report', subscription: id, study, owner, version, content, sites, format, language },
    ...{ timeZone: schedule.timeZone, ...(whenNothing && { whenNothing }), ...plan },
    ...{ state: 'planned', reason: null, tries: 0, lease: null, parts: { made: 0, of: 0 } },
    ...{ isIncomplete: false, file: null, notice: null, noticeTries: 0, madeAt: null },
  }
}

/** As of when the newest report of the subscription is that was made. */
export async function findPreviousAsOf(
  { jobs }: Pick<PlanDeps, 'jobs'>,
  { study, id }: Pick<StoredSubscription, 'study' | 'id'>,
): Promise<string | null> {
  const runs = await jobs.listReports(study, id)
  const made = runs.filter(({ kind, state }) => kind === 'planned' && state === 'made')
  return (
    made
      .map(({ asOf }) => asOf)
      .sort()
      .at(-1) ?? null
  )
}
