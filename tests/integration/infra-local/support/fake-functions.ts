import type { FakeFunction } from './fake-assembly.ts'
import { allow, buildQueue, everyMinute, route } from './fake-assembly.ts'

/** Answers by path, so that one function shows everything that an HTTP function may do. */
const SERVE: FakeFunction = {
  id: 'ServeStaffApi',
  timeout: 30,
  environment: { GREETING: 'hello', ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool' },
  code: `
    const paths = {
      '/api/echo': (event) => ({ statusCode: 200, cookies: ['a=1', 'b=2'], body: JSON.stringify(event) }),
      '/api/env': () => ({ statusCode: 200, body: JSON.stringify({ ...process.env, now: new Date().toISOString(),
        same: Math.abs(Date.now() - new Date().getTime()) < 50, is: new Date(0) instanceof Date }) }),
      '/api/throw': () => { throw new Error('no') },
      '/api/crash': () => { setTimeout(() => { throw new Error('crash') }); return new Promise(() => {}) },
      '/api/exit': () => process.exit(3),
      '/api/large': () => ({ statusCode: 200, body: 'x'.repeat(7 * 1024 * 1024) }),
    }
    export const handler = async (event) => paths[event.rawPath]?.(event) ?? { statusCode: 201, body: '{}' }`,
}

/** Never answers, unless asked to. */
const SLOW: FakeFunction = {
  id: 'ServeSlowly',
  timeout: 1,
  code: `export const handler = async ({ rawPath }) => rawPath === '/slow' ? new Promise(() => {}) : 'quick'`,
}

/** Enqueues what its environment tells it to when an hour has passed since the first call. */
const OPEN: FakeFunction = {
  id: 'OpenDueAssessments',
  environment: { QUEUE: { Ref: 'Queue' } },
  code: `
    let due
    export const handler = async () => {
      due ??= [Date.now() + 3600_000, Date.now() + 7200_000]
      let enqueued = 0
      while (due[0] <= Date.now()) {
        const body = { QueueUrl: process.env.QUEUE, MessageBody: String(due.shift()), MessageGroupId: 'g',
          MessageDeduplicationId: String(due.length) }
        const response = await fetch(process.env.AWS_ENDPOINT_URL_SQS, { method: 'POST', body: JSON.stringify(body),
          headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage',
            authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' } })
        if (!response.ok) throw new Error(await response.text())
        enqueued++
      }
      return { enqueued, nextDueAt: due[0] === undefined ? null : new Date(due[0]).toISOString() }
    }`,
}

/** Texts each message; the first delivery of each fails, so that redelivery shows. */
const SEND: FakeFunction = {
  id: 'SendInvitation',
  code: `
    export const handler = async ({ Records }) => {
      const batchItemFailures = []
      for (const { messageId, body, attributes } of Records) {
        if (attributes.ApproximateReceiveCount === '1') {
          batchItemFailures.push({ itemIdentifier: messageId })
          continue
        }
        await fetch(process.env.AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2, { method: 'POST',
          headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
            authorization: 'Credential=' + process.env.AWS_ACCESS_KEY_ID + '/' },
          body: JSON.stringify({ OriginationIdentity: 'number', DestinationPhoneNumber: '+12025550123', MessageBody: 'due <b>' + body + '</b> https://example.org/s/abc.' }) })
      }
      return { batchItemFailures }
    }`,
}

export const FAKE_FUNCTIONS = [SERVE, SLOW, OPEN, SEND]

const QUEUE = { 'Fn::GetAtt': ['Queue', 'Arn'] }
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

export const FAKE_RESOURCES = {
  ...allow('OpenDueAssessments', ['sqs:SendMessage'], QUEUE),
  ...allow(
    'SendInvitation',
    [...POLLING, 'sms-voice:SendTextMessage'],
    [QUEUE, 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/number'],
  ),
  ...route('ANY /api/{proxy+}', 'ServeStaffApi'),
  ...route('GET /slow', 'ServeSlowly'),
  ...route('GET /quick', 'ServeSlowly'),
  ...buildQueue('SendInvitation'),
  ...everyMinute('OpenDueAssessments'),
}
