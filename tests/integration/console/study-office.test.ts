import { beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { studyOfficeConsole } from '../../../functions/console/study-office/study-office.routes.tsx'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const PAGE = `/console/studies/${STUDY}/office`

let clinic: Clinic
let pages: ReturnType<typeof studyOfficeConsole>

/** As a function that has just started. */
const start = () => {
  const library = createStoredLibrary(clinic.deps)
  pages = studyOfficeConsole({
    ...clinic.deps,
    ...{
      library,
      outlineStudy: createStudyOutlines({ library, drafts: clinic.deps.drafts }),
      openInstruments: library.openInstruments,
    },
    session: createSession(ORIGIN),
  })
}

beforeEach(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  await grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub: 'administrator', name: 'administrator', study: STUDY, role: 'lead', sites: [] },
      ...{ administers: true, blinded: false },
    },
  )
  start()
})

const signIn = (who: string) => ({ cookie: `__Host-concord-session=${who}` })
async function see(path = '', who = 'lead', language = 'en') {
  const headers = { ...signIn(who), 'accept-language': language }
  const reply = await pages.request(path.startsWith('/console') ? path : PAGE + path, { headers })
  return { status: reply.status, text: await reply.text() }
}
async function send(path: string, fields: Record<string, string>, who = 'lead', origin = ORIGIN) {
  const reply = await pages.request(path.startsWith('/console') ? path : PAGE + path, {
    method: 'POST',
    headers: { ...signIn(who), origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() }
}
const begin = () => send('', { step: 'begin', revision: '0' })
const readDraft = async () => (await clinic.deps.drafts.find(STUDY)).draft?.source as Record<string, never>
const readInForce = async () => await createStoredLibrary(clinic.deps).findStudy(STUDY)

describe('the office is refused', () => {
  test('to a coordinator, to who is no member, and from another origin', async () => {
    await begin()
    for (const path of ['', '/texts']) {
      expect((await see(path, 'coordinator-harbor')).status).toBe(403)
      expect((await see(path, 'somebody')).status).toBe(404)
    }
    expect((await send('', { step: 'discard', revision: '1' }, 'coordinator-harbor')).status).toBe(403)
    expect(
      (await send('', { step: 'discard', revision: '1' }, 'lead', 'https://elsewhere.example')).status,
    ).toBe(403)
    expect(await readDraft()).toBeDefined()
  })

  test('for what is none: a section, a step', async () => {
    await begin()
    expect((await see('/nothing')).status).toBe(404)
    expect((await send('', { step: 'nothing', revision: '1' })).status).toBe(404)
    expect((await see('/texts', 'lead')).status).toBe(200)
  })
})

test('before there is a draft its sections are not there, and the page has the form that begins one', async () => {
  const { status, text } = await see()
  expect(status).toBe(200)
  expect(text).toContain('There is no draft.')
  expect(text).toContain('in force')
  expect((await see('/texts')).status).toBe(404)
  expect((await see('', 'lead', 'es')).text).toContain('No hay borrador.')
})

test('from the first change to the published version, by forms alone', async () => {
  expect(await begin()).toMatchObject({ status: 303, location: `${PAGE}/study` })
  expect((await see()).text).toContain('Nothing stands in the way')

  expect(
    await send('/clinics', { revision: '1', '/sites/0/name': 'Harbor Clinic West', '/sites/0/phone': '' }),
  ).toMatchObject({ status: 303, location: `${PAGE}/clinics?notice=saved` })
  const faulty = await see('/clinics?notice=saved')
  expect(faulty.text).toContain('Saved.')
  expect(faulty.text).toMatch(/id="\/sites\/0\/phone-fault"/)
  expect((await see()).text).toContain('Clinics: Harbor Clinic West: Telephone for participants')
  expect((await see()).text).toContain('must be filled in')
  expect((await send('', { step: 'publish', revision: '2' })).text).toContain('cannot be published yet')

  await send('/clinics', { revision: '2', '/sites/0/phone': '+1 303 555 0100' })
  await send('/timepoints', {
    revision: '3',
    '/timepoints/1/closes': 'P6D',
    '/timepoints/1/reminders': 'P2D\r\nP4D started',
  })
  await send('/texts', { revision: '4', '/texts/en/introduction': 'Please tell us how you have been.' })
  const { text } = await see()
  for (const path of ['sites/harbor/name', 'timepoints/week-1/closes', 'texts/en/introduction'])
    expect(text).toContain(path)

  expect(await send('', { step: 'publish', revision: '5', from: '' })).toMatchObject({
    status: 303,
    location: `${PAGE}?notice=published`,
  })
  const published = await readInForce()
  expect(published?.sites[0]).toMatchObject({ name: 'Harbor Clinic West', phone: '+1 303 555 0100' })
  expect(published?.timepoints[1]).toMatchObject({ closes: 'P6D' })
  expect(published?.timepoints[1]?.reminders[1]).toEqual({ after: 'P4D', to: ['started'] })
  start()
  expect((await see('?notice=published')).text).toContain('The version is published.')
})

test('a version is in force from a day at the first clinic, and no day that has passed', async () => {
  await begin()
  expect(await send('', { step: 'publish', revision: '1', from: '2020-01-01' })).toMatchObject({
    status: 422,
  })
  expect((await send('', { step: 'publish', revision: '1', from: 'someday' })).text).toContain(
    'must be in the future',
  )
  expect((await send('', { step: 'publish', revision: '1', from: '2026-03-10' })).status).toBe(303)
  const head = await clinic.deps.heads.find(STUDY)
  // Midnight in New York, on summer time since two days.
  expect(head?.versions.at(-1)?.from).toBe('2026-03-10T04:00:00.000Z')
})

describe('a form', () => {
  test('changes what it says and leaves the rest as it was', async () => {
    await begin()
    const before = await readDraft()
    await send('/study', { revision: '1', '/title': 'Another title' })
    expect(await readDraft()).toEqual({ ...before, title: 'Another title' })
  })

  test('adds an entry like the last one, and removes one', async () => {
    await begin()
    const { sites } = (await readDraft()) as unknown as { sites: { id: string; timeZone: string }[] }
    await send('/clinics', { revision: '1', add: '1' })
    const added = (await readDraft()) as unknown as { sites: { id: string; timeZone: string }[] }
    expect(added.sites.length).toBe(sites.length + 1)
    expect(added.sites.at(-1)).toMatchObject({ id: '', name: '', timeZone: sites.at(-1)?.timeZone })
    await send('/clinics', { revision: '2', remove: '/sites/0' })
    const removed = (await readDraft()) as unknown as { sites: { id: string }[] }
    expect(removed.sites.map(({ id }) => id)).toEqual([...sites.slice(1).map(({ id }) => id), ''])
  })

  test('that was opened before somebody else saved changes nothing, and shows what stands there now', async () => {
    await begin()
    await send('/study', { revision: '1', '/title': 'Theirs' }, 'administrator')
    const refused = await send('/study', { revision: '1', '/title': 'Mine' })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('Somebody else changed the draft')
    expect(refused.text).toContain('value="Theirs"')
    expect(await readDraft()).toMatchObject({ title: 'Theirs' })
  })

  test('with the whole definition is saved, and what is no JSON comes back as it was typed', async () => {
    await begin()
    const refused = await send('/everything', { revision: '1', whole: '{ "title": ' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('This is not JSON')
    expect(refused.text).toContain('{ &quot;title&quot;: ')
    const whole = JSON.stringify({ ...(await readDraft()), title: 'x'.repeat(100_000) })
    expect((await send('/everything', { revision: '1', whole })).status).toBe(303)
    expect((await readDraft()) as { title?: string }).toMatchObject({ title: 'x'.repeat(100_000) })
  })

  test('is refused where the study would be too large to be kept', async () => {
    await begin()
    const whole = JSON.stringify({ ...(await readDraft()), title: 'x'.repeat(300_000) })
    expect((await send('/everything', { revision: '1', whole })).status).toBe(413)
    expect((await clinic.deps.drafts.find(STUDY)).revision).toBe(1)
  })

  test('keeps a number that is none, with the problem at its field', async () => {
    await begin()
    await send('/study', { revision: '1', '/minimumCellSize': 'eleven' })
    const { text } = await see('/study')
    expect(text).toContain('value="eleven"')
    expect(text).toContain('id="/minimumCellSize-fault"')
  })
})

test('every section is shown in both languages, with no word left out', async () => {
  await begin()
  for (const language of ['en', 'es'])
    for (const section of ['study', 'clinics', 'timepoints', 'texts', 'everything']) {
      const { status, text } = await see(`/${section}`, 'lead', language)
      expect(status).toBe(200)
      expect(text).not.toMatch(/undefined|\[object/)
      // A label that no words were found for is its own name.
      expect(text).not.toMatch(/<label[^>]*>(site|timepoint|replies|byText|help)\//)
    }
})

describe('another study', () => {
  test('is begun by who administers one, and has an office of its own before it is published', async () => {
    expect((await see('', 'lead')).text).not.toContain('Begin the study')
    expect((await see('', 'administrator')).text).toContain('Begin the study')
    expect(
      await send('', { step: 'copy', revision: '0', id: 'New One', title: 'New' }, 'administrator'),
    ).toMatchObject({ status: 422 })
    expect(
      (await send('', { step: 'copy', revision: '0', id: STUDY, title: 'New' }, 'administrator')).text,
    ).toContain('There is a study of this ID')
    const office = '/console/studies/new-one/office'
    expect(
      await send('', { step: 'copy', revision: '0', id: 'new-one', title: 'New' }, 'administrator'),
    ).toMatchObject({ status: 303, location: office })
    const { status, text } = await see(office, 'administrator')
    expect(status).toBe(200)
    expect(text).toContain('A new study, not published yet.')
    // No other page of it can be opened yet.
    expect(text).not.toMatch(/new-one\/(participants|analyses|calendar|instruments)/)
    expect((await see(office, 'lead')).status).toBe(404)
    expect((await send(office, { step: 'publish', revision: '1' }, 'administrator')).status).toBe(303)
    expect((await createStoredLibrary(clinic.deps).findStudy('new-one'))?.title).toBe('New')
  })
})
