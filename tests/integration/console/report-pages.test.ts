import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportsConsole } from '../../../functions/console/reports/reports.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const ORIGIN = 'https://concord.example'
const PAGE = `/console/studies/${STUDY}/reports`
const FORM = {
  ...{ content: 'weekly-site', site: 'harbor', format: 'html', language: 'en', every: 'week', weekday: '1' },
  ...{ monthDay: '', date: '', time: '07:30', timeZone: 'America/New_York', email: 'harbor@example.org' },
}

let clinic: Clinic
let pages: ReturnType<typeof reportsConsole>
beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  pages = reportsConsole({ ...clinic.deps, session: createSession(ORIGIN) })
})
afterAll(() => clinic.tables.drop())

function see(path: string, who: string | null = 'coordinator-harbor', language = 'en') {
  const cookie = who === null ? {} : { cookie: `__Host-concord-session=${who}` }
  return pages.request(path, { headers: { ...cookie, 'accept-language': language } })
}
function send(path: string, form: Record<string, string> = {}, who = 'coordinator-harbor') {
  return pages.request(path, {
    method: 'POST',
    headers: {
      ...{ cookie: `__Host-concord-session=${who}`, origin: ORIGIN },
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(form).toString(),
  })
}

test('a form that is wrong is shown again with its fields marked, and nothing is scheduled', async () => {
  const reply = await send(PAGE, { ...FORM, email: 'x', timeZone: 'Mars/Olympus' })
  expect(reply.status).toBe(422)
  const page = await reply.text()
  for (const field of ['email', 'timeZone']) expect(page).toContain(`id="${field}-fault"`)
  expect(page).not.toContain('id="time-fault"')
  expect(await (await see(PAGE)).text()).toContain('No report is scheduled')
})

test('the next three dates are shown before anything is saved', async () => {
  const form = { ...FORM, every: 'month', monthDay: '8', time: '02:30', step: 'preview' }
  const page = await (await send(PAGE, form)).text()
  expect(page).toContain('Mar 8, 2026, 3:00 AM (America/New_York)')
  expect(page).toContain('The clock skips this time on that day')
  expect(await (await see(PAGE)).text()).toContain('No report is scheduled')
})

describe('a report that is scheduled', () => {
  test('is made at once, opened from the mail, paused, and unsubscribed', async () => {
    const sent = await Promise.all([send(PAGE, FORM), send(PAGE, FORM)])
    for (const reply of [...sent, await send(PAGE, FORM)]) {
      expect(reply.status).toBe(303)
      expect(reply.headers.get('location')).toBe(`${PAGE}?notice=saved#notice`)
    }
    expect(await clinic.deps.jobs.listSubscriptions(STUDY)).toHaveLength(1)
    const [subscription] = await clinic.deps.jobs.listSubscriptions(STUDY)
    const own = `${PAGE}/${subscription?.id}`
    expect((await send(`${own}/test`, {}, 'coordinator-mesa')).status).toBe(404)
    for (const reply of await Promise.all([send(`${own}/test`), send(`${own}/test`)]))
      expect(reply.status).toBe(303)
    expect((await send(`${own}/test`)).status).toBe(303)
    expect(await clinic.deps.jobs.listReports(STUDY)).toHaveLength(1)
    const [waiting] = await clinic.deps.jobs.listReports(STUDY)
    const run = `${PAGE}/runs/${waiting?.subscription}.${waiting?.key}`
    expect((await see(run)).headers.get('refresh')).toBe('10')
    const deps = { ...clinic.deps, makers: createMakers(clinic.deps) }
    await runDueJobs(deps)

    const link =
      /https:\/\/concord\.example(\/console\/reports\/\S+)/.exec(clinic.mails.at(-1)?.body ?? '')?.[1] ?? ''
    const asked = await see(link, null)
    expect(asked.headers.get('location')).toBe(
      `/console/sign-in?${new URLSearchParams({ go: '', to: link })}`,
    )
    expect((await see(link, 'stranger')).status).toBe(404)
    expect((await see(link)).headers.get('location')).toBe(run)
    expect(await (await see(run)).text()).toContain('Open the report')
    expect(await (await see(`${run}/file`)).text()).toContain('Weekly report: Harbor')
    for (const who of ['coordinator-mesa', 'lead']) expect((await see(`${run}/file`, who)).status).toBe(404)
    expect(await (await see(PAGE, 'coordinator-harbor', 'es')).text()).toContain(
      'Informe semanal de la clínica',
    )

    await send(`${own}/test`)
    const [waits] = (await clinic.deps.jobs.listReports(STUDY)).filter(({ state }) => state === 'planned')
    const second = `${PAGE}/runs/${waits?.subscription}.${waits?.key}`
    await send(`${second}/cancel`)
    expect(await (await see(second)).text()).toContain(`action="${second}/rerun"`)
    expect((await send(`${second}/rerun`, {}, 'coordinator-mesa')).status).toBe(404)
    expect((await send(`${second}/rerun`)).headers.get('location')).toBe(`${second}?notice=rerun`)
    await runDueJobs(deps)
    expect(await (await see(second)).text()).toContain('Open the report')

    await send(`${own}/pause`)
    expect(await (await see(PAGE)).text()).toContain('Paused by you.')
    // Looking at where one unsubscribes changes nothing.
    expect((await see(own)).status).toBe(200)
    expect((await clinic.deps.jobs.findSubscription(STUDY, subscription?.id ?? ''))?.state).toBe('paused')
    await send(`${own}/end`)
    expect(await (await see(PAGE)).text()).toContain('No report is scheduled')
    expect((await see(`${run}/file`)).status).toBe(200)
  })
})
