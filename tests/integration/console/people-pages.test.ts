import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeTransaction } from '../../../functions/platform/aws/dynamodb.ts'
import { buildParticipantScope } from '../../../functions/platform/core/scope.ts'
import { formatReadsChain } from '../../../functions/records/audit/audit.store.ts'
import { buildNameWrites } from '../../../functions/records/name-index/name-index.store.ts'
import { type CallingPages, openCallingPages } from '../../support/calling-pages.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const FIND = `/console/studies/${STUDY}/find`

let clinic: Clinic
let pages: CallingPages
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  pages = openCallingPages(clinic)
})
afterEach(() => clinic.tables.drop())

const see: CallingPages['see'] = (...asked) => pages.see(...asked)
const post: CallingPages['post'] = (...sent) => pages.post(...sent)
const find = async (typed: string, who?: string) => {
  const { text } = await post(FIND, { typed }, { who })
  return [...text.matchAll(/<span class="id">([^<]+)<\/span>/g)].map(([, id]) => id)
}

async function enrol(name: string | undefined, phone: string, site = 'harbor', who = `coordinator-${site}`) {
  const reply = await clinic.api(
    who,
    'POST',
    `/api/studies/${STUDY}/participants`,
    { site, phone, locale: 'en', smsConsent: true, ...(name !== undefined && { name }) },
    { 'idempotency-key': `enrolment-key-${phone.slice(1)}` },
  )
  expect(reply.status).toBe(201)
  return ((await reply.json()) as { participant: string }).participant
}
const contactPath = (participant: string) => `/console/studies/${STUDY}/participants/${participant}/contact`
const formOf = (change: Record<string, string> = {}) => ({
  ...{ name: 'Ana María López', phone: '+12025550123', birthYear: '', smsConsent: 'yes' },
  ...change,
})

