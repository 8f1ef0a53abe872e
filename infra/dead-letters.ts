import {
  GetQueueAttributesCommand,
  paginateListQueues,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'

/** A dead-letter queue of a deployed service stack. */
export interface DeadLetterQueue {
  /** As the construct is called: `Invitations`, `TextMessagesReplies`. */
  readonly name: string
  readonly arn: string
  /** Approximate number of messages, as SQS counts. */
  readonly waiting: number
}

/**
 * Every dead-letter queue of a stack, found by the names that CloudFormation gives: `<stack>-<logical ID>-<random>`.
 *
 * @param stack name of the service stack
 */
export async function listDeadLetterQueues(sqs: SQSClient, stack: string): Promise<DeadLetterQueue[]> {
  const queues: DeadLetterQueue[] = []
  const pages = paginateListQueues({ client: sqs, pageSize: 100 }, { QueueNamePrefix: `${stack}-` })
  for await (const { QueueUrls = [] } of pages) {
    for (const url of QueueUrls) {
      const name = findConstructName(stack, url)
      if (name === undefined) continue
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
        }),
      )
      const { QueueArn: arn = '', ApproximateNumberOfMessages: waiting = '0' } = Attributes
      queues.push({ name, arn, waiting: Number(waiting) })
    }
  }
  return queues.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Has SQS move every message back to the queue that it came from. It goes on after this returns. */
export async function redriveDeadLetters(sqs: SQSClient, { arn }: DeadLetterQueue): Promise<void> {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }))
}

/** A stage's stack begins like the stack without a stage: what follows must be a logical ID, which has no hyphen. */
function findConstructName(stack: string, url: string): string | undefined {
  const name = url.split('/').at(-1) ?? ''
  return name.startsWith(`${stack}-`)
    ? /^([A-Za-z0-9]+)DeadLetters[0-9A-F]{8}-/.exec(name.slice(stack.length + 1))?.[1]
    : undefined
}
