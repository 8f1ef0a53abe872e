import { createBucketClient } from '../platform/aws/bucket.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { randomIds as ids } from '../platform/core/ids.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createJobFiles } from '../records/job/job-files.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'
import { wireJobs } from './wire-jobs.ts'
import { wireLibrary } from './wire-library.ts'

/** Subscriptions of reports, their runs and files, and who may have them. */
export function wireReports(
  env: Env<'JOBS_TABLE' | 'REPORT_FILES_BUCKET' | 'AUDIT_TABLE' | 'MEMBERS_TABLE' | 'LIBRARY_TABLE'>,
) {
  return {
    ...{ clock, ids, library: wireLibrary(env).library, ...wireJobs(env) },
    files: createJobFiles(createBucketClient(env.REPORT_FILES_BUCKET)),
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
    memberships: createMembershipStore({ dynamo, table: env.MEMBERS_TABLE }),
  }
}
