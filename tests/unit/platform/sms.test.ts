import {
  InternalServerException,
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTextSender } from '../../../functions/platform/aws/sms.ts'

const mock = mockClient(PinpointSMSVoiceV2Client)
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

const send = (secondsToLive?: number) =>
  createTextSender({
    ...{ originationIdentity: '+12025550100', configurationSet: 'concord', maxPrice: '0.20' },
  }).send({
    to: '+12025550123',
    body: 'Hello',
    context: { attempt: '1' },
    ...(secondsToLive !== undefined && { secondsToLive }),
  })
const answered = (httpStatusCode: number) => ({ message: 'no', $metadata: { httpStatusCode } })

describe('the sender of texts', () => {
  test.each([
    [
      'a wrong number',
      new ValidationException({
        ...answered(400),
        ...{ Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'DestinationPhoneNumber', Message: 'no' }] },
      }),
      { cause: 'recipient', code: 'INVALID_PARAMETER' },
    ],
    [
      'the spend limit',
      new ServiceQuotaExceededException({
        ...answered(402),
        Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
      }),
      { cause: 'account', code: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    ],
    [
      'throttling',
      new ThrottlingException(answered(429)),
      { cause: 'transient', code: 'ThrottlingException' },
    ],
    [
      'throttling that is answered with 400',
      new ThrottlingException(answered(400)),
      { cause: 'transient', code: 'ThrottlingException' },
    ],
    [
      'a connection that was not made',
      Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
      { cause: 'transient', code: 'ECONNREFUSED' },
    ],
  ])('takes %s for a refusal: nothing was sent', async (_, error, refusal) => {
    mock.on(SendTextMessageCommand).rejects(error)
    expect(await send()).toEqual({ kind: 'refused', ...refusal })
    expect(mock.calls()).toHaveLength(1)
  })

  test.each([
    ['a server error', new InternalServerException(answered(500))],
    [
      'a refusal without a status',
      new PinpointSMSVoiceV2ServiceException({ name: 'X', $fault: 'client', $metadata: {} }),
    ],
    ['a reply that was lost', new Error('socket hang up')],
    ['a reply that came too late', Object.assign(new Error('timeout'), { name: 'TimeoutError' })],
  ])('throws %s: it may have been sent', async (_, error) => {
    mock.on(SendTextMessageCommand).rejects(error)
    await expect(send()).rejects.toBe(error)
    expect(mock.calls()).toHaveLength(1)
  })

  test.each([
    [1, 5],
    [3600.9, 3600],
    [1_000_000, 259_200],
  ])('asks for %d seconds to live as the service takes them: %d', async (secondsToLive, taken) => {
    mock.on(SendTextMessageCommand).resolves({ MessageId: 'm-1' })
    await send(secondsToLive)
    expect(mock.commandCalls(SendTextMessageCommand)[0]?.args[0].input.TimeToLive).toBe(taken)
  })

  test('sends one transactional text from the number of the settings', async () => {
    mock.on(SendTextMessageCommand).resolves({ MessageId: 'm-1' })
    expect(await send()).toEqual({ kind: 'sent', messageId: 'm-1' })
    expect(mock.commandCalls(SendTextMessageCommand).map(({ args }) => args[0].input)).toEqual([
      {
        DestinationPhoneNumber: '+12025550123',
        MessageBody: 'Hello',
        MessageType: 'TRANSACTIONAL',
        OriginationIdentity: '+12025550100',
        ConfigurationSetName: 'concord',
        MaxPrice: '0.20',
        Context: { attempt: '1' },
      },
    ])
  })
})
