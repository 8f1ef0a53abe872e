import * as z from 'zod/mini'
import { createEventHandler } from '../platform/aws/lambda.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { DUE_SHARDS } from '../records/due/due-shard.ts'
import { computeTextsPerShard } from '../rules/texting/pace.ts'
import { openDue } from '../workflows/texting/open-due.ts'
import { log, wireDue, wireErasureQueue, wireUrgent } from './wire.ts'

/** The next tick comes after a minute and goes on where this one stops. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment(
  ...([
    'STUDY_TABLE',
    'INVITATION_QUEUE_URL',
    'URGENT_QUEUE_URL',
    'ERASURE_QUEUE_URL',
    'TEXTS_PER_SECOND',
  ] as const),
)
const textsPerShard = computeTextsPerShard(Number(env.TEXTS_PER_SECOND), DUE_SHARDS)
const deps = { ...wireDue(env), ...wireUrgent(env), ...wireErasureQueue(env), textsPerShard }

export const handler = createEventHandler(log, z.unknown(), (_event, context) =>
  openDue(deps, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
