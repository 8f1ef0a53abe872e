import type { BucketClient } from '../../functions/platform/aws/bucket.ts'
import { writeTransaction } from '../../functions/platform/aws/dynamodb.ts'
import { randomIds } from '../../functions/platform/core/ids.ts'
import { createAuditStore } from '../../functions/records/audit/audit.store.ts'
import { createJobStore, putNewSubscription } from '../../functions/records/job/job.store.ts'
import { createJobFiles } from '../../functions/records/job/job-files.ts'
import type { Subscription } from '../../functions/records/job/subscription.ts'
import { listPlannedReports } from '../../functions/rules/jobs/planned-reports.ts'
import type { JobDeps, JobMaker } from '../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../functions/workflows/jobs/run-due-jobs.ts'
import type { ReportSchedule } from '../../web/api/reports/report-schedule.ts'
import type { CrashingTables } from './crashing-tables.ts'
import { createMemoryBucket } from './memory-bucket.ts'

export const STUDY = 'registry'
export const START = '2026-03-01T12:00:00.000Z'
export const SCHEDULE: ReportSchedule = {
  ...{ every: { kind: 'week', weekday: 1 }, time: '02:30', timeZone: 'America/New_York' },
}

/** A service and a worker that can be killed at any command to the tables, at the bucket, and around the mail. */
export function openJobs(tables: CrashingTables, id: string, change: Partial<JobMaker> = {}) {
  const bucket = createMemoryBucket()
  const mails: string[] = []
  const made: string[] = []
  const log: string[] = []
  const time = { now: START }
  let dying: 'before-put' | 'after-put' | 'before-mail' | 'after-mail' | undefined
  const dieAt = (point: typeof dying) => {
    if (dying !== point) return
    dying = undefined
    // As a process that is gone: whatever it would do next does not come through.
    tables.crashDuringStep(0, 'before')
    throw new Error('killed')
  }
  const client: BucketClient = {
    ...bucket.client,
    async put(key, body) {
      dieAt('before-put')
      const result = await bucket.client.put(key, body)
      dieAt('after-put')
      return result
    },
  }
  const clock = { now: () => ({ epochMilliseconds: Date.parse(time.now) }) }
  const note = (message: string) => void log.push(message)
  const maker: JobMaker = {
    admit: async () => ({ kind: 'admitted', parts: ['harbor', 'mesa'] }),
    async makePart(run, part) {
      if (run.subscription === id) made.push(part)
      // What is read differs whenever it is read.
      return Buffer.from(`${run.key} ${part} ${made.length}`)
    },
    isIncomplete: () => false,
    assemble: async (_, parts) => Buffer.concat(parts),
    async notify(run) {
      dieAt('before-mail')
      // The table is shared: of the other tests' subscriptions more falls due.
      if (run.subscription === id) mails.push(`${run.key} ${run.state}`)
      dieAt('after-mail')
      return { kind: 'sent', messageId: 'm' }
    },
    ...change,
  }
  const deps: JobDeps = {
    ...{ clock, ids: randomIds, log: { info: note, error: note }, maker },
    audit: createAuditStore({ dynamo: tables.dynamo, table: tables.audit, clock, pause: async () => {} }),
    jobs: createJobStore({ dynamo: tables.dynamo, table: tables.jobs }),
    ...{ jobsTable: tables.jobs, files: createJobFiles(client) },
  }
  return {
    ...{ deps, bucket, mails, made, log, time },
    die: (point: NonNullable<typeof dying>) => {
      dying = point
    },
    async subscribe(schedule: ReportSchedule = SCHEDULE): Promise<void> {
      const [next] = listPlannedReports(schedule, START, 1)
      const subscription: Subscription = {
        ...{ id, study: STUDY, owner: 'coordinator', content: 'weekly-site', sites: ['harbor', 'mesa'] },
        ...{ format: 'html', language: 'en', schedule, email: 'a@example.org', salt: 's' },
        ...{ state: 'active', reason: null, version: 1, next, createdAt: START },
      }
      await writeTransaction(tables.dynamo, putNewSubscription(tables.jobs, subscription))
    },
    /** Ticks each minute for so many minutes from an instant on. */
    async tickThrough(from: string, minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        time.now = new Date(Date.parse(from) + minute * 60_000).toISOString()
        await runDueJobs(deps)
      }
    },
    listRuns: () => deps.jobs.listRuns(STUDY, id),
  }
}
