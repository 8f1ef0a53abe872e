import { afterEach, describe, expect, test } from 'vitest'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { openLibrary } from '../../../surveys/library/library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* What a site of a study says of itself, in place of what the study says of every site. */

const PARTICIPANTS = `/api/studies/${STUDY}/participants`

let clinic: Clinic
afterEach(() => clinic.tables.drop())

type Source = { id: string; sites: readonly { id: string }[] }

/** The shipped studies, the registry with more said of Harbor Clinic, or of itself. */
async function open(harbor: object, more: object = {}, start = '2026-03-02T15:00:00Z') {
  const { instruments, studies, calibrations } = shippedDefinitions
  const changed = (studies as readonly Source[]).map((study) =>
    study.id !== STUDY
      ? study
      : {
          ...{ ...study, ...more },
          sites: study.sites.map((site) => (site.id === 'harbor' ? { ...site, ...harbor } : site)),
        },
  )
  clinic = await openClinic(start, undefined, openLibrary(instruments, changed, calibrations))
}
const enrol = (phone = '+12025550123', more: object = {}, key = 'one-enrolment-key') =>
  clinic.api(
    'coordinator-harbor',
    'POST',
    PARTICIPANTS,
    { site: 'harbor', phone, locale: 'en', smsConsent: true, ...more },
    { 'idempotency-key': key },
  )
const count = async () =>
  (await clinic.deps.participants.readPage(clinic.scope('harbor'), undefined, 50)).participants.length

describe('a site that is closed to enrollment', () => {
  test('refuses somebody new with a problem of its own, and nobody is saved', async () => {
    await open({ enrolment: 'closed' })
    const reply = await enrol()
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({ type: '/problems/site-closed' })
    expect(await count()).toBe(0)
  })

  test('leaves the other sites open', async () => {
    await open({ enrolment: 'closed' })
    expect(await clinic.enrol('mesa')).toMatch(/^mesa-/)
  })

  test('answers the same enrolment sent again, which was made before it closed', async () => {
    await open({ enrolment: 'open' })
    expect((await enrol()).status).toBe(201)
    const { tables } = clinic
    const { instruments, studies, calibrations } = shippedDefinitions
    const closed = (studies as readonly Source[]).map((study) => ({
      ...study,
      sites: study.sites.map((site) => (site.id === 'harbor' ? { ...site, enrolment: 'closed' } : site)),
    }))
    clinic = await openClinic(undefined, tables, openLibrary(instruments, closed, calibrations))
    expect((await enrol()).status).toBe(200)
    expect((await enrol('+12025550124', {}, 'another-enrolment-key')).status).toBe(409)
  })
})

describe('a study whose last day is over', () => {
  test('refuses somebody new with a problem of its own, by the calendar of the site', async () => {
    // Midnight of 2 March in New York, where Harbor Clinic is.
    await open({}, { endsOn: '2026-03-01' }, '2026-03-02T05:00:00Z')
    const reply = await enrol()
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({ type: '/problems/study-ended' })
    expect(await count()).toBe(0)
  })

  test('takes people on that day still', async () => {
    await open({}, { endsOn: '2026-03-01' }, '2026-03-02T04:59:00Z')
    expect((await enrol()).status).toBe(201)
  })
})

test('a language that the site does not take is refused, and one that it takes is not', async () => {
  const trial = 'ketamine-magnesium-trial'
  const { instruments, studies, calibrations } = shippedDefinitions
  const changed = (studies as readonly Source[]).map((study) => ({
    ...study,
    sites: study.sites.map((site) => (site.id === 'gulf' ? { ...site, languages: ['en'] } : site)),
  }))
  clinic = await openClinic(undefined, undefined, openLibrary(instruments, changed, calibrations))
  await grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub: 'coordinator-gulf', name: 'coordinator-gulf', study: trial, role: 'coordinator' },
      ...{ sites: ['gulf'], administers: false, blinded: false },
    },
  )
  const path = `/api/studies/${trial}`
  const onCall = { phones: ['+12025550191'], emails: [] }
  await clinic.api('coordinator-gulf', 'PUT', `${path}/sites/gulf/on-call`, onCall)
  const enrolIn = (locale: string) =>
    clinic.api(
      'coordinator-gulf',
      'POST',
      `${path}/participants`,
      { site: 'gulf', phone: '+12025550123', locale, smsConsent: true, arm: 'placebo' },
      { 'idempotency-key': `enrolled-in-${locale}` },
    )
  const refused = await enrolIn('es')
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ type: '/problems/locale-not-offered' })
  const made = await enrolIn('en')
  expect(made.status).toBe(201)
  const { participant } = (await made.json()) as { participant: string }
  const change = await clinic.api('coordinator-gulf', 'PATCH', `${path}/participants/${participant}`, {
    locale: 'es',
  })
  expect(change.status).toBe(422)
})

test('in quiet hours not even somebody who waits is texted; afterwards they are', async () => {
  // Ten in the morning in New York.
  await open({ quietHours: { from: '09:30', until: '11:00' } })
  expect((await enrol()).status).toBe(201)
  await clinic.tick()
  expect(clinic.texts).toEqual([])
  clinic.time.now = clinic.time.now.add({ minutes: 59 })
  await clinic.tick()
  expect(clinic.texts).toEqual([])
  clinic.time.now = clinic.time.now.add({ minutes: 1 })
  await clinic.tick()
  expect(clinic.texts).toHaveLength(1)
})

test('a site’s own daily limit holds in place of the study’s', async () => {
  await open({ textsPerDay: 1 })
  expect((await enrol()).status).toBe(201)
  expect((await enrol('+12025550124', {}, 'another-enrolment-key')).status).toBe(201)
  await clinic.tick()
  expect(clinic.texts).toHaveLength(1)
  clinic.time.now = clinic.time.now.add({ hours: 24 })
  await clinic.tick()
  expect(clinic.texts).toHaveLength(2)
})

test('a role that the study blinds sees no arm, whatever its membership says', async () => {
  await open({}, { arms: [{ id: 'placebo', title: 'Placebo' }], blinding: { roles: ['coordinator'] } })
  const reply = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}`)
  expect(await reply.json()).toMatchObject({ membership: { blinded: true } })
  // They enroll without an arm, which somebody else records.
  const enrolled = await enrol()
  expect(enrolled.status).toBe(201)
  const { participant } = (await enrolled.json()) as { participant: string }
  const path = `/api/studies/${STUDY}/participants/${participant}`
  expect((await clinic.api('coordinator-harbor', 'PATCH', path, { arm: 'placebo' })).status).toBe(403)
  const lead = await clinic.api('lead', 'GET', `/api/studies/${STUDY}`)
  expect(await lead.json()).toMatchObject({ membership: { blinded: false } })
})
