import { hasPower } from '../../../web/api/members/member-roles.ts'
import { reportProblems } from '../../../web/api/problems/report-problems.ts'
import type { RunView } from '../../../web/api/reports/report-run.ts'
import { REPORT_POWERS, type SubscriptionView } from '../../../web/api/reports/report-subscription.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { JobStore } from '../../records/job/job.store.ts'
import type { JobFiles } from '../../records/job/job-files.ts'
import { formatRunId, type ReportRun } from '../../records/job/report-run.ts'
import type { Subscription } from '../../records/job/subscription.ts'
import { listPlannedReports } from '../../rules/jobs/planned-reports.ts'
import { appendReading } from '../access/append-reading.ts'
import { buildNotFound, type StudyMember } from '../access/staff-access.ts'

export type ReadReportsDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly jobs: JobStore
  readonly files: JobFiles
}

const NEXT_DATES = 3

/** A member’s own, and for a lead everybody’s of the study: without their addresses. */
export async function listSubscriptions(
  { jobs, clock }: Pick<ReadReportsDeps, 'jobs' | 'clock'>,
  { member, study }: StudyMember,
): Promise<readonly SubscriptionView[]> {
  const all = await jobs.listSubscriptions(study.id)
  const now = formatIso(clock.now())
  return all
    .filter(({ owner }) => owner === member.sub || hasPower(member.role, 'direct'))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .map((one) => viewSubscription(one, member.sub, now))
}

export function viewSubscription(subscription: Subscription, reader: string, now: string): SubscriptionView {
  const {
    id,
    version,
    content,
    sites,
    format,
    language,
    schedule,
    state,
    reason,
    owner,
    email,
    whenNothing,
  } = subscription
  return {
    ...{ id, version, content, sites, format, language, schedule, state, reason, owner },
    whenNothing: whenNothing ?? 'mail',
    email: owner === reader ? (email ?? null) : null,
    next: state === 'active' ? listPlannedReports(schedule, now, NEXT_DATES) : [],
  }
}

/** The newest first: a member’s own, and for a lead everybody’s. */
export async function listRuns(
  { jobs }: Pick<ReadReportsDeps, 'jobs'>,
  { member, study }: StudyMember,
): Promise<readonly RunView[]> {
  const runs = await jobs.listReports(study.id)
  return runs
    .filter(({ owner }) => owner === member.sub || hasPower(member.role, 'direct'))
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1))
    .map(viewRun)
}

/** @throws ProblemError 404 for a run that is not the member’s own */
export async function requireOwnRun(
  { jobs }: Pick<ReadReportsDeps, 'jobs'>,
  { member, study }: StudyMember,
  name: Pick<ReportRun, 'subscription' | 'key'>,
): Promise<ReportRun> {
  const run = await jobs.findReport(study.id, name)
  if (!run || run.owner !== member.sub) throw buildNotFound()
  return run
}

/** It failed, and nobody has said yet that they have seen it. */
export function isUnseen({ state, seenAt }: ReportRun): boolean {
  return state === 'failed' && seenAt === undefined
}

export function viewRun(run: ReportRun): RunView {
  const { subscription, content, format, kind, asOf, timeZone, state, reason, isLate, superseded } = run
  return {
    id: formatRunId(run),
    ...{ subscription, content, format, kind, asOf, timeZone, state, reason, isLate, superseded },
    ...{ hasNothing: run.hasNothing === true, isUnseen: isUnseen(run) },
    ...{ parts: run.parts, isIncomplete: run.isIncomplete, notice: run.notice, madeAt: run.madeAt },
    file: run.file && { sha256: run.file.sha256, bytes: run.file.bytes },
  }
}

/**
 * The file of a run, recorded before it goes out.
 *
 * @throws ProblemError 404 for one that is not the member’s, that has a clinic that their membership has no more, and that is
 * not there
 */
export async function openReport(
  deps: ReadReportsDeps,
  membership: StudyMember,
  name: Pick<ReportRun, 'subscription' | 'key'>,
): Promise<{ readonly run: ReportRun; readonly bytes: Buffer }> {
  const run = await requireOwnRun(deps, membership, name)
  const { member, study } = membership
  if (!hasPower(member.role, REPORT_POWERS[run.content])) throw buildNotFound()
  if (run.content === 'weekly-site') {
    // Of the clinics that it holds, the membership must have every one still. What was read and is not in it is no matter.
    const parts = run.file?.parts ?? (await deps.jobs.listParts(name)).map(({ part }) => part)
    if (!parts.every((part) => member.sites.includes(part))) throw buildNotFound()
  }
  const bytes = run.file ? await deps.files.findReport(run.file) : undefined
  if (!run.file || !bytes) throw new ProblemError(reportProblems.notReady)
  const { sha256 } = run.file
  await appendReading(deps, study.id, { kind: member.role, sub: member.sub }, 'report.opened', async () => ({
    ...{ subscription: run.subscription, run: run.key, sha256 },
  }))
  return { run, bytes }
}
