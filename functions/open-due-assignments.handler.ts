import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { createDueStore } from './due/due.store.ts'
import { createDueQueue } from './due/due-queue.store.ts'
import { openDue } from './due/open-due.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'

/** The next tick comes after a minute and goes on where this one stops. */
const SPARE_MILLISECONDS = 10_000

const env = readEnvironment('STUDY_TABLE', 'INVITATION_QUEUE_URL')
const due = createDueStore({ dynamo: createDynamo(), table: env.STUDY_TABLE })
const queue = createDueQueue(env.INVITATION_QUEUE_URL)

export const handler = middy().handler((_event: unknown, context: Context) =>
  openDue({ clock, due, queue }, () => context.getRemainingTimeInMillis() > SPARE_MILLISECONDS),
)
