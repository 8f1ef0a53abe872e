import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { createDynamo } from '../platform/aws/dynamodb.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createDueStore } from '../records/due/due.store.ts'
import { createDueQueue } from '../records/due/due-queue.store.ts'
import { openDue } from '../workflows/texting/open-due.ts'

/** The next tick comes after a minute and goes on where this one stops. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment('STUDY_TABLE', 'INVITATION_QUEUE_URL')
const due = createDueStore({ dynamo: createDynamo(), table: env.STUDY_TABLE })
const queue = createDueQueue(env.INVITATION_QUEUE_URL)

export const handler = middy().handler((_event: unknown, context: Context) =>
  openDue({ clock, due, queue }, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
