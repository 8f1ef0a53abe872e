import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { releasesConsole } from '../../../functions/console/releases/make-release.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const ORIGIN = 'https://concord.example'
const PAGES = `/console/studies/${STUDY}`
const RATE = '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-4'
const ANALYSES = [
  RATE,
  '/analyses/definition-comparison?timepoint=week-4',
  '/analyses/mean-change?measure=pain&timepoint=week-4',
  '/analyses/repeated-measures?measure=pain',
  '/analyses/meaningful-change?measure=pain&timepoint=week-4',
  '/analyses/adverse-events?',
]

let clinic: Clinic
let pages: ReturnType<typeof createConsoleRoutes>
let forms: ReturnType<typeof releasesConsole>

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  for (const [site, count] of [
    ['harbor', 30],
    ['mesa', 30],
    ['lakeside', 9],
    ['summit', 28],
  ] as const)
    await storeMadeUpSite(clinic.tables, STUDY, site, count, ['baseline', 'week-4'])
  const session = createSession(ORIGIN)
  pages = createConsoleRoutes({ ...clinic.deps, session })
  forms = releasesConsole({ ...clinic.deps, session })
})
afterAll(() => clinic.tables.drop())

const signIn = (who: string) => ({ cookie: `__Host-concord-session=${who}` })
async function see(path: string, who = 'coordinator-mesa', language = 'en') {
  const headers = { ...signIn(who), 'accept-language': language }
  const reply = await pages.request(PAGES + path, { headers })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}
const send = (who: string, fields: Record<string, string>) =>
  forms.request(`${PAGES}/releases`, {
    method: 'POST',
    headers: { ...signIn(who), origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

describe('before the first release', () => {
  test('the list says so, and a lead alone has the form', async () => {
    expect((await see('/releases')).text).toContain('No release yet.')
    expect((await see('/releases')).text).not.toContain('Make the release')
    expect((await see('/releases', 'lead')).text).toContain('Make the release')
    expect((await see('/releases', 'lead', 'es')).text).toContain('Todavía no hay publicaciones.')
  })

  test('an analysis is of live numbers, and there is nothing to choose', async () => {
    const { text } = await see(RATE)
    expect(text).toContain('Live numbers of your clinics.')
    expect(text).not.toContain('name="release"')
    expect((await see(`${RATE}&release=1`)).status).toBe(404)
    expect((await see(`${RATE}&release=one`)).status).toBe(404)
  })

  test('the form is refused to a coordinator, without a session, and from another origin', async () => {
    expect((await send('coordinator-mesa', { name: 'Mine' })).status).toBe(403)
    const form = new URLSearchParams({ name: 'Mine' }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const post = (headers: Record<string, string>) =>
      forms.request(`${PAGES}/releases`, { method: 'POST', headers: { ...type, ...headers }, body: form })
    expect((await post({ origin: ORIGIN })).status).toBe(303)
    expect((await post({ ...signIn('lead'), origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await see('/releases')).text).toContain('No release yet.')
  })

  test('a name that is none comes back with what was typed', async () => {
    const reply = await send('lead', { name: ' ', note: 'For <May>' })
    expect(reply.status).toBe(422)
    const text = await reply.text()
    expect(text).toContain('Enter a name of at most 80 characters')
    expect(text).toContain('For &lt;May&gt;')
  })
})

describe('a release', () => {
  beforeAll(async () => {
    const reply = await send('lead', { name: 'Steering committee', note: 'For May' })
    expect(reply.headers.get('location')).toBe(`${PAGES}/releases/1?notice=made`)
  })

  test('is listed, opened and cited', async () => {
    expect((await see('/releases')).text).toContain('Release 1: Steering committee')
    const { text } = await see('/releases/1')
    const [header] = await clinic.deps.releases.list(STUDY)
    expect(text).toContain('Cite this')
    expect(text).toContain(
      `release 1: Steering committee. Data as of ${COHORT_ENDS}. SHA-256 ${header?.sha256}.`,
    )
    expect((await see('/releases/1', 'lead', 'es')).text).toContain('Cómo citarla')
    expect((await see('/releases/2')).status).toBe(404)
  })

  test('has its name taken', async () => {
    const reply = await send('lead', { name: 'Steering committee', note: 'Another' })
    expect(reply.status).toBe(422)
    expect(await reply.text()).toContain('Another release of this study has this name.')
  })

  test.each(ANALYSES)('%s says that it shows the release, and gives the same to everybody', async (path) => {
    const { status, text } = await see(`${path}&release=1`)
    expect(status).toBe(200)
    expect(text).toContain('Release 1: Steering committee. All clinics')
    const live = (await see(`${path}&release=`)).text
    expect(live).toContain('Live numbers of your clinics.')
    const strip = (html: string) => html.replaceAll(/<header.*?<\/header>/gs, '')
    expect(strip((await see(`${path}&release=1`, 'coordinator-harbor')).text)).toBe(strip(text))
    expect((await see(`${path}&release=1`, 'coordinator-mesa', 'es')).text).toContain(
      'Publicación 1: Steering committee. Todas las clínicas',
    )
  })

  test('goes along to the other analyses, and stands in the files', async () => {
    const { text } = await see(`${RATE}&release=1`)
    expect(text).toContain('/analyses/mean-change?release=1')
    const json = await see(`${RATE}&release=1&format=json`)
    expect(json.headers.get('content-disposition')).toContain(
      'responder-rate-pain-relief-30-week-4-release-1.json',
    )
    expect(json.text).toBe(
      await (await clinic.api('lead', 'GET', `/api/studies/${STUDY}/releases/1${RATE}`)).text(),
    )
    const csv = await see(`${RATE}&release=1&format=csv`)
    expect(csv.text).toContain('release,release_name,release_sha256')
  })

  test('what it does not hold is a calm page', async () => {
    expect((await see(`${RATE.replace('week-4', 'week-12')}&release=1`)).status).toBe(404)
  })

  test('is compared with another', async () => {
    expect((await send('lead', { name: 'Second' })).status).toBe(303)
    const { text } = await see('/releases/compare?of=1&with=2')
    expect(text).toContain('Release 1 and release 2')
    expect(text).toContain('The data, the definitions and the program are the same.')
    expect((await see('/releases')).text).toContain('Compare two releases')
  })
})
