import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { reportsConsole } from '../../../functions/console/reports/reports.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const ORIGIN = 'https://concord.example'
const PAGE = `/console/studies/${STUDY}/export-runs`
const FORM = { site: 'harbor', format: 'parquet', variant: 'dates' }

let clinic: Clinic
let pages: ReturnType<typeof reportsConsole>
beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  pages = reportsConsole({ ...clinic.deps, session: createSession(ORIGIN) })
  await clinic.enrol('harbor', '+12025550123')
})
afterAll(() => clinic.tables.drop())

function see(path: string, who: string | null = 'coordinator-harbor', language = 'en') {
  const cookie = who === null ? {} : { cookie: `__Host-concord-session=${who}` }
  return pages.request(path, { headers: { ...cookie, 'accept-language': language } })
}
function send(path: string, form: Record<string, string> = {}, who = 'coordinator-harbor', origin = ORIGIN) {
  return pages.request(path, {
    method: 'POST',
    headers: {
      ...{ cookie: `__Host-concord-session=${who}`, origin },
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  })
}

test('the page of participants leads to it, with the clinic', async () => {
  const app = createConsoleRoutes({ ...clinic.deps, session: createSession(ORIGIN) })
  for (const [language, words] of [
    ['en', 'Make it in the background'],
    ['es', 'Prepararlo en segundo plano'],
  ] as const) {
    const reply = await app.request(`/console/studies/${STUDY}/participants?site=harbor`, {
      headers: { cookie: '__Host-concord-session=coordinator-harbor', 'accept-language': language },
    })
    const page = await reply.text()
    expect(page).toContain(`href="${PAGE}?site=harbor"`)
    expect(page).toContain(words)
  }
})

test('nothing is ordered without signing in, from another site, or of another clinic', async () => {
  for (const path of [PAGE, `${PAGE}/${'0'.repeat(16)}/file`])
    expect((await see(path, null)).headers.get('location')).toContain('/console/sign-in')
  expect((await send(PAGE, FORM, 'coordinator-harbor', 'https://evil.example')).status).toBe(403)
  expect((await send(PAGE, { ...FORM, site: 'mesa' })).status).toBe(422)
  expect((await send(PAGE, { ...FORM, format: 'odt' })).status).toBe(422)
  expect((await see(PAGE, 'stranger')).status).toBe(404)
  expect(await clinic.deps.jobs.listExports(STUDY)).toEqual([])
})

test('an export is ordered once, waits on a page that looks again, and is downloaded', async () => {
  for (const reply of await Promise.all([send(PAGE, FORM), send(PAGE, FORM)])) {
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toBe(`${PAGE}?notice=ordered#notice`)
  }
  const runs = await clinic.deps.jobs.listExports(STUDY)
  expect(runs).toHaveLength(1)
  const file = `${PAGE}/${runs[0]?.key}/file`
  const waiting = await see(PAGE)
  expect(waiting.headers.get('refresh')).toBe('10')
  expect(await waiting.text()).toContain(`action="${PAGE}/${runs[0]?.key}/cancel"`)
  expect((await see(file)).status).toBe(404)
  await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps) })
  for (const [language, words] of [
    ['en', 'Download registry'],
    ['es', 'Descargar registry'],
  ] as const) {
    const ready = await see(PAGE, 'coordinator-harbor', language)
    expect(ready.headers.get('refresh')).toBeNull()
    expect(await ready.text()).toContain(words.replace('registry', STUDY))
  }
  const opened = await see(file)
  expect(opened.status).toBe(303)
  expect(opened.headers.get('location')).toMatch(/^https:\/\/bucket\.example\/exports\//)
  expect((await see(file, 'coordinator-mesa')).status).toBe(404)
  expect(await (await see(PAGE, 'coordinator-mesa')).text()).toContain('No export was ordered yet.')
  clinic.advance('P31D')
  expect(await (await see(PAGE)).text()).toContain('Kept for 30 days.')
})

test('an export of all clinics is canceled, once', async () => {
  await send(PAGE, { ...FORM, site: 'all' })
  const [run] = (await clinic.deps.jobs.listExports(STUDY)).filter(({ state }) => state === 'planned')
  expect(run?.site).toBeNull()
  const cancel = `${PAGE}/${run?.key}/cancel`
  expect((await send(cancel, {}, 'coordinator-mesa')).status).toBe(404)
  expect((await send(cancel)).headers.get('location')).toBe(`${PAGE}?notice=cancelled#notice`)
  expect((await send(cancel)).headers.get('location')).toBe(`${PAGE}?notice=too-late#notice`)
})
