import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reportsConsole } from '../../../functions/console/reports/reports.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import type { ReportMaker } from '../../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { createReportMaker, type ReportMakerDeps } from '../../../functions/workflows/reports/report-maker.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const PATH = `/api/studies/${STUDY}/report-subscriptions`
const OWNER = 'coordinator-harbor'
const LEADS = ['lead-a@example.org', 'lead-b@example.org']
let clinic: Clinic
let subscription: string

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>
const readDate = () => new Date(Number(clinic.deps.clock.now().epochMilliseconds)).toISOString().slice(0, 10)

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  await clinic.enrol('harbor', '+12025550123')
  await clinic.setLeadsOnCall({ emails: LEADS })
})
beforeEach(async () => {
  clinic.mails.length = 0
  clinic.advance('P1D')
  const date = readDate()
  clinic.advance('-P1D')
  const { id } = await readJson(
    clinic.api(OWNER, 'POST', PATH, {
      ...{ content: 'weekly-site', sites: ['harbor'], email: 'owner@example.org', format: 'csv' },
      schedule: { every: { kind: 'once', date }, time: '09:00', timeZone: 'UTC' },
    }),
  )
  subscription = String(id)
})
afterAll(() => clinic.tables.drop())

/** Until the report of the day is planned and each of its tries is over. */
async function passDay(
  change: Partial<ReportMaker> = {},
  deps: Partial<ReportMakerDeps> = {},
  maxBytes?: number,
): Promise<Json | undefined> {
  const maker = { ...createReportMaker({ ...clinic.deps, ...deps }, maxBytes), ...change }
  clinic.advance('P2D')
  for (let at = 0; at < 8; at += 1) {
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps, maker) })
    clinic.advance('PT5M')
  }
  const runs = (await readJson(clinic.api(OWNER, 'GET', `/api/studies/${STUDY}/report-runs`))).runs as Json[]
  return runs.find((run) => run.subscription === subscription)
}

const BROKEN: Partial<ReportMaker> = { makePart: () => Promise.reject(new Error('no')) }
const page = (path: string, who: string) =>
  reportsConsole({ ...clinic.deps, session: createSession('https://concord.example') }).request(path, {
    headers: { cookie: `__Host-concord-session=${who}` },
  })
const listRecipients = () => clinic.mails.map(({ to }) => to).sort()

describe('a report that failed for good', () => {
  test('is mailed once to its owner and once to each lead, in words that name nobody', async () => {
    expect(await passDay(BROKEN)).toMatchObject({ state: 'failed', reason: 'error', notice: 'sent' })
    expect(listRecipients()).toEqual([...LEADS, 'owner@example.org'])
    for (const { subject, body } of clinic.mails.filter(({ to }) => LEADS.includes(to))) {
      expect(`${subject} ${body}`).not.toMatch(/harbor|ketamine|registry|coordinator-/i)
      expect(body).toContain('which a member of your study scheduled, could not be made (error).')
      expect(body).toContain('If that fails, tell your operator.')
      const link = /https:\/\/concord\.example(\/console\/reports\/\S+)/.exec(body)?.[1] ?? ''
      const list = (await page(link, 'lead')).headers.get('location') ?? ''
      expect(list).toBe(`/console/studies/${STUDY}/reports`)
      expect(await (await page(list, 'lead')).text()).toContain('It failed three times')
    }
  })

  test('is mailed to leads once, though the owner’s mail is tried again', async () => {
    let refused = 0
    const send: ReportMakerDeps['mail']['send'] = async (mail) => {
      if (mail.to !== 'owner@example.org' || refused === 2) return clinic.deps.mail.send(mail)
      refused += 1
      return { kind: 'refused', passing: true, code: 'TooManyRequestsException' }
    }
    expect(await passDay(BROKEN, { mail: { send } })).toMatchObject({ state: 'failed', notice: 'sent' })
    expect(listRecipients()).toEqual([...LEADS, 'owner@example.org'])
  })

  test('is mailed to its owner where the leads cannot be', async () => {
    const findLeadsOnCall = () => Promise.reject(new Error('no'))
    expect(await passDay(BROKEN, { findLeadsOnCall })).toMatchObject({ state: 'failed', notice: 'sent' })
    expect(listRecipients()).toEqual(['owner@example.org'])
  })
})

