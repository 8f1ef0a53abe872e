import { expect, test } from 'vitest'
import type { Contact } from '../../../../functions/records/contact/contact.store.ts'
import type { Phone } from '../../../../functions/records/phone/phone.ts'
import { readTextingPermission } from '../../../../functions/rules/texting/permission.ts'

const NUMBER = '+12025550123'
const contact = (smsConsent: boolean): Contact => ({
  ...{ revision: 0, phone: NUMBER, smsConsent, smsConsentAt: '2026-03-01T12:00:00.000Z' },
})
const asked: string[] = []
const permission = (phone: object, of: Contact | undefined = contact(true)) =>
  readTextingPermission(async (number) => {
    asked.push(number)
    return phone as Phone
  }, of)

test('nobody is texted of whom no number is known, or who did not consent: the number is not even looked up', async () => {
  asked.length = 0
  expect(await readTextingPermission(async () => ({}) as Phone, undefined)).toBe('no-contact')
  expect(await permission({}, contact(false))).toBe('no-consent')
  expect(asked).toEqual([])
})

test.each([
  ['that said STOP', { stoppedAt: '2026-03-02T12:00:00.000Z' }, 'stopped'],
  ['at which nobody could be reached', { unreachableSince: '2026-03-02T12:00:00.000Z' }, 'unreachable'],
])('a number %s is not texted', async (_, phone, expected) => {
  expect(await permission(phone)).toBe(expected)
})

test('a number that is in order is texted, and so is one that said START since', async () => {
  asked.length = 0
  expect(await permission({})).toBe('given')
  expect(
    await permission({ stoppedAt: '2026-03-02T12:00:00.000Z', startedAt: '2026-03-03T12:00:00.000Z' }),
  ).toBe('given')
  expect(asked).toEqual([NUMBER, NUMBER])
})
