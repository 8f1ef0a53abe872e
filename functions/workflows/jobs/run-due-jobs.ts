import { formatIso } from '../../platform/core/clock.ts'
import { describeError } from '../../platform/core/log.ts'
import type { DueJob } from '../../records/job/job.store.ts'
import { isSilent } from '../../rules/jobs/run-times.ts'
import type { JobDeps } from './job.deps.ts'
import { planRun } from './plan-run.ts'
import { workOnRun } from './work-on-run.ts'

/**
 * One tick: plans what has fallen due, and works on it. It may come twice, late, beside another, or be killed: each run has
 * one identity and one lease. What fails is logged and does not keep the others.
 *
 * @param hasTimeLeft asked before each job: what is left out is found by the next tick
 * @returns `enqueued`: how many jobs were worked on; `nextDueAt`: when something is due next
 */
export async function runDueJobs(
  deps: JobDeps,
  hasTimeLeft: (job: DueJob) => boolean = () => true,
): Promise<{ readonly enqueued: number; readonly nextDueAt: string | null }> {
  const now = formatIso(deps.clock.now())
  const { due, nextDueAt } = await deps.jobs.readDue(now)
  // Of what is due, something has waited for hours: nobody works on it, or nobody comes through.
  const silent = due.filter(({ dueAt }) => isSilent(dueAt, now)).length
  if (silent > 0) deps.log.error('a report or an export is not made', { code: 'overdue', count: silent })
  let enqueued = 0
  for (const job of due) {
    if (!hasTimeLeft(job)) continue
    try {
      const result =
        job.kind === 'run'
          ? await workOnRun(deps, job.name)
          : await planRun(deps, job.study, job.subscription)
      if (result !== 'nothing-due') enqueued += 1
    } catch (error) {
      deps.log.error('a report or export could not be worked on', { ...describeError(error) })
    }
  }
  return { enqueued, nextDueAt }
}
