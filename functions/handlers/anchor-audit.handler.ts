import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { anchorAudit } from '../workflows/audit/anchor-audit.ts'
import { wireAuditArchive, wireSigningKey } from './wire-audit.ts'

const env = readEnvironment('AUDIT_ARCHIVE_BUCKET', 'AUDIT_SIGNING_KEY_ARN')
const log = createLog()
const deps = { clock, ...wireAuditArchive(env), ...wireSigningKey(env) }

/** Called once a day. */
export const handler = createEventHandler(log, z.looseObject({}), () => anchorAudit(deps))
