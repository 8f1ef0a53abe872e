import { createQueueHandler } from '../platform/aws/lambda.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createJobStore } from '../records/job/job.store.ts'
import { mailEventSchema, recordMailEvent } from '../workflows/reports/record-mail-event.ts'
import { log } from './wire.ts'
import { wireAuditChains } from './wire-audit.ts'
import { dynamo } from './wire-dynamo.ts'

const env = readEnvironment('JOBS_TABLE', 'AUDIT_TABLE')
const jobs = createJobStore({ dynamo, table: env.JOBS_TABLE })
const deps = { clock, ...wireAuditChains(env), jobs, jobsTable: env.JOBS_TABLE }

export const handler = createQueueHandler(log, mailEventSchema, async (event) => {
  await recordMailEvent(deps, event)
})
