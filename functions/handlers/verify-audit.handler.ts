import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { createLog } from '../platform/aws/log.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { verifyArchivedDay } from '../workflows/audit/verify-archived-day.ts'
import { wireAuditArchive, wireAuditChains, wireSigningKey } from './wire-audit.ts'

/** Left for the answer when a run has to stop. */
const SPARE_MILLISECONDS = 30_000

const env = readEnvironment('AUDIT_TABLE', 'AUDIT_ARCHIVE_BUCKET', 'AUDIT_SIGNING_KEY_ARN')
const log = createLog()
const deps = { clock, log, ...wireAuditChains(env), ...wireAuditArchive(env), ...wireSigningKey(env) }

/** Called once a day, after the anchor. */
export const handler = createEventHandler(log, z.looseObject({}), (_, context) =>
  verifyArchivedDay(deps, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
