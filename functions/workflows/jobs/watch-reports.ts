import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { JobStore } from '../../records/job/job.store.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { findSilentReports } from '../../rules/jobs/silent-reports.ts'

export type WatchDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly jobs: Pick<JobStore, 'listSubscriptions' | 'listReports' | 'listExports'>
  readonly library: Pick<StudyLibrary, 'listStudies'>
}

/** Looks once a day for reports and exports that nobody makes. Each study’s are logged, which rings; nothing is mended here. */
export async function watchReports({
  clock,
  log,
  jobs,
  library,
}: WatchDeps): Promise<{ readonly silent: number }> {
  const now = formatIso(clock.now())
  let count = 0
  for (const { study } of await library.listStudies()) {
    const [subscriptions, reports, exports] = await Promise.all([
      jobs.listSubscriptions(study),
      jobs.listReports(study),
      jobs.listExports(study),
    ])
    const silent = findSilentReports({ subscriptions, runs: [...reports, ...exports] }, now)
    count += silent.length
    for (const [code, { length }] of Map.groupBy(silent, ({ why }) => why))
      log.error('a report or an export is not made', { code, study, count: length })
  }
  return { silent: count }
}
