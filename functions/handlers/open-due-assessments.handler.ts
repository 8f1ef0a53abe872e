import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { openDue } from '../workflows/texting/open-due.ts'
import { log, wireDue, wireErasureQueue, wireUrgent } from './wire.ts'

/** The next tick comes after a minute and goes on where this one stops. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment(
  ...(['STUDY_TABLE', 'INVITATION_QUEUE_URL', 'URGENT_QUEUE_URL', 'ERASURE_QUEUE_URL'] as const),
)
const deps = { ...wireDue(env), ...wireUrgent(env), ...wireErasureQueue(env) }

export const handler = createEventHandler(log, z.unknown(), (_event, context) =>
  openDue(deps, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
