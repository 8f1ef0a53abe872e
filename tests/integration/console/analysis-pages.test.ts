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
const MODEL = '/model?measure=pain'
const THRESHOLDS = '/thresholds?measure=function&timepoint=week-12&replicates=50'
const LAB = '/lab?timepoint=week-12'
const CHANGE = '/change?measure=pain&timepoint=week-12'
const OUTCOMES = '/outcomes?definition=pain-relief-30&timepoint=week-12'

let clinic: Clinic
let pages: ReturnType<typeof createConsoleRoutes>

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  const timepoints = ['baseline', 'week-1', 'week-4', 'week-12']
  await storeMadeUpSite(clinic.tables, STUDY, 'harbor', 60, timepoints)
  await storeMadeUpSite(clinic.tables, STUDY, 'mesa', 60, timepoints)
  const signIn = {
    begin: () => Promise.reject(new Error('nobody signs in here')),
    finish: () => Promise.resolve(undefined),
  }
  pages = createConsoleRoutes({ ...clinic.deps, session: createSession(ORIGIN), signIn })
})
afterAll(() => clinic.tables.drop())

async function see(path: string, who: string | undefined = 'coordinator-harbor') {
  const headers = who === '' ? {} : { cookie: `concord-session=${who}` }
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
    '/model?measure=happiness',
    '/model?measure=Pain!',
    '/model?measure=pain&sites=all',
    '/model?measure=pain&degreesOfFreedom=many',
    '/model?measure=pain&imputations=1000000',
    '/model?measure=pain&structures=diagonal',
    '/model?measure=pain&asOf=2099-01-01T00:00:00Z',
    '/model?measure=pain&other=1',
    '/model?measure=happiness&format=json',
    '/thresholds?measure=happiness&timepoint=week-12',
    '/thresholds?measure=function&timepoint=week-99',
    '/thresholds?measure=function&timepoint=baseline',
    '/thresholds?measure=function&timepoint=week-12&seed=-1',
    '/change?measure=happiness&timepoint=week-12',
    '/change?measure=pain&timepoint=baseline',
    '/change?measure=pain&timepoint=week-12&tau2=SJ',
    '/outcomes?definition=none-such&timepoint=week-12',
    '/outcomes?definition=pain-relief-30&timepoint=week-99',
    '/outcomes?definition=pain-relief-30&timepoint=week-12&prediction=wide',
    '/lab?timepoint=week-99',
    '/lab?definitions=none-such',
    '/lab?timepoint=week-4&timepoint=week-12',
    '/outcomes?timepoint=week-4&timepoint=week-12',
    '/outcomes?timepoint=week-12.1',
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
    [`${MODEL}&${AT}`, 'model-pain.json'],
    [`/model?measure=peg/total&sites=random&degreesOfFreedom=kenward-roger&${AT}`, 'model-peg-total.json'],
    [`${THRESHOLDS}&seed=7&${AT}`, 'thresholds-function-week-12.json'],
    [`${LAB}&${AT}`, 'lab-week-12.json'],
    [`${CHANGE}&tau2=PM&${AT}`, 'change-pain-week-12.json'],
    [`${OUTCOMES}&interval=modified-hartung-knapp&${AT}`, 'outcome-pain-relief-30-week-12.json'],
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
      await pages.request(href, { headers: { cookie: 'concord-session=coordinator-harbor' } })
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
    const model = await see('/model')
    expect(model.status).toBe(200)
    expect(model.text).toMatch(/<option value="pain" selected/)
    const thresholds = await see('/thresholds')
    expect(thresholds.status).toBe(200)
    expect(thresholds.text).toMatch(/<option value="week-1" selected/)
    expect((await see('/lab')).text).toMatch(/<option value="week-1" selected/)
  })

  test('take a score by its own name too, and keep what the address asks', async () => {
    const { status, text } = await see(`/model?measure=peg/interference&structures=compound-symmetry&${AT}`)
    expect(status).toBe(200)
    expect(text).toMatch(/<option value="peg\/interference" selected/)
    expect(text).toContain('name="structures" value="compound-symmetry"')
    expect(text).toContain(`name="asOf" value="${COHORT_ENDS}"`)
  })

  test('show the lead, who belongs to no clinic, no curve and no group', async () => {
    const { text } = await see(THRESHOLDS, 'lead')
    expect(stripTags(text)).toContain('Groups, curves and cutoffs are not shown')
    expect(text).not.toContain('class="reach"')
    expect(text).not.toContain('class="chart curve"')
  })
})
