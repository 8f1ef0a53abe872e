import {
  InternalServerException,
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTextSender } from '../../../functions/platform/aws/sms.ts'

const mock = mockClient(PinpointSMSVoiceV2Client)
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

const send = () =>
  createTextSender({ originationIdentity: '+12025550100', configurationSet: 'concord' }).send({
    to: '+12025550123',
    body: 'Hello',
    context: { attempt: '1' },
  })
const answered = (httpStatusCode: number) => ({ message: 'no', $metadata: { httpStatusCode } })

describe('the sender of texts', () => {
  test.each([
    ['a wrong number', new ValidationException({ ...answered(400), Reason: 'OTHER' }), false],
    ['throttling', new ThrottlingException(answered(429)), true],
    ['throttling that is answered with 400', new ThrottlingException(answered(400)), true],
  ])('takes %s for a refusal: nothing was sent', async (_, error, passing) => {
    mock.on(SendTextMessageCommand).rejects(error)
    expect(await send()).toEqual({ kind: 'refused', passing, code: error.name })
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
        Context: { attempt: '1' },
      },
    ])
  })
})
