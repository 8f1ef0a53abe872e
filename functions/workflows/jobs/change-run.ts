import { formatExportChain, formatReportChain } from '../../records/audit/audit.store.ts'
import type { Actor, AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import { putRun } from '../../records/job/job.store.ts'
import type { ReportRun } from '../../records/job/report-run.ts'
import type { Run } from '../../records/job/run.ts'
import type { JobDeps } from './job.deps.ts'

/** What becomes of a run: of either kind but for what reports alone have. */
export type RunStep<R extends Run> =
  | ('made' | 'failed' | 'skipped' | 'cancelled')
  | (R extends ReportRun ? 'rerun' | 'notified' | 'seen' : never)

/** A step of a run with its audit entry. @returns as it then stands; `undefined` where it was changed since it was read */
export async function changeAudited<R extends Run>(
  { audit, jobsTable }: Pick<JobDeps, 'audit' | 'jobsTable'>,
  read: R & { readonly revision: number },
  run: R,
  step: RunStep<R>,
  about: NonNullable<AuditEvent['about']> = {},
  actor: Actor = { kind: 'system' },
): Promise<(R & { readonly revision: number }) | undefined> {
  const { chain, name } = describeRun(run)
  const event: AuditEvent = {
    action: `${run.job}.${step}` as AuditAction,
    actor,
    about: { ...name, ...about },
  }
  const { kind } = await audit.write(chain, event, [putRun(jobsTable, run, read)])
  return kind === 'written' ? { ...run, revision: read.revision + 1 } : undefined
}

/** The chain of the audit trail that a run’s entries are in, and how they name it. */
export function describeRun(run: Run): {
  readonly chain: string
  readonly name: Readonly<Record<string, string>>
} {
  return run.job === 'report'
    ? {
        chain: formatReportChain(run.study, run.subscription),
        name: { subscription: run.subscription, run: run.key },
      }
    : { chain: formatExportChain(run.study, run.key), name: { run: run.key } }
}
