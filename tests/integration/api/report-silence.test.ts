import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReportMaker } from '../../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { createReportMaker } from '../../../functions/workflows/reports/report-maker.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const PATH = `/api/studies/${STUDY}/report-subscriptions`
const OWNER = 'coordinator-harbor'
const NOTHING = 'Nothing needs you this week.'
let clinic: Clinic

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
})
beforeEach(() => {
  clinic.mails.length = 0
})
afterAll(() => clinic.tables.drop())

async function subscribe(whenNothing?: string): Promise<string> {
  const { id } = await readJson(
    clinic.api(OWNER, 'POST', PATH, {
      ...{ content: 'weekly-site', sites: ['harbor'], email: 'owner@example.org' },
      ...(whenNothing !== undefined && { whenNothing }),
      schedule: { every: { kind: 'week', weekday: 1 }, time: '09:00', timeZone: 'UTC' },
    }),
  )
  return String(id)
}

async function passWeek(subscription: string, change: Partial<ReportMaker> = {}): Promise<Json | undefined> {
  const maker = { ...createReportMaker(clinic.deps), ...change }
  clinic.advance('P7D')
  for (let at = 0; at < 4; at += 1) {
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps, maker) })
    clinic.advance('PT20M')
  }
  const { runs } = await readJson(clinic.api(OWNER, 'GET', `/api/studies/${STUDY}/report-runs`))
  await clinic.api(OWNER, 'DELETE', `${PATH}/${subscription}`)
  return (runs as Json[]).find((run) => run.subscription === subscription)
}

test('no other word than mail or silence is taken', async () => {
  const reply = await clinic.api(OWNER, 'POST', PATH, {
    ...{ content: 'weekly-site', sites: ['harbor'], email: 'owner@example.org', whenNothing: 'never' },
    schedule: { every: { kind: 'week', weekday: 1 }, time: '09:00', timeZone: 'UTC' },
  })
  expect(reply.status).toBe(422)
})

describe('in a week in which nobody is needed', () => {
  test('a mail says so', async () => {
    expect(await passWeek(await subscribe())).toMatchObject({
      state: 'made',
      notice: 'sent',
      hasNothing: true,
    })
    expect(clinic.mails.map(({ body }) => body)).toEqual([expect.stringContaining(NOTHING)])
  })

  test('there is no mail for anyone who wants none, and the run says why', async () => {
    expect(await passWeek(await subscribe('silence'))).toMatchObject({ state: 'made', notice: 'silence' })
    expect(clinic.mails).toEqual([])
  })

  test('a report that is made by hand is announced to them too', async () => {
    const id = await subscribe('silence')
    await clinic.api(OWNER, 'POST', `${PATH}/${id}/test`)
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps) })
    expect(clinic.mails).toHaveLength(1)
    await clinic.api(OWNER, 'DELETE', `${PATH}/${id}`)
  })

  test('a report with a section that could not be made is announced to them, and says nothing of the kind', async () => {
    const run = await passWeek(await subscribe('silence'), { isIncomplete: () => true })
    expect(run).toMatchObject({ notice: 'sent', isIncomplete: true })
    expect(clinic.mails[0]?.body).toMatch(/^It is incomplete/)
    expect(clinic.mails[0]?.body).not.toContain(NOTHING)
  })
})

test('in a week in which somebody is needed the mail comes, and does not say so', async () => {
  await clinic.enrol('harbor', '+12025550123')
  await clinic.receive('+12025550123', 'Please call me about Tuesday')
  expect(await passWeek(await subscribe('silence'))).toMatchObject({ notice: 'sent', hasNothing: false })
  expect(clinic.mails[0]?.body).not.toContain(NOTHING)
})
