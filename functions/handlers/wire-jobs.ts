import { createJobStore } from '../records/job/job.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

/** Subscriptions of reports and runs. */
export function wireJobs({ JOBS_TABLE }: Env<'JOBS_TABLE'>) {
  return { jobsTable: JOBS_TABLE, jobs: createJobStore({ dynamo, table: JOBS_TABLE }) }
}
