import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reportsConsole } from '../../../functions/console/reports/reports.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { mailEventSchema, recordMailEvent } from '../../../functions/workflows/reports/record-mail-event.ts'
import { buildMailEvent } from '../../../infra/local/runtime/mail-events.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const PATH = `/api/studies/${STUDY}/report-subscriptions`
const OWNER = 'coordinator-harbor'
let clinic: Clinic
let subscription: string | undefined
let run: string

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>
const ORDER = {
  ...{ content: 'weekly-site', sites: ['harbor'], email: 'owner@example.org' },
  schedule: { every: { kind: 'week', weekday: 1 }, time: '09:00', timeZone: 'UTC' },
}

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
})
beforeEach(async () => {
  // As it is after the test before: ended, so that the same order makes another.
  if (subscription !== undefined) await clinic.api(OWNER, 'DELETE', `${PATH}/${subscription}`)
  const { id } = await readJson(clinic.api(OWNER, 'POST', PATH, ORDER))
  subscription = String(id)
  const made = await readJson(clinic.api(OWNER, 'POST', `${PATH}/${id}/test`))
  run = String(made.id)
  await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps) })
})
afterAll(() => clinic.tables.drop())

const tags = (of = subscription ?? '') => [
  { Name: 'subscription', Value: of },
  { Name: 'run', Value: run.split('.')[1] ?? '' },
]
const hear = (event: unknown) => recordMailEvent(clinic.deps, mailEventSchema.parse(event))
const bounce = (messageId: string, of?: string) =>
  hear(buildMailEvent({ to: 'bounce@simulator.amazonses.com', messageId, tags: tags(of) }))
const read = () => readJson(clinic.api(OWNER, 'GET', `${PATH}/${subscription}`))
const page = async (who: string) =>
  (
    await reportsConsole({ ...clinic.deps, session: createSession('https://concord.example') }).request(
      `/console/studies/${STUDY}/reports`,
      { headers: { cookie: `__Host-concord-session=${who}` } },
    )
  ).text()

describe('nothing changes', () => {
  test('by what came back for now, and is tried again', async () => {
    const event = {
      eventType: 'Bounce',
      bounce: { bounceType: 'Transient' },
      mail: { messageId: 'a', tags: {} },
    }
    expect(await hear(event)).toBe('passing')
  })

  test('by a mail that is of no subscription', async () => {
    expect(await bounce('a', '0000000000000000')).toBe('not-ours')
    expect(await hear({ eventType: 'Complaint', mail: { messageId: 'a' } })).toBe('not-ours')
  })

  test('of a subscription that was ended', async () => {
    await clinic.api(OWNER, 'DELETE', `${PATH}/${subscription}`)
    expect(await bounce('a')).toBe('not-ours')
  })
})

describe('a mail that came back for good', () => {
  test('is noted of its run, and counts once though it is heard of twice', async () => {
    expect([await bounce('a'), await bounce('a')]).toEqual(['noted', 'known'])
    expect(await read()).toMatchObject({ state: 'active' })
    expect(
      await readJson(clinic.api(OWNER, 'GET', `/api/studies/${STUDY}/report-runs/${run}`)),
    ).toMatchObject({
      ...{ state: 'made', notice: 'bounced' },
    })
  })

  test('a second time pauses the subscription, and leads see whose it is', async () => {
    expect([await bounce('a'), await bounce('b')]).toEqual(['noted', 'paused'])
    expect(await read()).toMatchObject({ state: 'paused', reason: 'bounced' })
    const list = await page('lead')
    expect(list).toContain('Reports that reach no one')
    expect(list).toContain(OWNER)
    expect(list).not.toContain('owner@example.org')
    expect(await page(OWNER)).toContain('two mails came back')
  })

  test('counts no more once its owner has looked at the address', async () => {
    await bounce('a')
    await clinic.api(OWNER, 'PUT', `${PATH}/${subscription}`, { ...ORDER, email: 'other@example.org' })
    expect(await bounce('b')).toBe('noted')
    expect(await read()).toMatchObject({ state: 'active' })
  })

  test('is in the audit trail, without the address', async () => {
    await bounce('a')
    const entries = JSON.stringify(await clinic.tables.everything(clinic.tables.audit))
    expect(entries).toContain('bounced')
    expect(entries).not.toContain('owner@example.org')
  })
})

test('a mail that is called spam pauses the subscription at once, until its owner resumes it', async () => {
  const event = buildMailEvent({ to: 'complaint@simulator.amazonses.com', messageId: 'a', tags: tags() })
  expect(await hear(event)).toBe('paused')
  expect(await read()).toMatchObject({ state: 'paused', reason: 'complaint' })
  await clinic.api(OWNER, 'PUT', `${PATH}/${subscription}`, { paused: false })
  expect(await read()).toMatchObject({ state: 'active', reason: null })
})
