import { beforeEach, describe, expect, test } from 'vitest'
import { openLibrary } from '../../../surveys/library/library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type CallingPages, openCallingPages } from '../../support/calling-pages.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const FORM = `/console/studies/${STUDY}/enrol`
const key = 'k7f3m2p9k7f3m2p9'
const person = {
  ...{ key, site: 'harbor', phone: '+1 202-555-0123', name: '', locale: 'en', timeZone: '' },
  ...{ smsConsent: 'yes', channel: 'text', textAt: '' },
}

let clinic: Clinic
let pages: CallingPages

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  pages = openCallingPages(clinic)
})

const see: CallingPages['see'] = (...asked) => pages.see(...asked)
const post: CallingPages['post'] = (...sent) => pages.post(...sent)
const everybody = async () =>
  (await clinic.deps.participants.readPage(clinic.scope('harbor'), undefined, 50)).participants
const findFault = (text: string, field: string) =>
  new RegExp(`id="${field}-fault">([^<]+)`).exec(text)?.[1] ?? null

describe('enrolling is refused', () => {
  test('at a clinic that is closed to enrollment, whose form is not there and says why', async () => {
    const { instruments, studies, calibrations } = shippedDefinitions
    const closed = (studies as readonly { sites: readonly object[] }[]).map((study) => ({
      ...study,
      sites: study.sites.map((site) => ({ ...site, enrolment: 'closed' })),
    }))
    const before = clinic.tables
    clinic = await openClinic(
      '2026-03-02T15:00:00.000Z',
      before,
      openLibrary(instruments, closed, calibrations),
    )
    pages = openCallingPages(clinic)
    const { status, text } = await see(FORM)
    expect(status).toBe(200)
    expect(text).toContain('Closed to enrollment: Harbor Clinic.')
    expect(text).not.toContain('name="phone"')
    // Of a form that was open before.
    const refused = await post(FORM, person)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('The clinic is closed to enrollment. Nothing was saved.')
    expect(await everybody()).toEqual([])
  })

  test('at a clinic that has nobody on call, with a link to its list', async () => {
    const list = `/console/studies/${STUDY}/sites/harbor/on-call`
    expect((await post(list, { phones: '', emails: '' })).status).toBe(303)
    const { status, text } = await post(FORM, person)
    expect(status).toBe(422)
    expect(text).toContain('The clinic’s on-call list is empty')
    expect(text).toContain(`href="${list}">On call at Harbor Clinic`)
    expect(await everybody()).toEqual([])
  })

  test('without a session, to a lead, from another site on the web, and at a clinic of others', async () => {
    expect((await pages.request(FORM)).status).toBe(303)
    expect((await see(FORM, 'lead')).status).toBe(403)
    expect((await post(FORM, person, { who: 'lead' })).status).toBe(403)
    expect((await post(FORM, person, { origin: 'https://evil.example' })).status).toBe(403)
    const elsewhere = await post(FORM, person, { who: 'coordinator-mesa' })
    expect(elsewhere.status).toBe(422)
    expect(await everybody()).toEqual([])
  })

  test.each([
    ['phone', { phone: '202-555-0123' }, 'full number with its country code'],
    ['phone', { phone: '+12025550140' }, 'The number of a clinic or of someone on call is refused'],
    ['phone', { phone: '\u202a+12025550123\u202c' }, 'full number with its country code'],
    ['timeZone', { timeZone: 'America\u0000/New_York' }, 'Enter a zone such as America/New_York'],
    ['phone', { phone: '+442071838750' }, 'must be able to text that country'],
    ['timeZone', { timeZone: 'Nowhere/Land' }, 'Enter a zone such as America/New_York'],
    ['locale', { locale: '' }, 'Choose one of the languages'],
    ['locale', { locale: 'es' }, 'Choose one of the languages'],
    ['smsConsent', { smsConsent: '' }, 'Choose yes or no'],
    ['channel', { channel: 'pigeon' }, 'Choose one of the two options'],
    ['textAt', { textAt: '21:30' }, 'Enter a time within the hours above'],
  ])('beside %s for %j, and what was typed is there still', async (field, change, words) => {
    const { status, text } = await post(FORM, { ...person, name: 'Ana <b>', ...change })
    expect(status).toBe(422)
    expect(findFault(text, field)).toContain(words)
    expect(text.match(/-fault">/g)).toHaveLength(1)
    expect(text).toContain('value="Ana &lt;b&gt;"')
    expect(text).toContain(`name="key" value="${key}"`)
    expect(await everybody()).toEqual([])
  })

  test.each(['Ana \u202eb', 'A\ufffda', '\u200b\u200b', 'Ana\u0000'])(
    'beside the name for %j, and what else was typed is there still',
    async (name) => {
      const { status, text } = await post(FORM, { ...person, name })
      expect(status).toBe(422)
      expect(findFault(text, 'name')).toContain('A pasted name may hold hidden characters')
      expect(text).toContain(`value="${person.phone}"`)
      expect(await everybody()).toEqual([])
    },
  )

  test('beside every field at once', async () => {
    const { text } = await post(FORM, { ...person, phone: '202-555-0123', timeZone: 'Nowhere/Land' })
    expect(text).toContain('Please correct: Phone number, Participant’s time zone.')
  })

  test('beside the year of birth where it is none', async () => {
    for (const birthYear of ['70', '19x0', '2027']) {
      const { status, text } = await post(FORM, { ...person, birthYear })
      expect(status).toBe(422)
      expect(findFault(text, 'birthYear')).toContain('Enter a year with four digits')
    }
  })

  test('calmly where the number or the name and year of birth are those of others, until they are said to be different people', async () => {
    const first = await clinic.enrol('harbor', '+12025550123', { name: 'Ana Perez', birthYear: 1970 })
    await clinic.enrol('mesa', '+12025550123')
    const again = { ...person, name: 'Ana Pérez', birthYear: '1970' }
    const { status, text } = await post(FORM, again)
    expect(status).toBe(409)
    expect(text).toContain('This person may be enrolled already. Nothing was saved.')
    expect(text).toMatch(/Same phone number: .*another clinic/)
    expect(text).toContain('Same name and year of birth:')
    expect(text).toContain(`/participants/${first}"`)
    expect(text).not.toContain('mesa-')
    // What was typed is there still, the key is the same, and nothing is chosen beforehand.
    expect(text).toContain('value="Ana Pérez"')
    expect(text).toContain(`name="key" value="${key}"`)
    const distinctFrom = /type="checkbox" name="distinctFrom" value="([^"]+)"/.exec(text)?.[1] ?? ''
    expect(distinctFrom.split(' ').sort()).toEqual(['another-site', first])
    expect((await post(FORM, again)).status).toBe(409)
    expect(await everybody()).toHaveLength(1)
    expect((await post(FORM, { ...again, distinctFrom })).status).toBe(303)
    // Sent twice it is the same enrolment.
    expect((await post(FORM, { ...again, distinctFrom })).status).toBe(303)
    expect(await everybody()).toHaveLength(2)
  })

  test('in Spanish with the same question', async () => {
    await clinic.enrol('harbor', '+12025550123')
    const { text } = await post(FORM, person, { locale: 'es' })
    expect(text).toMatch(/Mismo número de teléfono.*Son personas distintas/s)
  })

  test('for a form that has no key, and for one that has enrolled somebody else already', async () => {
    const { key: _, ...keyless } = person
    expect((await post(FORM, keyless)).status).toBe(422)
    expect((await post(FORM, person)).status).toBe(303)
    const again = await post(FORM, { ...person, phone: '+12025550124' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('This form was already used to enroll someone')
    expect(await everybody()).toHaveLength(1)
  })
})

describe('enrolling', () => {
  test('is one form, without a script', async () => {
    const { status, text } = await see(FORM)
    expect(status).toBe(200)
    expect(text).not.toContain('<script')
    expect(text).toMatch(/name="key" value="[0-9a-z]{16}"/)
  })

  test('enrols once however often the button is pressed, with what was chosen, and texts them', async () => {
    const replies = await Promise.all([post(FORM, person), post(FORM, person)])
    replies.push(await post(FORM, person))
    expect(replies.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(replies.map(({ to }) => to)).size).toBe(1)
    const [enrolled, ...others] = await everybody()
    expect(others).toEqual([])
    expect(enrolled).toMatchObject({ locale: 'en', timeZone: 'America/New_York', channel: 'text' })
    expect(replies[0]?.to).toBe(
      `/console/studies/${STUDY}/participants/${enrolled?.participant}?notice=enrolled`,
    )
    await clinic.tick()
    expect(clinic.texts.map(({ to }) => to)).toEqual(['+12025550123'])
  })

  test('of one who does not agree to texts sends none', async () => {
    await post(FORM, { ...person, smsConsent: 'no' })
    expect(await everybody()).toHaveLength(1)
    await clinic.tick()
    expect(clinic.texts).toEqual([])
  })
})

describe('a treatment', () => {
  const given = { kind: 'ketamine-infusion', givenAt: '2026-03-02T10:30' }
  let participant: string
  let form: string
  beforeEach(async () => {
    participant = await clinic.enrol('harbor')
    clinic.advance('PT2H')
    form = `/console/studies/${STUDY}/participants/${participant}/treatment`
  })
  const recorded = () =>
    clinic.deps.treatments.listByParticipant(clinic.participantScope('harbor', participant))

  test('is refused to whom it is no concern', async () => {
    expect((await post(form, given, { who: 'lead' })).status).not.toBe(303)
    expect((await post(form, given, { who: 'coordinator-mesa' })).status).toBe(404)
    expect((await post(form, given, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await see(form.replace(participant, 'harbor-00000000'))).status).toBe(404)
    expect(await recorded()).toEqual([])
  })

  test.each([
    ['kind', { kind: '' }, 'Choose one of the treatments'],
    ['kind', { kind: 'placebo' }, 'Choose one of the treatments'],
    ['givenAt', { givenAt: '' }, 'Enter a date and a time'],
    ['givenAt', { givenAt: '2026-02-30T10:00' }, 'Enter a date and a time'],
    ['givenAt', { givenAt: '2027-03-04T10:30' }, 'This date is in the future'],
    ['givenAt', { givenAt: '1999-03-03T09:30' }, 'This date is too long ago'],
  ])('is refused beside %s for %j', async (field, change, words) => {
    const { status, text } = await post(form, { ...given, ...change })
    expect(status).toBe(422)
    expect(findFault(text, field)).toContain(words)
    expect(await recorded()).toEqual([])
  })

  test('is recorded once, at the time of the clinic, and what follows from it is planned', async () => {
    const [first] = await Promise.all([post(form, given), post(form, given)])
    expect(first.to).toBe(`/console/studies/${STUDY}/participants/${participant}?notice=recorded`)
    expect(await recorded()).toMatchObject([{ givenAt: '2026-03-02T15:30:00.000Z' }])
    expect((await see(form)).text).toContain('Mar 2, 2026, 10:30')
    const planned = await clinic.deps.assessments.listByParticipant(
      clinic.participantScope('harbor', participant),
    )
    expect(planned.map(({ timepoint }) => timepoint)).toContain('week-4')
  })
})