describe('a report that failed is shown in front', () => {
  const reports = `/console/studies/${STUDY}/reports`
  const mark = (who: string, id: unknown) =>
    clinic.api(who, 'POST', `/api/studies/${STUDY}/report-runs/${id}/seen`)

  test('until its owner or a lead says that they have seen it, and nobody else can', async () => {
    const run = await passDay(BROKEN)
    for (const who of [OWNER, 'lead'])
      expect(await (await page(reports, who)).text()).toContain('I have seen it')
    expect((await mark('coordinator-mesa', run?.id)).status).toBe(404)
    expect(await (await page(reports, OWNER)).text()).toContain(`/runs/${run?.id}/seen`)
    expect(await readJson(mark('lead', run?.id))).toMatchObject({ state: 'failed', isUnseen: false })
    expect(await readJson(mark(OWNER, run?.id))).toMatchObject({ isUnseen: false })
    expect(await (await page(reports, OWNER)).text()).not.toContain(`/runs/${run?.id}/seen`)
  })

  test('and again where it failed again', async () => {
    const run = await passDay(BROKEN)
    await mark(OWNER, run?.id)
    await clinic.api(OWNER, 'POST', `/api/studies/${STUDY}/report-runs/${run?.id}/rerun`)
    expect(await passDay(BROKEN)).toMatchObject({ state: 'failed', isUnseen: true })
  })
})

test('a report that is made is mailed to no lead', async () => {
  expect(await passDay()).toMatchObject({ state: 'made', notice: 'sent' })
  expect(listRecipients()).toEqual(['owner@example.org'])
})

test('a report that is too large fails at once, and its page leads to an export', async () => {
  const run = await passDay({}, {}, 100)
  expect(run).toMatchObject({ state: 'failed', reason: 'too-large' })
  const shown = await (await page(`/console/studies/${STUDY}/reports/runs/${run?.id}`, OWNER)).text()
  expect(shown).toContain('order an export')
  expect(shown).toContain(`href="/console/studies/${STUDY}/export-runs"`)
})

test('a report says at its foot which versions it was made by', async () => {
  const run = await passDay()
  const path = `/api/studies/${STUDY}/report-runs/${run?.id}?file=yes`
  const text = await (await clinic.api(OWNER, 'GET', path)).text()
  const [, about = ''] = text.split('\r\n\r\n')
  expect(about).toMatch(/^about,value\r\n/)
  expect(about).toContain(`run,${run?.id}\r\n`)
  expect(about).toContain(`as-of,${run?.asOf}\r\n`)
  expect(about).toMatch(/definition,peg@\d+\.\d+\.\d+\r\n/)
  expect(about).toMatch(/data-sha256,[0-9a-f]{64}\r\nto-see-it-again,open the run/)
  const study = await clinic.deps.library.findStudy(STUDY, 'harbor')
  for (const { id, version } of study?.responderDefinitions ?? [])
    expect(about).toContain(`definition,${id}@${version}\r\n`)
  expect(study?.responderDefinitions.length).toBeGreaterThan(0)
})

test('a subscription that was ended is seen by its owner and by a lead', async () => {
  expect((await clinic.api(OWNER, 'DELETE', `${PATH}/${subscription}`)).status).toBe(200)
  const { subscriptions } = await readJson(clinic.api('lead', 'GET', PATH))
  expect((subscriptions as Json[]).find(({ id }) => id === subscription)).toMatchObject({
    ...{ owner: OWNER, state: 'ended', reason: 'unsubscribed', email: null },
  })
  const reports = `/console/studies/${STUDY}/reports`
  const own = await (await page(reports, OWNER)).text()
  expect(own).toContain('Reports you unsubscribed from')
  const seen = await (await page(reports, 'lead')).text()
  expect(seen).toContain(OWNER)
  expect(seen).toContain('Unsubscribed.')
  expect(seen).not.toContain('owner@example.org')
})
