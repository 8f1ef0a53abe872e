import { formatIso, shiftIso } from '../../platform/core/clock.ts'
import type { StoredRun } from '../../records/job/job.store.ts'
import type { Run, RunName } from '../../records/job/run.ts'
import { isRunOpen } from '../../records/job/run.ts'
import { LEASE_MS } from '../../rules/jobs/run-times.ts'
import type { JobDeps } from './job.deps.ts'

const LEASE_LETTERS = 16

/** Takes a run whose time has come and that nobody works on. @returns it with the lease, or `undefined` */
export async function claimRun(deps: JobDeps, name: RunName): Promise<StoredRun | undefined> {
  const now = formatIso(deps.clock.now())
  const read = await deps.jobs.findRun(name)
  if (!read || read.dueAt === undefined || read.dueAt > now) return undefined
  if (read.lease !== null && read.lease.until > now) return undefined
  const until = shiftIso(now, LEASE_MS)
  return deps.jobs.changeRun<Run>(read, {
    ...read,
    ...(isRunOpen(read) && { state: 'making' as const, tries: read.tries + 1 }),
    ...{ lease: { by: deps.ids.random(LEASE_LETTERS), until }, dueAt: until },
  })
}

/** Keeps a run for another lease, and says how far it is. @returns `undefined` where somebody else has it, or it was cancelled */
export function renewLease<R extends Run>(
  deps: Pick<JobDeps, 'clock' | 'jobs'>,
  run: R & { readonly revision: number },
  changes: Partial<R>,
): Promise<(R & { readonly revision: number }) | undefined> {
  const until = shiftIso(formatIso(deps.clock.now()), LEASE_MS)
  const lease = run.lease && { ...run.lease, until }
  return deps.jobs.changeRun(run, { ...run, ...changes, lease, dueAt: until })
}
