import { formatReportChain } from '../../records/audit/audit.store.ts'
import type { Actor, AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import { putRun, type StoredRun } from '../../records/job/job.store.ts'
import type { Run } from '../../records/job/run.ts'
import type { JobDeps } from './job.deps.ts'

/** A step of a run with its audit entry. @returns as it then stands; `undefined` where it was changed since it was read */
export async function changeAudited(
  { audit, jobsTable }: Pick<JobDeps, 'audit' | 'jobsTable'>,
  read: StoredRun,
  run: Run,
  action: AuditAction,
  about: NonNullable<AuditEvent['about']> = {},
  actor: Actor = { kind: 'system' },
): Promise<StoredRun | undefined> {
  const { study, subscription, key } = run
  const event: AuditEvent = { action, actor, about: { subscription, run: key, ...about } }
  const { kind } = await audit.write(formatReportChain(study, subscription), event, [
    putRun(jobsTable, run, read),
  ])
  return kind === 'written' ? { ...run, revision: read.revision + 1 } : undefined
}
