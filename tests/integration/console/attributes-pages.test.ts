import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import registry from '../../../surveys/studies/ketamine-infusion-registry-1.4.0.json' with { type: 'json' }
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const ENROL = `/console/studies/${STUDY}/enrol`
const [mechanism, ageGroup] = registry.attributes
const LIBRARY = readLibrary(shippedInstruments, [
  { ...registry, version: '1.9.0', attributes: [{ ...mechanism, required: true }, ageGroup] },
])
const person = {
  ...{ key: 'k7f3m2p9k7f3m2p9', site: 'harbor', phone: '+1 202-555-0123', locale: 'en' },
  ...{ smsConsent: 'yes', 'attribute-mechanism': 'neuropathic', 'attribute-age-group': '' },
}

let clinic: Clinic
let pages: ReturnType<typeof callingConsole>
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z', undefined, LIBRARY)
  pages = callingConsole({
    ...clinic.deps,
    callApi: createApiCall(clinic.deps),
    session: createSession(ORIGIN),
  })
})
afterEach(() => clinic.tables.drop())

const cookie = (who: string, language = 'en') => ({
  cookie: `__Host-concord-session=${who}`,
  'accept-language': language,
})
const see = async (path: string, who = 'coordinator-harbor', language = 'en') => {
  const reply = await pages.request(path, { headers: cookie(who, language) })
  return { status: reply.status, text: await reply.text() }
}
const post = async (path: string, fields: Record<string, string>, who = 'coordinator-harbor') => {
  const reply = await pages.request(path, {
    ...{ method: 'POST', headers: { ...cookie(who), origin: ORIGIN } },
    body: new URLSearchParams(fields),
  })
  return { status: reply.status, text: await reply.text(), to: reply.headers.get('location') ?? '' }
}
const everybody = async () =>
  (await clinic.deps.participants.readPage(clinic.scope('harbor'), undefined, 50)).participants
const findFault = (text: string, field: string) =>
  new RegExp(`id="${field}-fault">([^<]+)`).exec(text)?.[1] ?? null

describe('the form that enrolls', () => {
  test('asks for every attribute, in words, with nothing chosen', async () => {
    const { text } = await see(ENROL)
    expect(text).toContain('Pain mechanism')
    expect(text).toMatch(/<option value="nociplastic">Nociplastic<\/option>/)
    expect(text).toMatch(/<option value="" selected(="")?>Not recorded<\/option>/)
    expect((await see(ENROL, 'coordinator-harbor', 'es')).text).toContain('Mecanismo del dolor')
  })

  test.each([
    ['a required one that is empty', { 'attribute-mechanism': '' }, 'attribute-mechanism'],
    ['an option that there is not', { 'attribute-age-group': 'ninety' }, 'attribute-age-group'],
  ])('is refused for %s, beside it, and what was chosen is there still', async (_, change, field) => {
    const { status, text } = await post(ENROL, { ...person, ...change })
    expect(status).toBe(422)
    expect(findFault(text, field)).toBe('Choose one of the options.')
    expect(text.match(/-fault">/g)).toHaveLength(1)
    expect(text).toContain('Nothing was saved. Please correct:')
    if (field !== 'attribute-mechanism') expect(text).toMatch(/<option value="neuropathic" selected/)
    expect(await everybody()).toEqual([])
  })

  test('says of a wrong number and a wrong attribute both', async () => {
    const { text } = await post(ENROL, { ...person, phone: '1', 'attribute-age-group': 'ninety' })
    expect(findFault(text, 'phone')).not.toBeNull()
    expect(findFault(text, 'attribute-age-group')).not.toBeNull()
  })

  test('records what was chosen; what was left is missing', async () => {
    expect((await post(ENROL, person)).status).toBe(303)
    expect(await everybody()).toMatchObject([
      { attributes: [{ attribute: 'mechanism', code: 'neuropathic', by: 'coordinator-harbor' }] },
    ])
  })
})

describe('the form that corrects', () => {
  let path: string
  beforeEach(async () => {
    await post(ENROL, person)
    const [one] = await everybody()
    path = `/console/studies/${STUDY}/participants/${one?.participant}/attributes`
  })

  test('is shown to coordinators of the clinic alone', async () => {
    expect((await see(path, 'lead')).status).toBe(404)
    expect((await see(path, 'coordinator-mesa')).status).toBe(404)
    expect((await post(path, { 'attribute-mechanism': 'mixed' }, 'coordinator-mesa')).status).toBe(404)
    expect((await see(path)).text).toMatch(/<option value="neuropathic" selected/)
  })

  test.each([
    ['a required one that is emptied', { 'attribute-mechanism': '' }],
    ['an option that there is not', { 'attribute-mechanism': 'burning' }],
  ])('is refused for %s, and changes nothing', async (_, change) => {
    const { status, text } = await post(path, change)
    expect(status).toBe(422)
    expect(findFault(text, 'attribute-mechanism')).toBe('Choose one of the options.')
    expect(await everybody()).toMatchObject([{ attributes: [{ code: 'neuropathic' }] }])
  })

  test('saves, goes back to the participant, and is in the history in words', async () => {
    const saved = await post(path, { 'attribute-mechanism': 'mixed', 'attribute-age-group': '18-29' })
    expect(saved.status).toBe(303)
    expect(saved.to).toContain('notice=attributesSaved')
    const { text } = await see(path.replace(/attributes$/, 'history'))
    expect(text).toContain('Pain mechanism: Neuropathic → Mixed: more than one')
    expect(text).toContain('Age group at enrollment: 18 to 29')
  })
})
