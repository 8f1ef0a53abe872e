import { createEventHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { archiveEntries, streamBatchSchema } from '../workflows/audit/archive-entries.ts'
import { wireAuditArchive } from './wire-audit.ts'

const log = createLog()
const deps = { log, ...wireAuditArchive(readEnvironment('AUDIT_ARCHIVE_BUCKET')) }

/** Called with what was appended to the Audit table. */
export const handler = createEventHandler(log, streamBatchSchema, (batch) => archiveEntries(deps, batch))
