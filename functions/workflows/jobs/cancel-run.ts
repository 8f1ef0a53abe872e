import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { Actor } from '../../records/audit/audit.ts'
import { isRunOpen, type Run } from '../../records/job/run.ts'
import { changeAudited } from './change-run.ts'
import type { JobDeps } from './job.deps.ts'

/**
 * Cancels a run that waits or is being made. Anyone who works on it finds so at their next step.
 *
 * @param read reads it anew for each attempt, and refuses those who may not
 * @returns it as it then stands; `over` where it is made, failed or cancelled already
 */
export async function cancelOpenRun<R extends Run>(
  deps: Pick<JobDeps, 'audit' | 'jobsTable'>,
  read: () => Promise<R & { readonly revision: number }>,
  actor: Actor,
): Promise<R | 'over'> {
  return retryOnConflict(async () => {
    const run = await read()
    if (!isRunOpen(run)) return 'over' as const
    const { dueAt: _, ...rest } = run
    const cancelled = { ...rest, state: 'cancelled', reason: 'by-owner', lease: null } as R
    return (await changeAudited<R>(deps, run, cancelled, 'cancelled', {}, actor)) ?? CONFLICT
  })
}
