import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, listDuplicates, openClinic, STUDY } from '../../support/clinic.ts'

/* A contact that changes is asked about as an enrolment is: whose number and whose name it is already. */

const PARTICIPANTS = `/api/studies/${STUDY}/participants`
const TAKEN = '+12025550123'
const FREE = '+12025550177'

let clinic: Clinic
let other: string
let own: string

beforeEach(async () => {
  clinic = await openClinic()
  other = await clinic.enrol('harbor', TAKEN, { name: 'Ana María Pérez', birthYear: 1970 })
  own = await clinic.enrol('harbor', '+12025550166', { name: 'Berta Ruiz', birthYear: 1970 })
})

const change = (body: object, participant = own) =>
  clinic.api('coordinator-harbor', 'PATCH', `${PARTICIPANTS}/${participant}/contact`, body)
const readContact = async () =>
  (await clinic.api('coordinator-harbor', 'GET', `${PARTICIPANTS}/${own}/contact`)).json()

describe('a changed contact is refused', () => {
  test('where the number is another participant’s: whose, of this site, by id alone', async () => {
    const before = await readContact()
    const reply = await change({ phone: TAKEN, smsConsent: false })
    expect(reply.status).toBe(409)
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({
      type: '/problems/possible-duplicate',
      errors: [{ pointer: '/phone', code: 'same-phone', participants: [other] }],
    })
    expect(text).not.toMatch(/2025550123|Ana|Berta/)
    expect(await readContact()).toEqual(before)
  })

  test('where the number is used at another site: that it is, and no id', async () => {
    const theirs = await clinic.enrol('mesa', '+12025550155')
    const text = await (await change({ phone: '+12025550155' })).text()
    expect(JSON.parse(text)).toMatchObject({ errors: [{ participants: ['another-site'] }] })
    expect(text).not.toContain(theirs)
  })

  test('where name and year of birth become those of another', async () => {
    const reply = await change({ name: 'PEREZ, Ana María' })
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({
      errors: [{ pointer: '/name', code: 'same-name-and-birth-year', participants: [other] }],
    })
  })

  test('where only others are known to be different people, or nothing is changed', async () => {
    const third = await clinic.enrol('harbor', TAKEN)
    const reply = await change({ phone: TAKEN, distinctFrom: [third] })
    expect(reply.status).toBe(409)
    expect(listDuplicates(await reply.json())).toEqual([other, third].sort())
    expect((await change({ distinctFrom: [other] })).status).toBe(422)
  })

  test('of two who get one number at one moment, the second', async () => {
    const third = await clinic.enrol('harbor', '+12025550188')
    const replies = await Promise.all([change({ phone: FREE }), change({ phone: FREE }, third)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test.each([
    ['a clinic’s', '+12025550140'],
    ['that of someone on call at the site', '+12025550191'],
    ['that of a lead on call', '+12025550195'],
  ])('where the number is %s, and so is an enrolment', async (_, phone) => {
    await clinic.setLeadsOnCall({ phones: ['+12025550195'] })
    const enrolment = { site: 'harbor', phone, locale: 'en', smsConsent: true }
    for (const reply of [await change({ phone }), await clinic.postEnrolment(enrolment)]) {
      expect(reply.status).toBe(422)
      const text = await reply.text()
      expect(JSON.parse(text)).toMatchObject({ errors: [{ pointer: '/phone', code: 'staff-number' }] })
      expect(text).not.toContain(phone.slice(-7))
    }
  })
})

test('a shared telephone stays possible: whoever is known to be somebody else gets the number, and the audit says of whom', async () => {
  const reply = await change({ phone: TAKEN, distinctFrom: [other] })
  expect(reply.status).toBe(200)
  expect(await readContact()).toMatchObject({ phone: TAKEN })
  const entries = await clinic.audit.listChain(`${STUDY}#${own}`)
  expect(entries.at(-1)).toMatchObject({ action: 'contact.changed', about: { distinctFrom: other } })
})

test('a change that leaves number and name as they are asks nothing, though they are shared', async () => {
  await change({ phone: TAKEN, distinctFrom: [other] })
  for (const body of [{ phone: TAKEN }, { smsConsent: false }, { isReachable: true }, { name: 'Berta Ruiz' }])
    expect((await change(body)).status).toBe(200)
})
