import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { hasPower } from '../../../web/api/members/member-roles.ts'
import { reportProblems } from '../../../web/api/problems/report-problems.ts'
import { formatIso, HOUR_MS } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatReportChain } from '../../records/audit/audit.store.ts'
import { putRun, type StoredReport } from '../../records/job/job.store.ts'
import { FILE_KEPT_DAYS, type JobFiles } from '../../records/job/job-files.ts'
import type { ReportName, ReportRun } from '../../records/job/report-run.ts'
import { isRunOver } from '../../records/job/run.ts'
import { buildNotFound, type StudyMember } from '../access/staff-access.ts'
import { changeAudited } from '../jobs/change-run.ts'
import { buildRun, findPreviousAsOf } from '../jobs/plan-run.ts'
import { requireOwn, type SubscriptionDeps } from './change-subscription.ts'
import { isUnseen } from './read-reports.ts'
import { requireReport, requireReporter } from './require-report.ts'

const TEST_LETTERS = 10

/**
 * A report at once, marked as a test; the one that waits or is being made already, where there is one.
 *
 * @throws ProblemError 403 for a role without it; 404
 */
export async function makeTestRun(
  deps: SubscriptionDeps,
  membership: StudyMember,
  id: string,
): Promise<ReportRun> {
  requireReporter(membership)
  const read = await requireOwn(deps, membership, id)
  const actor = requireReport(membership, read.content)
  const tests = (await deps.jobs.listReports(read.study, id)).filter(({ kind }) => kind === 'test')
  const waiting = tests.find(({ state }) => state === 'planned' || state === 'making')
  if (waiting) return waiting
  const now = formatIso(deps.clock.now())
  const key = `test-${computeContentHash([id, tests.length]).slice(0, TEST_LETTERS)}`
  const run = buildRun(read, {
    ...{ key, kind: 'test', asOf: now, superseded: [] },
    ...{ createdAt: now, isLate: false, previousAsOf: await findPreviousAsOf(deps, read), dueAt: now },
  })
  const result = await deps.audit.write(
    formatReportChain(read.study, id),
    {
      ...{ action: 'report.planned', actor },
      about: { subscription: id, run: run.key, asOf: run.asOf },
    },
    [putRun(deps.jobsTable, run, undefined)],
  )
  const standing = result.kind === 'refused' ? await deps.jobs.findReport(run.study, run) : undefined
  return standing ?? run
}

/** @throws ProblemError 404; 409 `report-run-over` for one that is made, or whose mail is out */
export async function cancelRun(
  deps: SubscriptionDeps,
  membership: StudyMember,
  name: ReportName,
): Promise<ReportRun> {
  const { member } = membership
  const read = await requireOwnStored(deps, membership, name)
  if (isRunOver(read) || (read.state !== 'planned' && read.state !== 'making'))
    throw new ProblemError(reportProblems.over)
  const { dueAt: _, ...rest } = read
  const cancelled = { ...rest, state: 'cancelled' as const, reason: 'by-owner' as const, lease: null }
  const actor = { kind: member.role, sub: member.sub }
  const changed = await changeAudited(deps, read, cancelled, 'cancelled', {}, actor)
  // A worker was first: their next step finds it as it then is.
  if (!changed) throw new ProblemError(reportProblems.over)
  return changed
}

/**
 * Makes a run again under the same name, as of the same instant: what was read of it before is found again, and gives the same
 * bytes. One whose file is there, or that waits or is being made, is left as it is.
 *
 * @throws ProblemError 403 for a role without it; 404; 404 `report-not-ready` for one older than files are kept; 409 where it
 * changes at this moment
 */
export async function rerunReport(
  deps: SubscriptionDeps & { readonly files: Pick<JobFiles, 'findReport'> },
  membership: StudyMember,
  name: ReportName,
): Promise<ReportRun> {
  requireReporter(membership)
  const read = await requireOwnStored(deps, membership, name)
  const actor = requireReport(membership, read.content)
  const now = formatIso(deps.clock.now())
  if (read.state === 'planned' || read.state === 'making' || !isRunOver(read)) return read
  if (read.file && (await deps.files.findReport(read.file))) return read
  if (Date.parse(now) - Date.parse(read.madeAt ?? read.createdAt) > FILE_KEPT_DAYS * 24 * HOUR_MS)
    throw new ProblemError(reportProblems.notReady)
  const { seenAt: _, ...withoutSeen } = read
  const again: ReportRun = {
    ...{ ...withoutSeen, state: 'planned', reason: null, tries: 0, lease: null, dueAt: now },
    // Of one that was announced as made, that stands.
    ...(read.state !== 'made' && { notice: null, noticeTries: 0 }),
  }
  const changed = await changeAudited(deps, read, again, 'rerun', {}, actor)
  if (!changed) throw new ProblemError(reportProblems.changed)
  return changed
}

/**
 * Notes that somebody has seen that a report failed: until then the console shows it in front. Of another run nothing changes.
 *
 * @throws ProblemError 403 for a role without reports; 404 for a run of somebody else, but for leads; 409 where it changes at this moment
 */
export async function markRunSeen(
  deps: SubscriptionDeps,
  membership: StudyMember,
  name: ReportName,
): Promise<ReportRun> {
  requireReporter(membership)
  const { member, study } = membership
  const read = await deps.jobs.findReport(study.id, name)
  if (!read || (read.owner !== member.sub && !hasPower(member.role, 'direct'))) throw buildNotFound()
  if (!isUnseen(read)) return read
  const seen = { ...read, seenAt: formatIso(deps.clock.now()) }
  const changed = await changeAudited(deps, read, seen, 'seen', {}, { kind: member.role, sub: member.sub })
  if (!changed) throw new ProblemError(reportProblems.changed)
  return changed
}

async function requireOwnStored(
  { jobs }: Pick<SubscriptionDeps, 'jobs'>,
  { member, study }: StudyMember,
  name: ReportName,
): Promise<StoredReport> {
  const read = await jobs.findReport(study.id, name)
  if (!read || read.owner !== member.sub) throw buildNotFound()
  return read
}
