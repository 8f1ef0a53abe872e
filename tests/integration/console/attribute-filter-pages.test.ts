import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const PAGES = `/console/studies/${STUDY}/analyses`
const API = `/api/studies/${STUDY}`
const RATE = '/responder-rate?definition=pain-relief-30&timepoint=week-12&imputations=0'
const CHANGE = '/mean-change?measure=pain&timepoint=week-12'
const EVERY = [
  ...[RATE, CHANGE, '/definition-comparison?timepoint=week-12', '/repeated-measures?measure=pain'],
  '/meaningful-change?measure=function&timepoint=week-12&replicates=20',
  ...['/instrument-quality?measure=pain&timepoint=week-12', '/adverse-events?'],
]
const FORM = '&attribute.mechanism=neuropathic&attribute.age-group='

let clinic: Clinic
let pages: ReturnType<typeof createConsoleRoutes>
beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  const about = { recordedAt: '2026-01-01T00:00:00.000Z', by: 'coordinator-harbor' }
  for (const site of ['harbor', 'mesa', 'lakeside'])
    await storeMadeUpSite(clinic.tables, STUDY, site, 30, ['baseline', 'week-4', 'week-12'], (at) =>
      at % 3 === 0
        ? undefined
        : [{ attribute: 'mechanism', code: at % 3 === 1 ? 'neuropathic' : 'unknown', ...about }],
    )
  const made = await clinic.api('lead', 'POST', `${API}/releases`, { name: 'First', asOf: COHORT_ENDS })
  expect(made.status).toBe(201)
  pages = createConsoleRoutes({ ...clinic.deps, session: createSession('https://concord.example') })
})
afterAll(() => clinic.tables.drop())

async function see(path: string, who = 'lead', language = 'en') {
  const headers = { cookie: `__Host-concord-session=${who}`, 'accept-language': language }
  const reply = await pages.request(PAGES + path, { headers })
  return { status: reply.status, text: await reply.text() }
}
const stripTags = (html: string) =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([;:.])/g, '$1')

describe('refused, with a calm page, is', () => {
  test.each([
    `${RATE}&attribute.mechanism=none`,
    `${RATE}&attribute.diagnosis=a`,
    `${RATE}&attributes=mechanism:none`,
    `${RATE}&stratifyBy=diagnosis`,
    `${RATE}&release=1&attributes=mechanism:neuropathic`,
    `${RATE}&release=1&attribute.mechanism=neuropathic`,
    `${CHANGE}&release=1&stratifyBy=mechanism`,
  ])('%s', async (path) => {
    expect((await see(path)).status).toBe(422)
  })
})

describe('every page', () => {
  test.each(EVERY)('%s has a list for each attribute, and says whose its numbers are', async (path) => {
    const whole = await see(path)
    expect(whole.text).toMatch(/<select name="attribute\.mechanism">/)
    expect(whole.text).toMatch(/<option value="missing">Not recorded<\/option>/)
    expect(stripTags(whole.text)).not.toContain('Only participants with')
    const { status, text } = await see(path + FORM)
    expect(status).toBe(200)
    expect(stripTags(text)).toContain('Only participants with: Pain mechanism: Neuropathic.')
    expect(text).toMatch(/<option value="neuropathic" selected/)
    // What is kept of the page is the very filter.
    expect(text).toMatch(/attributes=mechanism%3Aneuropathic[^"]*format=json/)
  })

  test.each(EVERY)('%s gives as a file what the API gives', async (path) => {
    const at = `&asOf=${COHORT_ENDS}`
    const file = await see(`${path}${FORM}${at}&format=json`)
    const api = await clinic.api(
      'lead',
      'GET',
      `${API}/analyses${path}&attributes=mechanism:neuropathic${at}`,
    )
    expect(file.text).toBe(await api.text())
  })

  test('of a release has neither list nor breakdown, and a change to a release leaves a filter behind', async () => {
    const { text } = await see(`${RATE}&release=1`)
    expect(text).not.toContain('attribute.mechanism')
    expect(text).not.toContain('stratifyBy')
    const filtered = await see(`${RATE}${FORM}&stratifyBy=mechanism`)
    const [bar = ''] =
      /<form class="pick"[^>]*>(?:(?!<\/form>).)*name="release".*?<\/form>/s.exec(filtered.text) ?? []
    expect(bar).toContain('name="release"')
    expect(bar).not.toMatch(/attribute|stratifyBy/)
  })

  test('is there in Spanish', async () => {
    const { text } = await see(`${RATE}${FORM}&stratifyBy=mechanism`, 'lead', 'es')
    expect(stripTags(text)).toContain('Solo participantes con: Mecanismo del dolor: Neuropático.')
    expect(stripTags(text)).toContain('Por característica: Mecanismo del dolor')
  })
})

describe('a breakdown', () => {
  test.each([RATE, CHANGE])(
    'of %s has a row for each option, and one of what is not recorded',
    async (path) => {
      const { text } = await see(`${path}&attribute.mechanism=&stratifyBy=mechanism`)
      const [card = ''] =
        /<section class="scroll" aria-label="By attribute: Pain mechanism".*?<\/section>/s.exec(text) ?? []
      const heads = [...card.matchAll(/<th scope="row"[^>]*>([^<]+)/g)].map(([, head]) => head)
      expect(heads).toEqual([
        ...['Nociceptive', 'Neuropathic', 'Nociplastic', 'Mixed: more than one', 'Unknown', 'Not recorded'],
      ])
      expect(stripTags(text)).not.toContain('Only participants with')
    },
  )

  test('a coordinator sees of their own clinic', async () => {
    const { status, text } = await see(`${RATE}&stratifyBy=mechanism`, 'coordinator-harbor')
    expect(status).toBe(200)
    expect(stripTags(text)).toContain('By attribute: Pain mechanism')
    expect(text).not.toContain('Mesa Clinic')
  })
})
