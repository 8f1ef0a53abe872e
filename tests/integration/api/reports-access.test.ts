import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { grantMembership, revokeMembership } from '../../../functions/workflows/access/change-members.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { createReportMaker, type ReportMakerDeps } from '../../../functions/workflows/reports/report-maker.ts'
import { MEMBER_ROLES, type MemberRole } from '../../../web/api/members/member-roles.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'
import { storeRows } from '../../support/store-cohort.ts'
import { simulateTrialRows, TRIAL_ENDS } from '../../support/trial-cohort.ts'

const OPERATOR = { kind: 'operator', by: 'test' } as const
const ORDER = {
  ...{ content: 'weekly-site', sites: ['harbor'], email: 'leaver@example.org' },
  schedule: { every: { kind: 'week', weekday: 1 }, time: '07:30', timeZone: 'America/New_York' },
}
let clinic: Clinic

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>

async function subscribe(user: string, change: object = {}, study = STUDY): Promise<string> {
  const reply = await clinic.api(user, 'POST', `/api/studies/${study}/report-subscriptions`, {
    ...{ ...ORDER, ...change },
  })
  expect(reply.status).toBe(201)
  return String((await readJson(reply)).id)
}

async function askForTest(user: string, id: string, study = STUDY): Promise<string> {
  const path = `/api/studies/${study}/report-subscriptions/${id}/test`
  return String((await readJson(clinic.api(user, 'POST', path))).id)
}

async function tick(change: Partial<ReportMakerDeps> = {}): Promise<void> {
  const maker = createReportMaker({ ...clinic.deps, ...change })
  for (let at = 0; at < 3; at += 1)
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps, maker) })
}

const open = (user: string, run: string, study = STUDY) =>
  clinic.api(user, 'GET', `/api/studies/${study}/report-runs/${run}?file=yes`)
const seeRun = (user: string, run: string) =>
  readJson(clinic.api(user, 'GET', `/api/studies/${STUDY}/report-runs/${run}`))

describe('a member who leaves', () => {
  const MEMBER = { name: 'x', study: STUDY, administers: false, blinded: false } as const
  const grant = (sites: string[], role: MemberRole = 'coordinator') =>
    grantMembership(clinic.deps, OPERATOR, { ...MEMBER, role, sub: 'leaver', sites })
  beforeAll(async () => {
    clinic = await openClinic('2026-03-02T15:00:00Z')
    await clinic.enrol('harbor', '+12025550123')
    await clinic.enrol('mesa', '+12025550124')
  })
  beforeEach(() => {
    clinic.mails.length = 0
  })
  afterAll(() => clinic.tables.drop())

  test('gets no report and no mail, and the subscription is paused and listed', async () => {
    await grant(['harbor'])
    const id = await subscribe('leaver')
    const run = await askForTest('leaver', id)
    await revokeMembership(clinic.deps, OPERATOR, { study: STUDY, sub: 'leaver' })
    await tick()
    expect(clinic.mails).toEqual([])
    const { runs } = (await readJson(clinic.api('lead', 'GET', `/api/studies/${STUDY}/report-runs`))) as {
      runs: Json[]
    }
    expect(runs.find((one) => one.id === run)).toMatchObject({ state: 'skipped', reason: 'no-membership' })
    const path = `/api/studies/${STUDY}/report-subscriptions/${id}`
    expect(await readJson(clinic.api('lead', 'GET', path))).toMatchObject({
      ...{ state: 'paused', reason: 'no-membership' },
    })
  })

  test('of one clinic gets the others, by name of what is left out', async () => {
    await grant(['harbor', 'mesa'])
    const run = await askForTest('leaver', await subscribe('leaver', { sites: ['harbor', 'mesa'] }))
    await grant(['harbor'])
    await tick()
    const bytes = await (await open('leaver', run)).text()
    expect(bytes).not.toContain('mesa-')
    expect(bytes).toContain('Left out, since your membership does not cover them any more: Mesa')
  })

  test('of one of its clinics opens a report with both no more', async () => {
    await grant(['harbor', 'mesa'])
    const run = await askForTest('leaver', await subscribe('leaver', { sites: ['harbor', 'mesa'] }))
    await tick()
    expect((await open('leaver', run)).status).toBe(200)
    await grant(['harbor'])
    expect((await open('leaver', run)).status).toBe(404)
  })

  test('while it is made gets nothing of the clinic that is read next', async () => {
    await grant(['harbor', 'mesa'])
    const run = await askForTest('leaver', await subscribe('leaver', { sites: ['harbor', 'mesa'] }))
    const { participantRecords } = clinic.deps
    let reads = 0
    const leaving: ReportMakerDeps['participantRecords'] = {
      readSite: async (scope) => {
        reads += 1
        if (reads === 1) await grant(['harbor'])
        return participantRecords.readSite(scope)
      },
    }
    await tick({ participantRecords: leaving })
    clinic.advance('PT5M')
    await tick()
    const bytes = await (await open('leaver', run)).text()
    expect(bytes).toContain('Harbor')
    expect(bytes).not.toContain('mesa-')
  })

  test('after a clinic was read that is not in the report any more, opens what was made of the others', async () => {
    await grant(['harbor', 'mesa'])
    const run = await askForTest('leaver', await subscribe('leaver', { sites: ['harbor', 'mesa'] }))
    const maker = createReportMaker(clinic.deps)
    const makePart: typeof maker.makePart = (one, part, isLast) => {
      if (part === 'mesa') throw new Error('no')
      return maker.makePart(one, part, isLast)
    }
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps, { ...maker, makePart }) })
    await grant(['mesa'])
    clinic.advance('PT5M')
    await tick()
    const reply = await open('leaver', run)
    expect(reply.status).toBe(200)
    const bytes = await reply.text()
    expect(bytes).not.toMatch(/harbor-[0-9a-z]{8}/)
    expect(bytes).toContain('Left out, since your membership does not cover them any more: Harbor')
    await grant(['harbor'])
    expect((await open('leaver', run)).status).toBe(404)
  })

  test.each(MEMBER_ROLES.filter((role) => role !== 'coordinator'))(
    'for another role gets no report and no mail: %s',
    async (role) => {
      await grant(['harbor'])
      const id = await subscribe('leaver')
      const made = await askForTest('leaver', id)
      await tick()
      clinic.mails.length = 0
      const waiting = await askForTest('leaver', id)
      await grant(['harbor'], role)
      await tick()
      expect(await seeRun('leaver', waiting)).toMatchObject({ state: 'skipped', reason: 'not-allowed' })
      expect(clinic.mails).toEqual([])
      expect((await open('leaver', made)).status).toBe(404)
      const path = `/api/studies/${STUDY}/report-subscriptions/${id}`
      expect((await clinic.api('leaver', 'POST', `${path}/test`)).status).toBe(403)
      expect((await clinic.api('leaver', 'PUT', path, { paused: false })).status).toBe(403)
      // What is their own they may still stop.
      expect((await clinic.api('leaver', 'PUT', path, { paused: true })).status).toBe(200)
      expect((await clinic.api('leaver', 'DELETE', path)).status).toBe(200)
    },
  )

  test('after it is made, before it is announced, gets no mail', async () => {
    await grant(['harbor'])
    const run = await askForTest('leaver', await subscribe('leaver'))
    const { jobs } = clinic.deps
    const maker = createReportMaker(clinic.deps)
    const notify: typeof maker.notify = async (one) => {
      await grant(['harbor'], 'statistician')
      return maker.notify(one)
    }
    await runDueJobs({ ...clinic.deps, jobs, makers: createMakers(clinic.deps, { ...maker, notify }) })
    expect(await seeRun('leaver', run)).toMatchObject({ state: 'made' })
    expect(clinic.mails).toEqual([])
  })
})

