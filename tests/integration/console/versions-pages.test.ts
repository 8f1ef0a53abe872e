import { beforeEach, describe, expect, test } from 'vitest'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { versionsConsole } from '../../../functions/console/versions/versions.routes.tsx'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import {
  changeTimepoint,
  FIRST,
  finishRollouts,
  openPublishedClinic,
  publishVersion,
  saveDraft,
} from '../../support/published-clinic.ts'

const ORIGIN = 'https://concord.example'
const PAGE = `/console/studies/${STUDY}/versions`
const NEXT = { ...FIRST, version: '2.0.0', timepoints: changeTimepoint('week-4', { offset: 'P30D' }) }

let clinic: Clinic
let pages: ReturnType<typeof versionsConsole>

beforeEach(async () => {
  clinic = await openPublishedClinic()
  pages = versionsConsole({ ...clinic.deps, session: createSession(ORIGIN) })
})

async function call(user: string, path = '', form?: Record<string, string>, language = 'en') {
  const reply = await pages.request(`${PAGE}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: {
      ...{ cookie: `__Host-concord-session=${user}`, 'accept-language': language },
      ...(form && { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  })
  return { status: reply.status, body: await reply.text(), location: reply.headers.get('location') }
}

async function enrolAndTreat(site: string, phone: string): Promise<void> {
  const participant = await clinic.enrol(site, phone)
  const path = `/api/studies/${STUDY}/participants/${participant}/treatments`
  const body = { kind: 'ketamine-infusion', givenAt: clinic.time.now.toString() }
  expect((await clinic.apiConfirmed(`coordinator-${site}`, 'POST', path, body)).status).toBe(201)
}

describe('the pages of versions', () => {
  test('are for leads alone', async () => {
    for (const path of ['', '/preview']) expect((await call('coordinator-harbor', path)).status).toBe(403)
    expect((await call('somebody')).status).toBe(404)
    expect((await call('coordinator-harbor', '/stop', { site: 'harbor', version: '2.0.0' })).status).toBe(403)
    expect((await call('harbor-lead', '/move', { site: 'nowhere', version: '2.0.0' })).status).toBe(404)
  })

  test('say why there is nothing to preview', async () => {
    expect((await call('study-lead', '/preview')).body).toContain('There is no draft to preview.')
    expect((await call('study-lead', `/preview?version=${FIRST.version}`)).body).toContain(
      'follows this version already',
    )
    expect((await call('study-lead', '/preview?version=7.0.0')).status).toBe(404)
    const faulty = { revision: 0, definition: { ...NEXT, timepoints: [] } }
    await clinic.api('study-lead', 'PUT', `/api/studies/${STUDY}/draft`, faulty)
    const { body } = await call('study-lead', '/preview')
    expect(body).toContain('The draft has problems.')
    expect(body).not.toContain('name="revision"')
  })

  test('preview the draft, publish it for some clinics first, and move the others later', async () => {
    await enrolAndTreat('harbor', '+12025551001')
    await enrolAndTreat('mesa', '+12025551002')
    const revision = String(await saveDraft(clinic, NEXT))
    const { body } = await call('study-lead', '/preview')
    expect(body).toContain('The plan changes for 1 of 1 participant.')
    expect(body).toContain('+2 d')
    const past = await call('study-lead', '/preview', { revision, from: '2026-01-01' })
    expect([past.status, past.body.includes('The day must be in the future.')]).toEqual([422, true])
    const stale = await call('study-lead', '/preview', { revision: '77' })
    expect([stale.status, stale.body.includes('Somebody else changed the draft')]).toEqual([412, true])
    const published = await call('study-lead', '/preview', { revision, 'follow-mesa': 'later' })
    expect(published.location).toBe(`${PAGE}?notice=published`)
    clinic.advance('PT1M')
    expect((await call('study-lead')).body).toContain('begins within a minute')
    await finishRollouts(clinic)
    const after = (await call('study-lead')).body
    expect(after).toContain('All participants are moved to it.')
    expect(after).toContain('Version 2.0.0 is published. This clinic follows it when a lead moves it.')
    expect((await call('study-lead', '/preview?version=2.0.0&site=mesa')).body).toContain(
      'The plan changes for 1 of 1',
    )
    const moved = await call('study-lead', '/move', { site: 'mesa', version: '2.0.0', from: '' })
    expect(moved.location).toBe(`${PAGE}?notice=moved`)
    const again = await call('study-lead', '/move', { site: 'mesa', version: '2.0.0', from: '' })
    expect(again.status).toBe(409)
  })

  test('offer a lead of no clinic every clinic, and say which its own lead decides', async () => {
    await enrolAndTreat('mesa', '+12025551002')
    const revision = String(await saveDraft(clinic, NEXT))
    const { body } = await call('lead', '/preview')
    expect(body).toContain('The plan changes for 1 of 1 participant.')
    expect(body).not.toContain('The first opens')
    await call('lead', '/preview', { revision, 'follow-mesa': 'later', 'follow-summit': 'later' })
    clinic.advance('PT1M')
    expect((await call('lead')).body).toContain('Move Mesa Clinic')
    expect((await call('lead', '/move', { site: 'summit', version: '2.0.0', from: '' })).status).toBe(303)
    expect(
      (await call('study-lead', '/move', { site: 'mesa', version: '2.0.0', from: '2026-03-20' })).status,
    ).toBe(303)
    const held = (await call('lead')).body
    expect(held).not.toContain('Move Mesa Clinic')
    expect(held).toContain('A lead of this clinic holds it back.')
    const refused = await call('lead', '/move', { site: 'mesa', version: '2.0.0', from: '' })
    expect([refused.status, refused.body.includes('has decided this')]).toEqual([409, true])
    await saveDraft(clinic, { ...NEXT, version: '3.0.0' })
    expect((await call('lead', '/preview')).body).toContain(
      'Mesa Clinic is held back and stays on its version.',
    )
    expect((await call('lead', '/preview')).body).not.toContain('name="follow-mesa"')
  })

  test('stop and continue, in Spanish too', async () => {
    await enrolAndTreat('harbor', '+12025551001')
    await publishVersion(clinic, NEXT)
    clinic.advance('PT1M')
    await clinic.runRollouts(() => false)
    expect((await call('study-lead')).body).toContain('Still to be moved: 1.')
    const form = { site: 'harbor', version: '2.0.0' }
    expect((await call('study-lead', '/stop', form)).location).toBe(`${PAGE}?notice=stopped`)
    const page = await call('study-lead', '', undefined, 'es')
    expect(page.body).toContain('Detenido. Quien aún no ha pasado queda en la versión anterior.')
    expect(page.body).toContain('Continuar en Harbor Clinic')
    expect((await call('study-lead', '/continue', form)).location).toBe(`${PAGE}?notice=continued`)
    await finishRollouts(clinic)
    expect((await call('study-lead', '/stop', form)).status).toBe(409)
  })
})
