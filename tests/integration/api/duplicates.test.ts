import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, listDuplicates, openClinic, STUDY } from '../../support/clinic.ts'
import { failingInputsNote, hasFailingInputs, readFailingInput } from '../../support/failing-inputs.ts'

const PARTICIPANTS = `/api/studies/${STUDY}/participants`
const ENROLMENT = { site: 'harbor', phone: '+12025550123', locale: 'en', smsConsent: true }
const PERSON = { ...ENROLMENT, name: 'Ana María Pérez', birthYear: 1970 }

let clinic: Clinic

const readId = async (reply: Response) => ((await reply.json()) as { participant: string }).participant
const count = async (site = 'harbor') =>
  (await clinic.deps.participants.readPage(clinic.scope(site), undefined, 50)).participants.length

beforeEach(async () => {
  clinic = await openClinic()
})

describe('an enrolment is refused', () => {
  test('without an idempotency key', async () => {
    const reply = await clinic.api('coordinator-harbor', 'POST', PARTICIPANTS, ENROLMENT)
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ type: '/problems/idempotency-key-needed' })
    expect(await count()).toBe(0)
  })

  test('with a year of birth that is to come, or that nobody has', async () => {
    for (const birthYear of [2027, 1899, 1970.5, '1970']) {
      const reply = await clinic.postEnrolment({ ...ENROLMENT, birthYear })
      expect(reply.status).toBe(422)
      expect(await reply.json()).toMatchObject({ errors: [{ pointer: '/birthYear' }] })
    }
  })

  test('where the number is another participant’s: whose, of this site, by id alone', async () => {
    const first = await clinic.enrol()
    const reply = await clinic.postEnrolment(PERSON)
    expect(reply.status).toBe(409)
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({
      type: '/problems/possible-duplicate',
      errors: [{ pointer: '/phone', code: 'same-phone', participants: [first] }],
    })
    expect(text).not.toMatch(/2025550123|Ana|1970/)
    expect(await count()).toBe(1)
    await clinic.tick()
    expect(clinic.texts).toHaveLength(1)
  })

  test('where the number is used at another site: that it is, and no id', async () => {
    const theirs = await clinic.enrol('mesa')
    const reply = await clinic.postEnrolment(ENROLMENT)
    expect(reply.status).toBe(409)
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ code: 'same-phone', participants: ['another-site'] }],
    })
    expect(text).not.toContain(theirs)
  })

  test.each(['ana maria perez', 'PEREZ, Ana María', 'Pérez  Ana-María'])(
    'where name and year of birth are those of another: %s',
    async (name) => {
      const first = await readId(await clinic.postEnrolment(PERSON))
      const other = { ...PERSON, phone: '+12025550177', name }
      const reply = await clinic.postEnrolment(other)
      expect(reply.status).toBe(409)
      expect(await reply.json()).toMatchObject({
        errors: [{ pointer: '/name', code: 'same-name-and-birth-year', participants: [first] }],
      })
      // One of the two alone is no reason to ask.
      for (const part of [{ birthYear: 1971 }, { name: 'Ana Pérez' }, { birthYear: undefined }])
        expect(
          (await clinic.postEnrolment({ ...other, phone: `+1202555016${await count()}`, ...part })).status,
        ).toBe(201)
    },
  )

  test('where a name or a year of birth was put right since', async () => {
    const first = await readId(await clinic.postEnrolment({ ...PERSON, name: 'Anna Perez' }))
    const contact = `${PARTICIPANTS}/${first}/contact`
    const other = { ...PERSON, phone: '+12025550177' }
    const right = await clinic.api('coordinator-harbor', 'PATCH', contact, { name: 'Ana María Pérez' })
    expect(await right.json()).toMatchObject({ birthYear: 1970 })
    expect((await clinic.postEnrolment(other)).status).toBe(409)
    await clinic.api('coordinator-harbor', 'PATCH', contact, { birthYear: null })
    expect((await clinic.postEnrolment(other)).status).toBe(201)
  })

  test('where only some of those who look the same are known to be others', async () => {
    const first = await clinic.enrol()
    const second = await clinic.enrol()
    const reply = await clinic.postEnrolment({ ...ENROLMENT, distinctFrom: [first] })
    expect(reply.status).toBe(409)
    expect(listDuplicates(await reply.json())).toEqual([first, second].sort())
  })

  test('of two at one moment with one number, the second', async () => {
    const replies = await Promise.all([1, 2, 3, 4].map(() => clinic.postEnrolment(ENROLMENT)))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    const named = (phone: string) => clinic.postEnrolment({ ...PERSON, phone })
    const others = await Promise.all(['+12025550171', '+12025550172'].map(named))
    expect(others.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})

test('a shared telephone stays possible: whoever is known to be somebody else is enrolled, and the audit says of whom', async () => {
  const first = await clinic.enrol()
  const theirs = await clinic.enrol('mesa')
  const refusal = await clinic.postEnrolment(ENROLMENT, 'second')
  const distinctFrom = listDuplicates(await refusal.json())
  expect([...distinctFrom].sort()).toEqual(['another-site', first])
  const reply = await clinic.postEnrolment({ ...ENROLMENT, distinctFrom }, 'second')
  expect(reply.status).toBe(201)
  const second = await readId(reply)
  const [entry] = await clinic.audit.listChain(`${STUDY}#${second}`)
  expect(entry?.about).toMatchObject({ distinctFrom: `another-site ${first}` })
  expect(JSON.stringify(entry)).not.toContain(theirs)
})

test('a participant of another study with the same number is nobody’s concern here', async () => {
  const own = await clinic.deps.findPhone(ENROLMENT.phone)
  clinic.deps.findPhone = async () => ({ ...own, owners: new Set(['another-study#harbor-00000000']) })
  const { findDuplicates } = await import('../../../functions/workflows/participants/find-duplicates.ts')
  const contact = { ...ENROLMENT, smsConsentAt: '', revision: 0 }
  const { faults } = await findDuplicates(
    clinic.deps,
    clinic.participantScope('harbor', 'harbor-7k3f9m2p'),
    contact,
  )
  expect(faults).toEqual([])
})

describe('a retry with the same key', () => {
  test('after the participant and their contact were changed is the same enrolment still', async () => {
    const first = await readId(await clinic.postEnrolment(PERSON, 'first-visit'))
    const change = (path: string, body: object) =>
      clinic.api('coordinator-harbor', 'PATCH', `${PARTICIPANTS}/${first}${path}`, body)
    expect((await change('', { timeZone: 'America/Chicago', channel: 'text' })).status).toBe(200)
    expect((await change('/contact', { phone: '+12025550177', name: null, smsConsent: false })).status).toBe(
      200,
    )
    // Somebody else has the old number, and nobody is on call any more.
    await clinic.enrol()
    await clinic.setOnCall('harbor', {})
    const retried = await clinic.postEnrolment(PERSON, 'first-visit')
    expect(retried.status).toBe(200)
    expect(await retried.json()).toMatchObject({ participant: first, timeZone: 'America/Chicago' })
    expect(await count()).toBe(2)
  })

  test('and other values is refused, and changes nothing', async () => {
    await clinic.postEnrolment(PERSON, 'first-visit')
    for (const part of [
      { phone: '+12025550177' },
      { name: 'Another' },
      { birthYear: 1980 },
      { arm: undefined, textAt: '10:00' },
    ]) {
      const reply = await clinic.postEnrolment({ ...PERSON, ...part }, 'first-visit')
      expect(reply.status).toBe(409)
      expect(await reply.json()).toMatchObject({ type: '/problems/idempotency-key-reused' })
    }
  })

  test('after it was known that they are somebody else is the same enrolment, with or without saying so', async () => {
    const first = await clinic.enrol()
    const second = await readId(await clinic.postEnrolment({ ...ENROLMENT, distinctFrom: [first] }, 'second'))
    for (const part of [{}, { distinctFrom: [first] }, { distinctFrom: [] }]) {
      const retried = await clinic.postEnrolment({ ...ENROLMENT, ...part }, 'second')
      expect([retried.status, await readId(retried)]).toEqual([200, second])
    }
  })
})

test.skipIf(!hasFailingInputs)(
  `the same site, phone and name twice, each by a key of its own, is warned of before anybody is texted twice${failingInputsNote}`,
  async () => {
    expect(readFailingInput('enrol-same-person-twice.txt')).toMatch(/same site, phone and name/)
    const body = { ...ENROLMENT, name: 'Ana María Pérez' }
    expect((await clinic.postEnrolment(body)).status).toBe(201)
    for (let again = 0; again < 6; again += 1) expect((await clinic.postEnrolment(body)).status).toBe(409)
    await clinic.tick()
    expect(clinic.texts).toHaveLength(1)
  },
)

test('the year of birth is kept where the name is, and shown to coordinators of the site alone', async () => {
  const first = await readId(await clinic.postEnrolment(PERSON))
  const { tables } = clinic
  expect(JSON.stringify(await tables.everything(tables.contacts))).toContain('"birthYear":1970')
  for (const table of [tables.study, tables.audit])
    expect(JSON.stringify(await tables.everything(table))).not.toMatch(/1970|Pérez/)
  const read = (who: string) => clinic.api(who, 'GET', `${PARTICIPANTS}/${first}/contact`)
  expect((await read('lead')).status).toBe(404)
  expect((await read('coordinator-mesa')).status).toBe(404)
  expect(await (await read('coordinator-harbor')).json()).toMatchObject({ birthYear: 1970 })
})
