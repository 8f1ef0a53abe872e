import middy from '@middy/core'
import { createAssignmentStore } from './assignment/assignment.store.ts'
import { createDueTextQueue } from './invitation/due-text-queue.store.ts'
import { openDue } from './invitation/open-due.ts'
import { systemClock as clock } from './platform/clock.ts'
import { createDynamo } from './platform/dynamodb.ts'
import { readEnvironment } from './platform/environment.ts'

const env = readEnvironment('STUDY_TABLE', 'INVITATION_QUEUE_URL')
const assignments = createAssignmentStore({ dynamo: createDynamo(), table: env.STUDY_TABLE })
const queue = createDueTextQueue(env.INVITATION_QUEUE_URL)

export const handler = middy().handler(() => openDue({ clock, assignments, queue }))
