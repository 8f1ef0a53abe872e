import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const ORIGIN = 'https://concord.example'
const PAGES = `/console/studies/${STUDY}`
const API = `/api/studies/${STUDY}`
const AT = `asOf=${COHORT_ENDS}`
const MODEL = '/analyses/repeated-measures?measure=pain'
const THRESHOLDS = '/analyses/meaningful-change?measure=function&timepoint=week-12&replicates=50'
const LAB = '/analyses/definition-comparison?timepoint=week-12'
const CHANGE = '/analyses/mean-change?measure=pain&timepoint=week-12'
const OUTCOMES = '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12'

let clinic: Clinic
let pages: ReturnType<typeof createConsoleRoutes>

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  const timepoints = ['baseline', 'week-1', 'week-4', 'week-12']
  await storeMadeUpSite(clinic.tables, STUDY, 'harbor', 60, timepoints)
  await storeMadeUpSite(clinic.tables, STUDY, 'mesa', 60, timepoints)
  pages = createConsoleRoutes({ ...clinic.deps, session: createSession(ORIGIN) })
})
afterAll(() => clinic.tables.drop())

async function see(path: string, who: string | undefined = 'coordinator-harbor') {
  const headers = who === '' ? {} : { cookie: `__Host-concord-session=${who}` }
  const reply = await pages.request(PAGES + path, { headers })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}
const apiText = async (path: string, who = 'coordinator-harbor') =>
  (await clinic.api(who, 'GET', API + path)).text()
const stripTags = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('refused, with a calm page', () => {
  test.each([OUTCOMES, MODEL, CHANGE, THRESHOLDS, LAB])(
    '%s: without a session, and of a study that is not theirs',
    async (path) => {
      expect((await see(path, '')).status).toBe(303)
      expect((await see(path, 'nobody')).status).toBe(404)
    },
  )

  test.each([
    '/analyses/repeated-measures?measure=happiness',
    '/analyses/repeated-measures?measure=Pain!',
    '/analyses/repeated-measures?measure=pain&sites=all',
    '/analyses/repeated-measures?measure=pain&degreesOfFreedom=many',
    '/analyses/repeated-measures?measure=pain&imputations=1000000',
    '/analyses/repeated-measures?measure=pain&structures=diagonal',
    '/analyses/repeated-measures?measure=pain&asOf=2099-01-01T00:00:00Z',
    '/analyses/repeated-measures?measure=pain&other=1',
    '/analyses/repeated-measures?measure=happiness&format=json',
    '/analyses/meaningful-change?measure=happiness&timepoint=week-12',
    '/analyses/meaningful-change?measure=function&timepoint=week-99',
    '/analyses/meaningful-change?measure=function&timepoint=baseline',
    '/analyses/meaningful-change?measure=function&timepoint=week-12&seed=-1',
    '/analyses/mean-change?measure=happiness&timepoint=week-12',
    '/analyses/mean-change?measure=pain&timepoint=baseline',
    '/analyses/mean-change?measure=pain&timepoint=week-12&tau2=SJ',
    '/analyses/responder-rate?definition=none-such&timepoint=week-12',
    '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-99',
    '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12&prediction=wide',
    '/analyses/definition-comparison?timepoint=week-99',
    '/analyses/definition-comparison?definitions=none-such',
    '/analyses/definition-comparison?timepoint=week-4&timepoint=week-12',
    '/analyses/responder-rate?timepoint=week-4&timepoint=week-12',
    '/analyses/responder-rate?timepoint=week-12.1',
  ])('%s: 422', async (path) => {
    const { status, text, headers } = await see(path)
    expect(status).toBe(422)
    expect(headers.get('content-type')).toContain('text/html')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(stripTags(text)).toContain('This page cannot be shown')
    expect(text).not.toContain('happiness')
  })
})

describe('the numbers of a page are those of the API', () => {
  test.each([
    [`${MODEL}&${AT}`, 'repeated-measures-pain.json'],
    [
      `/analyses/repeated-measures?measure=peg/total&sites=random&degreesOfFreedom=kenward-roger&${AT}`,
      'repeated-measures-peg-total.json',
    ],
    [`${THRESHOLDS}&seed=7&${AT}`, 'meaningful-change-function-week-12.json'],
    [`${LAB}&${AT}`, 'definition-comparison-week-12.json'],
    [`${CHANGE}&tau2=PM&${AT}`, 'mean-change-pain-week-12.json'],
    [`${OUTCOMES}&interval=modified-hartung-knapp&${AT}`, 'responder-rate-pain-relief-30-week-12.json'],
  ])('%s: the same bytes as a file', async (path, name) => {
    const { status, headers, text } = await see(`${path}&format=json`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(text).toBe(await apiText(path))
  })

  test('its link leads to the file of the very instant that it shows, with the same means', async () => {
    const { text } = await see(MODEL)
    const href = /href="([^"]*format=json)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(href).toContain(`asOf=${encodeURIComponent(COHORT_ENDS)}`)
    const file = await (
      await pages.request(href, { headers: { cookie: '__Host-concord-session=coordinator-harbor' } })
    ).json()
    const { means } = (file as { model: { means: { n: number; estimate: number }[] } }).model
    expect(means).toHaveLength(3)
    for (const { n, estimate } of means) expect(stripTags(text)).toContain(`${n} ${estimate.toFixed(2)}`)
  })

  test('of the thresholds: every estimate that the API gives', async () => {
    const { text } = await see(THRESHOLDS, 'lead')
    const { result } = JSON.parse(await apiText(`${THRESHOLDS}&${AT}`, 'lead')) as {
      result: { thresholds: { kind: string; estimate: number }[] }
    }
    expect(result.thresholds.map(({ kind }) => kind)).toEqual(['estimated', 'estimated', 'estimated'])
    for (const { estimate } of result.thresholds) expect(stripTags(text)).toContain(estimate.toFixed(2))
  })
})

describe('the pages', () => {
  test('are there without anything asked, with the first measure and follow-up', async () => {
    const model = await see('/analyses/repeated-measures')
    expect(model.status).toBe(200)
    expect(model.text).toMatch(/<option value="pain" selected/)
    const thresholds = await see('/analyses/meaningful-change')
    expect(thresholds.status).toBe(200)
    expect(thresholds.text).toMatch(/<option value="week-1" selected/)
    expect((await see('/analyses/definition-comparison')).text).toMatch(/<option value="week-1" selected/)
  })

  test('take a score by its own name too, and keep what the address asks', async () => {
    const { status, text } = await see(
      `/analyses/repeated-measures?measure=peg/interference&structures=compound-symmetry&${AT}`,
    )
    expect(status).toBe(200)
    expect(text).toMatch(/<option value="peg\/interference" selected/)
    expect(text).toContain('name="structures" value="compound-symmetry"')
    expect(text).toContain(`name="asOf" value="${COHORT_ENDS}"`)
  })

  test('show the lead, who belongs to no clinic, groups and curves of all of them', async () => {
    const { text } = await see(THRESHOLDS, 'lead')
    expect(text).toContain('class="reach"')
    expect(text).toContain('<svg')
  })
})
