import type { BucketClient } from '../../functions/platform/aws/bucket.ts'
import { writeTransaction } from '../../functions/platform/aws/dynamodb.ts'
import { randomIds } from '../../functions/platform/core/ids.ts'
import { createAuditStore } from '../../functions/records/audit/audit.store.ts'
import type { ExportRun, ExportScope } from '../../functions/records/job/export-run.ts'
import { createJobStore, putNewSubscription, putRun } from '../../functions/records/job/job.store.ts'
import { createJobFiles } from '../../functions/records/job/job-files.ts'
import type { Subscription } from '../../functions/records/job/subscription.ts'
import { listPlannedReports } from '../../functions/rules/jobs/planned-reports.ts'
import type { ExportMaker, JobDeps, ReportMaker } from '../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../functions/workflows/jobs/run-due-jobs.ts'
import type { ReportSchedule } from '../../web/api/reports/report-schedule.ts'
import type { CrashingTables } from './crashing-tables.ts'
import { createMemoryBucket } from './memory-bucket.ts'

export const STUDY = 'registry'
export const START = '2026-03-01T12:00:00.000Z'
export const SCHEDULE: ReportSchedule = {
  ...{ every: { kind: 'week', weekday: 1 }, time: '02:30', timeZone: 'America/New_York' },
}

/** Of an export. */
export const SCOPE: ExportScope = {
  ...{ sites: ['harbor', 'mesa'], isBlinded: false },
  ...{ fileName: 'registry.zip', mediaType: 'application/zip' },
}

/** A service and a worker that can be killed at any command to the tables, at the bucket, and around the mail. */
export function openJobs(
  tables: CrashingTables,
  id: string,
  change: Partial<ReportMaker> = {},
  changeExport: Partial<ExportMaker> = {},
) {
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
  const writeMortal = async <T>(write: () => Promise<T>): Promise<T> => {
    dieAt('before-put')
    const result = await write()
    dieAt('after-put')
    return result
  }
  const client: BucketClient = {
    ...bucket.client,
    put: (key, body) => writeMortal(() => bucket.client.put(key, body)),
    openUpload(key) {
      const upload = bucket.client.openUpload(key)
      return { ...upload, complete: () => writeMortal(() => upload.complete()) }
    },
  }
  const clock = { now: () => ({ epochMilliseconds: Date.parse(time.now) }) }
  const note = (message: string) => void log.push(message)
  const maker: ReportMaker = {
    admit: async () => ({ kind: 'admitted', parts: ['harbor', 'mesa'] }),
    async makePart(run, part) {
      if (run.subscription === id) made.push(part)
      // What is read differs whenever it is read.
      return Buffer.from(`${run.key} ${part} ${made.length}`)
    },
    isIncomplete: () => false,
    hasNothing: () => false,
    assemble: async (_, parts) => Buffer.concat(parts),
    findEnd: async () => undefined,
    async notify(run) {
      dieAt('before-mail')
      // The table is shared: of the other tests' subscriptions more falls due.
      if (run.subscription === id) mails.push(`${run.key} ${run.state}`)
      dieAt('after-mail')
      return { kind: 'sent', messageId: 'm' }
    },
    ...change,
  }
  const exportMaker: ExportMaker = {
    admit: async () => ({ kind: 'admitted', scope: SCOPE }),
    async write(run, file) {
      for (const [at, site] of ['harbor', 'mesa'].entries()) {
        if (run.owner === id) made.push(site)
        file.write(Buffer.from(`${run.asOf} ${site}\n`))
        await file.advance({ sites: at + 1, participants: at + 1 })
      }
    },
    ...changeExport,
  }
  const deps: JobDeps = {
    ...{ clock, ids: randomIds, log: { info: note, error: note } },
    makers: { report: maker, export: exportMaker },
    audit: createAuditStore({ dynamo: tables.dynamo, table: tables.audit, clock, pause: async () => {} }),
    jobs: createJobStore({ dynamo: tables.dynamo, table: tables.jobs }),
    ...{ jobsTable: tables.jobs, files: createJobFiles(client) },
  }
  return {
    ...{ deps, bucket, mails, made, log, time },
    die: (point: NonNullable<typeof dying>) => {
      dying = point
    },
    async subscribe(schedule: ReportSchedule = SCHEDULE, change: Partial<Subscription> = {}): Promise<void> {
      const [next] = listPlannedReports(schedule, START, 1)
      const subscription: Subscription = {
        ...{ id, study: STUDY, owner: 'coordinator', content: 'weekly-site', sites: ['harbor', 'mesa'] },
        ...{ format: 'html', language: 'en', schedule, email: 'a@example.org', salt: 's' },
        ...{ state: 'active', reason: null, version: 1, next, createdAt: START },
        ...change,
      }
      await writeTransaction(tables.dynamo, putNewSubscription(tables.jobs, subscription))
    },
    /** Orders an export whose owner is called as the subscription is. */
    async order(): Promise<ExportRun> {
      const run: ExportRun = {
        ...{ job: 'export', key: id, study: STUDY, owner: id, site: null, variant: 'dates', format: 'csv' },
        ...{ asOf: time.now, createdAt: time.now, dueAt: time.now, madeAt: null, state: 'planned' },
        ...{ reason: null, tries: 0, lease: null, file: null, scope: null },
        progress: { sites: 0, participants: 0 },
      }
      await writeTransaction(tables.dynamo, [putRun(tables.jobs, run, undefined)])
      return run
    },
    findExport: () => deps.jobs.findExport(STUDY, id),
    /** Ticks each minute for so many minutes from an instant on. */
    async tickThrough(from: string, minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        time.now = new Date(Date.parse(from) + minute * 60_000).toISOString()
        await runDueJobs(deps)
      }
    },
    listRuns: () => deps.jobs.listReports(STUDY, id),
  }
}
