import {
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  ResourceNotFoundException,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createOptOuts } from '../../../functions/platform/aws/opt-outs.ts'

const mock = mockClient(PinpointSMSVoiceV2Client)
beforeEach(() => void mock.reset())
afterAll(() => mock.restore())

const lift = () => createOptOuts('study-list').lift('+12025550123')
const answered = { message: 'no', $metadata: { httpStatusCode: 400 } }

test.each([
  ['the list is gone', new ResourceNotFoundException({ ...answered, ResourceType: 'opt-out-list' })],
  [
    'it was taken off in the last 30 days',
    new ValidationException({ ...answered, Reason: 'PHONE_NUMBER_CANNOT_BE_OPTED_IN' }),
  ],
])('an opt-out is not lifted where %s, and the caller learns of it', async (_, error) => {
  mock.on(DeleteOptedOutNumberCommand).rejects(error)
  await expect(lift()).rejects.toBe(error)
})

test('a number that is not on the list stays so', async () => {
  mock
    .on(DeleteOptedOutNumberCommand)
    .rejects(new ResourceNotFoundException({ ...answered, ResourceType: 'opted-out-number' }))
  await expect(lift()).resolves.toBeUndefined()
})

test('a number is taken off the list of the settings', async () => {
  mock.on(DeleteOptedOutNumberCommand).resolves({})
  await lift()
  expect(mock.commandCalls(DeleteOptedOutNumberCommand).map(({ args }) => args[0].input)).toEqual([
    { OptOutListName: 'study-list', OptedOutNumber: '+12025550123' },
  ])
})