describe('in a trial', () => {
  const TRIAL = 'ketamine-magnesium-trial'
  beforeAll(async () => {
    clinic = await openClinic(TRIAL_ENDS)
    for (const blinded of [true, false])
      await grantMembership(clinic.deps, OPERATOR, {
        ...{ sub: blinded ? 'blinded-gulf' : 'open-gulf', name: 'x', study: TRIAL, role: 'coordinator' },
        ...{ sites: ['gulf'], administers: false, blinded },
      })
    for (const { site, rows, people } of simulateTrialRows('reports', 20)) {
      const arms = new Map([...people].map(([id, { arm }]) => [id, arm]))
      await storeRows(clinic.tables, TRIAL, site, rows, arms)
    }
  })
  afterAll(() => clinic.tables.drop())

  test.each(['html', 'csv'])(
    'a blinded and an open coordinator read the same, and no arm: %s',
    async (format) => {
      const [blinded, open] = await Promise.all(
        ['blinded-gulf', 'open-gulf'].map(async (user) => {
          const run = await askForTest(user, await subscribe(user, { sites: ['gulf'], format }, TRIAL), TRIAL)
          return { user, run }
        }),
      )
      await tick()
      const texts = await Promise.all(
        [blinded, open].map(async (one) => {
          const reply = await clinic.api(
            one?.user,
            'GET',
            `/api/studies/${TRIAL}/report-runs/${one?.run}?file=yes`,
          )
          expect(reply.status).toBe(200)
          return reply.text()
        }),
      )
      const [first, second] = texts.map((text, at) =>
        text.replaceAll(String([blinded, open][at]?.run), 'run').replace(/[0-9a-f]{64}/, 'hash'),
      )
      expect(first).toBe(second)
      expect(first).toMatch(/gulf-/)
      // The title and the id of the study say what it compares; nothing else may.
      const body = first
        ?.replaceAll(TRIAL, 'trial')
        .replace(/<style.*?<\/style>/s, '')
        .replace('Ketamine, magnesium or placebo', '')
      expect(body).not.toMatch(/placebo|magnesium|ketamine|hidden/i)
    },
  )
})