describe('a search is refused', () => {
  test('to who may not see names, and from another site’s page', async () => {
    expect((await post(FIND, { typed: 'ana' }, { who: 'lead' })).status).toBe(403)
    expect((await post(FIND, { typed: 'ana' }, { who: 'nobody' })).status).toBe(404)
    expect((await post(FIND, { typed: 'ana' }, { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('the participants of another clinic: by name, number and study ID nobody is found', async () => {
    const other = await enrol('Ana María López', '+12025550123', 'mesa')
    for (const typed of ['ana', '+1 202-555-0123', other]) expect(await find(typed)).toEqual([])
    expect(await find('ana', 'coordinator-mesa')).toEqual([other])
  })
})

describe('a search finds', () => {
  test('by the beginning of any word of a name, whatever its capitals, accents and order', async () => {
    const ana = await enrol('Ana María López', '+12025550123')
    const anton = await enrol('Anton Lopez-Reyes', '+12025550124')
    await enrol('Mark Hill', '+12025550125')
    expect(await find('an')).toEqual([ana, anton])
    expect(await find('LOPEZ')).toEqual([ana, anton])
    expect(await find('lópez maria')).toEqual([ana])
    expect(await find('reyes anton')).toEqual([anton])
    expect(await find('opez')).toEqual([])
    expect(await find('ana hill')).toEqual([])
  })

  test('by number and by study ID, also who has no name', async () => {
    const nameless = await enrol(undefined, '+12025550126')
    expect(await find('+1 (202) 555-0126')).toEqual([nameless])
    expect(await find(` ${nameless.toUpperCase()} `)).toEqual([nameless])
  })

  test('under the new name after a correction, and nobody under what was erased', async () => {
    const ana = await enrol('Ana María López', '+12025550123')
    const saved = await post(contactPath(ana), formOf({ name: 'Ana Keller' }))
    expect([saved.status, saved.to]).toEqual([303, `${contactPath(ana)}?notice=saved`])
    expect(await find('keller')).toEqual([ana])
    expect(await find('lopez')).toEqual([])
    await clinic.deps.erasedContacts.deleteAll(clinic.participantScope('harbor', ana))
    expect(await find('keller')).toEqual([])
    const left = await clinic.deps.findByNameWord(clinic.scope('harbor'), 'ana')
    expect(left).toEqual({ participants: [], isCut: false })
  })

  test('says when nobody is found, and when more has to be typed', async () => {
    for (let at = 0; at < 27; at += 1) await enrol(`Alike ${at}`, `+12025550${100 + at}`)
    const { text } = await post(FIND, { typed: 'alike' })
    expect(text.match(/<span class="id">/g)).toHaveLength(25)
    expect(text).toContain('There are more. Type more of the name.')
    expect((await post(FIND, { typed: 'zzz' })).text).toContain('Nobody found')
    expect((await see(FIND)).text).not.toContain('Nobody found')
  })

  test('somebody behind a hundred others of the same first name, by a second word', async () => {
    const scope = clinic.scope('harbor')
    const crowd = Array.from({ length: 100 }, (_, at) =>
      buildParticipantScope(scope, `harbor-0000${String(at).padStart(4, '0')}`),
    )
    for (const one of crowd)
      await writeTransaction(
        clinic.tables.dynamo,
        buildNameWrites(clinic.tables.contacts, one, undefined, 'Maria'),
      )
    const maria = await enrol('Maria Zacher', '+12025550123')
    expect(await find('maria z')).toEqual([maria])
    expect((await post(FIND, { typed: 'maria' })).text).toContain('There are more. Type more of the name.')
  })

  test('leaves an entry of who read whom, without what was typed', async () => {
    const ana = await enrol('Ana María López', '+12025550123')
    await find('lopez')
    const chain = formatReadsChain(STUDY, 'coordinator-harbor', '2026-03-02')
    const entry = (await clinic.audit.listChain(chain)).at(-1)
    expect(entry).toMatchObject({
      action: 'identified-data.read',
      about: { what: 'search', participants: ana, people: 1 },
    })
    expect(JSON.stringify(entry).toLowerCase()).not.toContain('lopez')
  })
})

describe('the page of a name and number', () => {
  test('is not there for another clinic’s participant, and not shown to who may not see names', async () => {
    const other = await enrol('Ana María López', '+12025550123', 'mesa')
    expect((await see(contactPath(other))).status).toBe(404)
    expect((await post(contactPath(other), formOf({ name: 'X' }))).status).toBe(404)
    const own = await enrol('Mark Hill', '+12025550124')
    expect((await see(contactPath(own), 'lead')).status).toBe(404)
    expect(await find('ana', 'coordinator-mesa')).toEqual([other])
  })

  test.each([
    [{ phone: '202-555-0123' }, 'phone'],
    [{ birthYear: '70' }, 'birthYear'],
    [{ name: 'A\u0007' }, 'name'],
  ])('refuses %j at its field, keeps what was typed, and saves nothing', async (change, field) => {
    const ana = await enrol('Ana María López', '+12025550123')
    const reply = await post(contactPath(ana), formOf({ name: 'Ana Keller', ...change }))
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(`id="${field}-fault"`)
    expect(await find('keller')).toEqual([])
  })

  test('asks whether it is another person before a number is taken twice', async () => {
    const ana = await enrol('Ana María López', '+12025550123')
    const mark = await enrol('Mark Hill', '+12025550124')
    const change = { name: 'Mark Hill', phone: '+12025550123', birthYear: '', smsConsent: 'yes' }
    const asked = await post(contactPath(mark), change)
    expect(asked.status).toBe(409)
    expect(asked.text).toContain(ana)
    expect((await clinic.deps.findContact(clinic.participantScope('harbor', mark)))?.phone).toBe(
      '+12025550124',
    )
    expect((await post(contactPath(mark), { ...change, distinctFrom: ana })).status).toBe(303)
    expect((await clinic.deps.findContact(clinic.participantScope('harbor', mark)))?.phone).toBe(
      '+12025550123',
    )
  })

  test('changes what was typed otherwise, and nothing else', async () => {
    const ana = await enrol('Ana María López', '+12025550123')
    await post(contactPath(ana), formOf({ birthYear: '1970', smsConsent: 'no' }))
    expect(await clinic.deps.findContact(clinic.participantScope('harbor', ana))).toMatchObject({
      ...{ name: 'Ana María López', phone: '+12025550123', birthYear: 1970, smsConsent: false },
    })
    const { text } = await see(`${contactPath(ana)}?notice=saved`)
    expect(text).toContain('Saved.')
    expect(text).toMatch(/value="1970"/)
  })
})
