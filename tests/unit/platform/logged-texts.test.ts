import { expect, test } from 'vitest'
import { logUnsentTexts } from '../../../functions/platform/aws/logged-texts.ts'
import type { TextSender } from '../../../functions/platform/aws/sms.ts'
import type { LogFields } from '../../../functions/platform/core/log.ts'

function send(answer: TextSender['send']) {
  const logged: (LogFields & { message: string })[] = []
  const log = {
    info: (message: string, fields: LogFields = {}) => void logged.push({ message, ...fields }),
    error: (message: string, fields: LogFields = {}) => void logged.push({ message, ...fields }),
  }
  const text = { to: '+12025550123', body: 'Hello', context: { study: 'infusions', participant: 'p1' } }
  return { logged, outcome: logUnsentTexts(log, { send: answer }).send(text) }
}

test('a refused text is logged with its study and code, without number, participant or words', async () => {
  const refused = { kind: 'refused', cause: 'recipient', code: 'ValidationException' } as const
  const { logged, outcome } = send(async () => refused)
  expect(await outcome).toEqual(refused)
  expect(logged).toEqual([{ message: 'a text was refused', study: 'infusions', code: 'ValidationException' }])
})

test.each([
  ['transient', 'the carrier is busy'],
  ['account', 'the account may not send a text'],
  ['unknown', 'the carrier refuses a text for a reason that is not known'],
] as const)(
  'a text that may be taken later (%s) is logged with its code, and not as refused',
  async (cause, message) => {
    const { logged, outcome } = send(async () => ({ kind: 'refused', cause, code: 'SomeException' }))
    await outcome
    expect(logged).toEqual([{ message, study: 'infusions', code: 'SomeException' }])
  },
)

test('a text that may have gone out is logged, and the caller learns of the error', async () => {
  const { logged, outcome } = send(async () => {
    throw new TypeError('lost reply about +12025550123')
  })
  await expect(outcome).rejects.toThrow('lost reply')
  expect(logged).toMatchObject([{ message: 'whether a text went out is not known', errorName: 'TypeError' }])
  expect(JSON.stringify(logged)).not.toContain('2025550123')
})

test('a text that was accepted is not logged', async () => {
  const { logged, outcome } = send(async () => ({ kind: 'sent', messageId: 'm' }))
  await outcome
  expect(logged).toEqual([])
})
