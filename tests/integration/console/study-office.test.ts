import { beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { studyOfficeConsole } from '../../../functions/console/study-office/study-office.routes.tsx'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { foundOrganisation } from '../../../functions/workflows/organisations/change-organisation.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { SECOND_INPUT } from '../../../web/console/draft-values.ts'
import { DRAFT_SECTIONS } from '../../../web/console/study-office-view.ts'
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
  await foundOrganisation(
    clinic.deps,
    ...([
      'test',
      { id: 'network', name: 'A network' },
      { sub: 'administrator', name: 'administrator' },
    ] as const),
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
/** With several values under one name. */
const sendAll = (path: string, fields: readonly (readonly string[])[], who = 'administrator') =>
  pages.request(path, {
    method: 'POST',
    headers: { ...signIn(who), origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields.map(([name = '', value = '']) => [name, value])).toString(),
  })
type Titled = { readonly title: Readonly<Record<string, string>> }
type Draft = {
  readonly texts: Readonly<Record<string, object>>
  readonly timepoints: readonly Titled[]
  readonly estimands: readonly Titled[]
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

test('a definition that the study writes out is shown in its own words, not as JSON, and stays as it is', async () => {
  await begin()
  const written = async () =>
    ((await readDraft()) as Record<string, unknown>).responderDefinitions as readonly (string | object)[]
  const before = await written()
  const own = before.find((one) => typeof one !== 'string')
  expect(own).toBeDefined()
  for (const language of ['en', 'es'])
    expect((await see('/outcomes', 'lead', language)).text).not.toMatch(/>\s*{&quot;/)
  expect((await see('/outcomes')).text).toContain('and this has held for more than 6 weeks.')
  await send('/outcomes', { revision: '1', '/endpoints/primary/timepoint': 'week-12' })
  expect(await written()).toEqual(before)
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
  expect(faulty.text).toMatch(
    /id="\/sites\/0\/phone-notes">(<[^>]*>[^<]*<[^>]*>)*<div class="fault">must be filled in/,
  )
  expect(faulty.text).toContain(`href="${PAGE}/clinics#/sites/0/phone"`)
  expect((await see()).text).toContain('Clinics: Harbor Clinic West: Telephone for participants')
  expect((await see()).text).toContain('must be filled in')
  expect((await send('', { step: 'publish', revision: '2' })).text).toContain('cannot be published yet')

  await send('/clinics', { revision: '2', '/sites/0/phone': '+1 303 555 0100' })
  await send('/timepoints', {
    revision: '3',
    '/timepoints/1/closes': '6',
    [`/timepoints/1/closes${SECOND_INPUT}`]: 'D',
    act: 'add:/timepoints/1/reminders',
  })
  await send('/timepoints', {
    revision: '4',
    '/timepoints/1/reminders/1': '4',
    [`/timepoints/1/reminders/1${SECOND_INPUT}`]: 'started',
  })
  await send('/texts', { revision: '5', '/texts/en/introduction': 'Please tell us how you have been.' })
  const { text } = await see()
  // The differences, by the names of the forms and with their values in words.
  for (const place of [
    ...['Clinics: Harbor Clinic West: Name', 'Timepoints: Week 1: Last day, from the planned day'],
    ...['7 days', '6 days', 'Texts and pages: English: Page: purpose, before the first question'],
  ])
    expect(text).toContain(place)

  expect(await send('', { step: 'publish', revision: '6', from: '' })).toMatchObject({
    status: 303,
    location: `${PAGE}?notice=published`,
  })
  const published = await readInForce()
  expect(published?.sites[0]).toMatchObject({ name: 'Harbor Clinic West', phone: '+1 303 555 0100' })
  expect(published?.timepoints[1]).toMatchObject({ closes: 'P6D' })
  expect(published?.timepoints[1]?.reminders[1]).toEqual({ after: 'P4D', to: ['started'] })
  start()
  const { text: after } = await see('?notice=published')
  for (const words of [
    'The version is published.',
    'Before the first participant',
    `href="/console/studies/${STUDY}/on-call"`,
  ])
    expect(after).toContain(words)
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

  test('adds an entry and leads to it, and removes one', async () => {
    await begin()
    const { sites } = (await readDraft()) as unknown as { sites: { id: string }[] }
    expect(await send('/clinics', { revision: '1', act: 'add:/sites:one' })).toMatchObject({
      location: `${PAGE}/clinics#/sites/${sites.length}`,
    })
    const added = (await readDraft()) as unknown as { sites: { id: string; timeZone: string }[] }
    expect(added.sites.length).toBe(sites.length + 1)
    expect(added.sites.at(-1)).toMatchObject({ id: '', name: '', timeZone: '' })
    await send('/clinics', { revision: '2', act: 'remove:/sites/0' })
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
    // Nothing that was typed is lost.
    expect(refused.text).toContain('You had typed: <q>Mine</q>')
    expect(refused.text).toContain('administrator changed this draft')
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
    await send('/data', { revision: '1', '/minimumCellSize': 'eleven' })
    const { text } = await see('/data')
    expect(text).toContain('value="eleven"')
    expect(text).toMatch(/id="\/minimumCellSize-notes">.*?<div class="fault">enter a number/)
  })
})

describe('what is left of a questionnaire that is no longer asked', () => {
  const takeOutPhq9 = async () => {
    await begin()
    const source = (await readDraft()) as unknown as { timepoints: { battery: string[] }[] }
    for (const timepoint of source.timepoints)
      timepoint.battery = timepoint.battery.filter((ref) => !ref.startsWith('phq-9@'))
    await send('/everything', { revision: '1', whole: JSON.stringify(source) })
    return source
  }

  test('is offered to nobody while all is asked', async () => {
    await begin()
    expect((await see()).text).not.toContain('remove-unasked')
    expect((await see('/safety')).text).not.toContain('no longer asked')
  })

  test('is not taken out by who read an older draft, or may not write it', async () => {
    await takeOutPhq9()
    const before = await readDraft()
    const stale = await send('', { step: 'remove-unasked', revision: '1' })
    expect(stale.status).toBe(412)
    expect(stale.text).toContain('Somebody else changed the draft')
    const step = { step: 'remove-unasked', revision: '2' }
    expect((await send('', step, 'coordinator-harbor')).status).toBe(403)
    expect(await readDraft()).toEqual(before)
  })

  test('is listed by its titles where the problems are, and taken out as one saved change', async () => {
    const source = await takeOutPhq9()
    const { text } = await see()
    for (const words of [
      'Rule that raises an alert: severe-depression',
      'What measures a domain: depression',
    ])
      expect(text).toContain(words)
    expect((await see('', 'lead', 'es')).text).toContain('Quitar lo que ya no se pregunta')
    expect((await see('/safety')).text).toContain(`href="${PAGE}#unasked"`)
    expect(await send('', { step: 'remove-unasked', revision: '2' })).toMatchObject({
      ...{ status: 303, location: `${PAGE}?notice=unasked-removed` },
    })
    expect((await clinic.deps.drafts.find(STUDY)).revision).toBe(3)
    const after = await see('?notice=unasked-removed')
    expect(after.text).toContain('removed from the draft')
    expect(after.text).toContain('Nothing stands in the way')
    expect(((await readDraft()) as Record<string, unknown>).timepoints).toEqual(source.timepoints)
    // Sent twice, it is over.
    expect((await send('', { step: 'remove-unasked', revision: '2' })).status).toBe(303)
    expect((await clinic.deps.drafts.find(STUDY)).revision).toBe(3)
  })
})

test('every section is shown in both languages, with no word left out', async () => {
  await begin()
  for (const language of ['en', 'es'])
    for (const section of DRAFT_SECTIONS) {
      const { status, text } = await see(`/${section}`, 'lead', language)
      expect(status).toBe(200)
      expect(text).not.toMatch(/undefined|\[object/)
      // A label that no words were found for is its own name.
      expect(text).not.toMatch(/<(label|legend|h\d|button|option)[^>]*>[a-z]+([A-Z][a-z]+|\/[a-z]+)+</)
    }
})

describe('the script that saves as one types', () => {
  const save = async (section: string, revision: string, fields: Record<string, string>, who = 'lead') => {
    const reply = await pages.request(`${PAGE}/${section}`, {
      method: 'POST',
      headers: {
        ...{ ...signIn(who), origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
        'if-match': revision,
      },
      body: new URLSearchParams(fields).toString(),
    })
    return { status: reply.status, etag: reply.headers.get('etag'), text: await reply.text() }
  }

  test('is refused without a revision that is one, or with one that is over, and changes nothing', async () => {
    await begin()
    const before = await readDraft()
    for (const revision of ['*', 'W/"1"', '1', '"0"', '"2"']) {
      const { status, etag } = await save('study', revision, { revision: '1', '/title': 'Mine' })
      expect([status, etag]).toEqual([412, '"1"'])
    }
    expect(await readDraft()).toEqual(before)
  })

  test('gets the page as it is then, with problems at their fields and the next revision', async () => {
    await begin()
    const { status, etag, text } = await save('study', '"1"', { '/title': 'Mine', '/version': 'next' })
    expect([status, etag]).toEqual([200, '"2"'])
    expect(text).toContain('three numbers with dots')
    expect(text).toContain('name="revision" value="2"')
    expect(await readDraft()).toMatchObject({ title: 'Mine', version: 'next' })
  })

  test('is told who was faster, and what they wrote', async () => {
    await begin()
    await save('study', '"1"', { '/title': 'Theirs' }, 'administrator')
    const { status, text } = await save('study', '"1"', { '/title': 'Mine' })
    expect(status).toBe(412)
    expect(text).toContain('administrator wrote:')
    expect(text).toContain('value="Theirs"')
  })

  test('is the one that the page’s policy allows, and no other', async () => {
    const headers = signIn('lead')
    const policy = (await pages.request(PAGE, { headers })).headers.get('content-security-policy')
    expect(policy).toMatch(/script-src 'sha256-[^']+'; connect-src 'self'/)
  })
})

describe('the form of texts', () => {
  const readLabels = async () => {
    const { text } = await see('/texts')
    return [...text.matchAll(/<label for="\/texts\/en\/([^"]+)">([^<]*)/g)].map(
      ([, name = '', label = '']) => ({
        ...{ name, isRequired: label.endsWith('(required)') },
      }),
    )
  }
  const OPTIONAL = ['resume', 'byText/paused', 'byText/linkInvitation', 'byText/linkReminder']

  test('marks those that a study has to write, and those for answering by text where it asks so', async () => {
    await begin()
    for (const { name, isRequired } of await readLabels())
      expect([name, isRequired]).toEqual([name, !OPTIONAL.includes(name)])
    const { byText: _, ...source } = await readDraft()
    await send('/everything', { revision: '1', whole: JSON.stringify(source) })
    for (const { name, isRequired } of await readLabels())
      expect([name, isRequired]).toEqual([name, !OPTIONAL.includes(name) && !name.startsWith('byText/')])
  })

  test('lists what each text may fill in, and nothing at what is a page', async () => {
    await begin()
    const { text } = await see('/texts')
    const notes = (name: string) =>
      new RegExp(`id="/texts/en/${name}-notes">(.*?)<(textarea|input)`).exec(text)?.[1]
    expect(notes('invitation')).toContain('{link}, {duration}, {clinic}, {phone}')
    expect(notes('replies/help')).toContain('Can be filled in: {clinic}, {phone}<')
    expect(notes('byText/notUnderstood')).toContain('{clinic}, {phone}, {least}, {most}')
    expect(notes('introduction')).not.toContain('Can be filled in')
  })
})

describe('beside the form', () => {
  test('is the calendar of an invented participant, and what it costs them', async () => {
    await begin()
    const { text } = await see('/timepoints?enrolled=2026-03-02&treatment-1=2026-03-05')
    expect(text).toContain('Calendar of an invented participant')
    // Seven days after the treatment.
    expect(text).toContain('Mar 12, 2026')
    expect(text).toMatch(/In the busiest week: \d+ minutes and \d+ texts/)
  })

  test('is nothing while the plan is faulty', async () => {
    await begin()
    await send('/timepoints', { revision: '1', '/timepoints/1/anchor': 'nothing' })
    expect((await see('/timepoints')).text).toContain('are shown here once nothing is missing or wrong')
  })

  test('are lengths of each text, and at each what it gives away', async () => {
    await begin()
    await send('/texts', { revision: '1', '/texts/en/reminder': 'Your ketamine 😀 {link} STOP' })
    const { text } = await see('/texts')
    expect(text).toContain('gives away: ketamine')
    expect(text).toMatch(/characters, \d parts? at its longest \(UCS-2\)/)
    expect(text).toContain('Length of the texts')
  })
})

test('problems are in Spanish too, by the name that the form gives the field', async () => {
  await begin()
  await send('/clinics', { revision: '1', '/sites/0/phone': '' })
  const { text } = await see('', 'lead', 'es')
  expect(text).toContain('Clínicas: Harbor Clinic: Teléfono para los participantes')
  expect(text).toContain('falta por rellenar')
})

describe('another study', () => {
  test('is begun by who administers an organization, and has an office of its own before it is published', async () => {
    expect((await see('', 'lead')).text).not.toContain('Begin the study')
    expect((await see('', 'administrator')).text).toContain('Begin the study')
    const refused = await send(
      ...([
        '',
        { step: 'copy', revision: '0', id: 'New One', title: 'New', template: 'depression' },
      ] as const),
      'administrator',
    )
    expect(refused.status).toBe(422)
    for (const kept of ['value="New One"', 'value="New"', '<option value="depression" selected'])
      expect(refused.text).toContain(kept)
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

  test('is begun from each template, with clinics to be added and nothing else wrong', async () => {
    for (const template of ['chronic-pain', 'depression', 'randomized-trial']) {
      const office = `/console/studies/from-${template}/office`
      const fields = { step: 'copy', revision: '0', id: `from-${template}`, title: 'New', template }
      expect(await send('', fields, 'administrator')).toMatchObject({ status: 303, location: office })
      const { text } = await see(office, 'administrator')
      expect(text.match(/<li><a href="[^"]*#[^"]*">[^<]*<\/a>: [^<]*/g)).toEqual([
        expect.stringContaining('Clinics</a>: at least 1'),
      ])
      await send(`${office}/clinics`, { revision: '1', act: 'add:/sites:one' }, 'administrator')
      const site = { id: 'north', name: 'North Clinic', phone: '+1 303 555 0100', timeZone: 'America/Denver' }
      const typed = Object.entries(site).map(([name, value]) => [`/sites/0/${name}`, value])
      await send(`${office}/clinics`, { revision: '2', ...Object.fromEntries(typed) }, 'administrator')
      expect((await see(office, 'administrator')).text).toContain('Nothing stands in the way')
      expect((await send(office, { step: 'publish', revision: '3' }, 'administrator')).status).toBe(303)
    }
    expect((await see('', 'administrator')).text).toContain('version 1.0.0 in force')
  })

  test('is begun from a template in English alone, and has its own words in Spanish once it offers that', async () => {
    const office = '/console/studies/in-two/office'
    const fields = { step: 'copy', revision: '0', id: 'in-two', title: 'New', template: 'chronic-pain' }
    await send('', fields, 'administrator')
    const read = async () => (await clinic.deps.drafts.find('in-two')).draft?.source as Draft
    expect(Object.keys((await read()).texts)).toEqual(['en'])
    const offer = (revision: string, ...locales: readonly string[]) =>
      sendAll(`${office}/study`, [['revision', revision], ...locales.map((one) => ['/locales', one])])
    await offer('1', '', 'en', 'es')
    expect(Object.keys((await read()).texts)).toEqual(['en', 'es'])
    for (const { title } of [...(await read()).timepoints, ...(await read()).estimands])
      expect(title.es).toMatch(/\w/)
    // What is left is what somebody else holds the wording of, and no text of ours.
    await send(`${office}/clinics`, { revision: '2', act: 'add:/sites:one' }, 'administrator')
    const site = { id: 'north', name: 'North Clinic', phone: '+1 303 555 0100', timeZone: 'America/Denver' }
    const typed = Object.entries(site).map(([name, value]) => [`/sites/0/${name}`, value])
    await send(`${office}/clinics`, { revision: '3', ...Object.fromEntries(typed) }, 'administrator')
    const { text } = await see(office, 'administrator')
    const problems = [...text.matchAll(/<li><a href="[^"]*#[^"]*">[^<]*<\/a>: ([^<]*)/g)].map(
      ([, one]) => one,
    )
    expect(problems.map((one) => one?.split('@')[0]).sort()).toEqual([
      ...['peg', 'pgic', 'phq-9', 'rand-36-general-health'],
    ])
    // Taken back, it holds no Spanish; what somebody has written in it stays.
    await offer('4', '', 'en')
    expect(Object.keys((await read()).texts)).toEqual(['en'])
    await offer('5', '', 'en', 'es')
    await send(
      `${office}/texts`,
      { revision: '6', '/texts/es/thanks': 'Gracias de nuestra parte.' },
      'administrator',
    )
    await offer('7', '', 'en')
    expect((await read()).texts.es).toMatchObject({ thanks: 'Gracias de nuestra parte.' })
  })

  test('is begun on the page of an organization by somebody of no study, who leads it from then on', async () => {
    const path = '/console/organisations/founded/studies'
    const founder = { sub: 'founder', name: 'Founder' }
    await foundOrganisation(clinic.deps, 'test', { id: 'founded', name: 'Founded' }, founder)
    const fields = { from: 'chronic-pain', id: 'first', title: 'First' }
    const keeps = (id: string, title: string, from?: string) =>
      expect.stringMatching(
        new RegExp(
          `${from ? `<option value="${from}" selected` : ''}.*name="id"[^>]* value="${id}".*name="title" value="${title}"`,
        ),
      )
    for (const [who, typed, expected] of [
      ['administrator', fields, { status: 404 }],
      [
        'founder',
        { ...fields, id: 'The First' },
        { status: 422, text: keeps('The First', 'First', 'chronic-pain') },
      ],
      ['founder', { ...fields, from: 'nothing' }, { status: 422, text: keeps('first', 'First') }],
      ['founder', { ...fields, from: `copy:${STUDY}` }, { status: 404 }],
      ['founder', { ...fields, id: STUDY }, { status: 409, text: keeps(STUDY, 'First', 'chronic-pain') }],
      ['founder', fields, { status: 303, location: '/console/studies/first/office' }],
    ] as const)
      expect(await send(path, typed, who)).toMatchObject(expected)
    expect((await see('/console/studies/first/office', 'founder')).text).toContain('not published yet')
    expect(await clinic.deps.memberships.find('founder', 'first')).toMatchObject({
      ...{ name: 'Founder', role: 'lead', sites: [], administers: true },
    })
  })

  test('is not begun from a template by who administers nothing', async () => {
    const fields = { step: 'copy', revision: '0', id: 'mine', title: 'New', template: 'depression' }
    expect((await send('', fields, 'lead')).status).toBe(403)
    expect((await clinic.deps.drafts.find('mine')).revision).toBe(0)
  })
})
