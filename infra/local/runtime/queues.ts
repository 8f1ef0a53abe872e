import * as z from 'zod'
import { LOCAL_ACCOUNT } from '../cloudformation/local-values.ts'
import type { QueueResource } from '../cloudformation/resources.ts'
import { formatDenial, OPERATOR, type Permissions, readCaller } from './permissions.ts'
import { listQueueAccess, type Place } from './requested-access.ts'

const received = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()).default({}),
        MessageAttributes: z
          .record(
            z.string(),
            z.object({
              DataType: z.string(),
              StringValue: z.string().optional(),
              BinaryValue: z.string().optional(),
            }),
          )
          .default({}),
      }),
    )
    .default([]),
})
const created = z.object({ QueueUrl: z.string() })

export type QueueMessage = z.infer<typeof received>['Messages'][number]

/** The template's queues, spoken to over SQS's own protocol. Their content does not outlive the process. */
export interface Queues {
  readonly endpoint: string
  /** Creates the queues. Apart from `startQueues` because their redrive policies are only known with the endpoint. */
  create(queues: readonly QueueResource[]): Promise<void>
  /** Puts a message into a standard queue, as a topic does that it is subscribed to. */
  send(arn: string, body: unknown): Promise<void>
  receive(arn: string, count: number): Promise<QueueMessage[]>
  remove(arn: string, receiptHandle: string): Promise<void>
  /** Makes a message visible again at once. */
  release(arn: string, receiptHandle: string): Promise<void>
  /** Calls back after every request that may have put a message into a queue. */
  onSend(listener: () => void): void
  close(): Promise<void>
}

/** Starts fauxqs on loopback. Through `buildApp`, since its `startFauxqs` binds every interface. */
export async function startQueues(
  readAccess: () => { readonly permissions: Permissions; readonly place: Place },
): Promise<Queues> {
  const { buildApp } = await import('fauxqs')
  const app = buildApp({ logger: false })
  const listeners = new Set<() => void>()
  const ownUrls = new Map<string, string>()
  const requireQueueUrl = (name: string): string => {
    const url = ownUrls.get(name)
    if (url === undefined) throw new Error(`No such queue: ${name}`)
    return url
  }

  // fauxqs knows a queue by a URL at sqs.<region>.localhost, a host that not every machine resolves. Functions get one
  // at 127.0.0.1 instead (the SDK connects to wherever the queue's URL points), which is turned back here.
  app.addHook('preHandler', async (request, reply) => {
    const body = request.body
    if (typeof body !== 'object' || body === null || !('QueueUrl' in body)) return
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
    const { permissions, place } = readAccess()
    const caller = readCaller(request.headers.authorization)
    const denial = permissions.findDenial(caller, listQueueAccess(operation, body, place))
    if (denial !== undefined)
      return reply.code(403).send({ __type: 'AccessDeniedException', message: formatDenial(denial) })
    const name = String(body.QueueUrl).split('/').at(-1) ?? ''
    body.QueueUrl = ownUrls.get(name) ?? body.QueueUrl
  })
  app.addHook('onResponse', async (request) => {
    if (String(request.headers['x-amz-target']).startsWith('AmazonSQS.SendMessage')) {
      for (const listener of listeners) listener()
    }
  })
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })

  const callQueue = async (action: string, body: unknown): Promise<unknown> => {
    const response = await app.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
        authorization: `Credential=${OPERATOR}/`,
      },
      payload: JSON.stringify(body),
    })
    if (response.statusCode !== 200) throw new Error(`SQS ${action}: ${response.body}`)
    return JSON.parse(response.body)
  }
  const parseArnName = (arn: string): string => arn.split(':').at(-1) ?? arn

  return {
    endpoint,
    async create(queues) {
      for (const queue of queues) {
        const answer = await callQueue('CreateQueue', {
          QueueName: queue.name,
          Attributes: buildAttributes(queue),
        })
        ownUrls.set(queue.name, created.parse(answer).QueueUrl)
      }
    },
    async send(arn, body) {
      // fauxqs takes no character above U+FFFF, which SQS does: an emoji goes as JSON spells it.
      const spelt = JSON.stringify(body).replace(
        /[\ud800-\udfff]/g,
        (half) => `\\u${half.charCodeAt(0).toString(16)}`,
      )
      await callQueue('SendMessage', { QueueUrl: requireQueueUrl(parseArnName(arn)), MessageBody: spelt })
    },
    async receive(arn, count) {
      const answer = await callQueue('ReceiveMessage', {
        QueueUrl: requireQueueUrl(parseArnName(arn)),
        MaxNumberOfMessages: Math.min(count, 10),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      })
      return received.parse(answer).Messages
    },
    async remove(arn, receiptHandle) {
      await callQueue('DeleteMessage', {
        QueueUrl: requireQueueUrl(parseArnName(arn)),
        ReceiptHandle: receiptHandle,
      })
    },
    async release(arn, receiptHandle) {
      await callQueue('ChangeMessageVisibility', {
        QueueUrl: requireQueueUrl(parseArnName(arn)),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      })
    },
    onSend(listener) {
      listeners.add(listener)
    },
    close: () => app.close(),
  }
}

function buildAttributes(queue: QueueResource): Record<string, string> {
  const attributes: Record<string, string> = {}
  if (queue.FifoQueue === true) attributes.FifoQueue = 'true'
  if (queue.ContentBasedDeduplication === true) attributes.ContentBasedDeduplication = 'true'
  if (queue.VisibilityTimeout !== undefined) attributes.VisibilityTimeout = String(queue.VisibilityTimeout)
  if (queue.DelaySeconds !== undefined) attributes.DelaySeconds = String(queue.DelaySeconds)
  if (queue.RedrivePolicy !== undefined) {
    // fauxqs lives in its own region; only the name decides which queue dead letters go to.
    const name = queue.RedrivePolicy.deadLetterTargetArn.split(':').at(-1)
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${LOCAL_ACCOUNT}:${name}`
    attributes.RedrivePolicy = JSON.stringify({ ...queue.RedrivePolicy, deadLetterTargetArn })
  }
  return attributes
}
