import { createQueueHandler } from '../platform/aws/lambda.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { mailEventSchema, recordMailEvent } from '../workflows/reports/record-mail-event.ts'
import { log } from './wire.ts'
import { wireAuditChains } from './wire-audit.ts'
import { wireJobs } from './wire-jobs.ts'

const env = readEnvironment('JOBS_TABLE', 'AUDIT_TABLE')
const deps = { clock, ...wireAuditChains(env), ...wireJobs(env) }

export const handler = createQueueHandler(log, mailEventSchema, async (event) => {
  await recordMailEvent(deps, event)
})
