import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { listDeadLetterQueues, redriveDeadLetters } from '../../../infra/dead-letters.ts'
import { ofType, serviceResources } from './synthesized.ts'

const mock = mockClient(SQSClient)
const sqs = new SQSClient({ region: 'us-east-1' })
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

/** Queues as CloudFormation names them: a FIFO queue's name ends with `.fifo`. */
function deploy(stack: string): string[] {
  return ofType(serviceResources, 'AWS::SQS::Queue').map(
    ([id, { Properties }]) =>
      `https://sqs.us-east-1.amazonaws.com/111122223333/${stack}-${id}-AbCdEfGhIjKl${Properties.FifoQueue ? '.fifo' : ''}`,
  )
}

function answerAttributes(waiting: number): void {
  mock.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }: { QueueUrl: string }) => ({
    Attributes: {
      QueueArn: `arn:aws:sqs:us-east-1:111122223333:${QueueUrl.split('/').at(-1)}`,
      ApproximateNumberOfMessages: String(waiting),
    },
  }))
}

test('the queues of another stage and those that work are left out; every page is read', async () => {
  mock
    .on(ListQueuesCommand, { NextToken: undefined })
    .resolves({ QueueUrls: deploy('ConcordService-staging'), NextToken: 'more' })
    .on(ListQueuesCommand, { NextToken: 'more' })
    .resolves({ QueueUrls: deploy('ConcordService') })
  answerAttributes(3)
  const queues = await listDeadLetterQueues(sqs, 'ConcordService')
  expect(queues.map(({ name, waiting }) => `${name}: ${waiting}`)).toEqual([
    ...[
      'Erasures: 3',
      'Invitations: 3',
      'MailEventsInbox: 3',
      'TextMessagesEvents: 3',
      'TextMessagesReplies: 3',
      'Urgent: 3',
    ],
  ])
})

test('a redrive asks SQS to move what waits back to where it came from', async () => {
  mock.on(ListQueuesCommand).resolves({ QueueUrls: deploy('ConcordService-staging') })
  mock.on(StartMessageMoveTaskCommand).resolves({ TaskHandle: 't' })
  answerAttributes(1)
  const queues = await listDeadLetterQueues(sqs, 'ConcordService-staging')
  const urgent = queues.find(({ name }) => name === 'Urgent')
  if (urgent === undefined) throw new Error('no queue Urgent')
  await redriveDeadLetters(sqs, urgent)
  const [call] = mock.commandCalls(StartMessageMoveTaskCommand)
  // Without a destination, SQS takes the queue whose redrive policy names this one.
  expect(call?.args[0].input).toEqual({ SourceArn: urgent.arn })
  expect(urgent.arn).toMatch(/:ConcordService-staging-UrgentDeadLetters[0-9A-F]{8}-\w+\.fifo$/)
})
