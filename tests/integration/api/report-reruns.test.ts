import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatReportChain } from '../../../functions/records/audit/audit.store.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import type { ReportMaker } from '../../../functions/workflows/jobs/job.deps.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { createReportMaker, type ReportMakerDeps } from '../../../functions/workflows/reports/report-maker.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'

const RUNS = `/api/studies/${STUDY}/report-runs`
const OWNER = 'rerunner'
let clinic: Clinic
let subscription: string

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>
const grant = (role: 'coordinator' | 'monitor') =>
  grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub: OWNER, name: 'x', study: STUDY, role, sites: ['harbor', 'mesa'] },
      ...{ administers: false, blinded: false },
    },
  )

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  await grant('coordinator')
  await clinic.enrol('harbor', '+12025550123')
})
beforeEach(async () => {
  clinic.mails.length = 0
  const { id } = await readJson(
    clinic.api(OWNER, 'POST', `/api/studies/${STUDY}/report-subscriptions`, {
      ...{ content: 'weekly-site', sites: ['harbor', 'mesa'], email: 'a@example.org' },
      schedule: { every: { kind: 'once', date: '2027-03-01' }, time: '07:30', timeZone: 'UTC' },
    }),
  )
  subscription = String(id)
})
afterAll(() => clinic.tables.drop())

async function askForTest(): Promise<string> {
  const path = `/api/studies/${STUDY}/report-subscriptions/${subscription}/test`
  return String((await readJson(clinic.api(OWNER, 'POST', path))).id)
}
async function tick(
  change: Partial<ReportMaker> = {},
  changed: Partial<ReportMakerDeps> = {},
): Promise<void> {
  const maker = { ...createReportMaker({ ...clinic.deps, ...changed }), ...change }
  for (let at = 0; at < 4; at += 1) {
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps, maker) })
    clinic.advance('PT5M')
  }
}
const see = (run: string) => readJson(clinic.api(OWNER, 'GET', `${RUNS}/${run}`))
const rerun = (run: string, who = OWNER) => clinic.api(who, 'POST', `${RUNS}/${run}/rerun`)
const read = async (run: string) => (await clinic.api(OWNER, 'GET', `${RUNS}/${run}?file=yes`)).text()
/** As a loss of the file alone: what was read of each clinic is kept apart. */
function loseFile(run: string): void {
  expect(clinic.deps.reportObjects.delete(`reports/${run.replace('.', '/')}.html`)).toBe(true)
}

describe('is not made again', () => {
  test('for others, nor for a role without reports', async () => {
    const run = await askForTest()
    expect((await rerun(run, 'coordinator-harbor')).status).toBe(404)
    expect((await rerun(run, 'lead')).status).toBe(404)
    expect((await rerun(run, 'program.rerunner')).status).toBe(403)
    await grant('monitor')
    expect((await rerun(run)).status).toBe(403)
    await grant('coordinator')
  })

  test('a report that is there: nothing is changed', async () => {
    const run = await askForTest()
    await tick()
    const before = await see(run)
    expect(await readJson(rerun(run))).toEqual(before)
    await tick()
    expect(await see(run)).toEqual(before)
  })
})

describe('a report that is made again', () => {
  test('after it was canceled, is as of the same instant, and announced once', async () => {
    const run = await askForTest()
    const { asOf } = await readJson(clinic.api(OWNER, 'DELETE', `${RUNS}/${run}`))
    await tick()
    expect(clinic.mails).toEqual([])
    clinic.advance('P3D')
    expect(await readJson(rerun(run))).toMatchObject({ state: 'planned', reason: null, asOf })
    await tick()
    expect(await see(run)).toMatchObject({ state: 'made', notice: 'sent', asOf })
    expect(clinic.mails).toHaveLength(1)
  })

  test('after its file was lost, has the same bytes whatever was entered since, and no second mail', async () => {
    const run = await askForTest()
    await tick()
    const bytes = await read(run)
    const before = await see(run)
    await clinic.enrol('harbor', '+12025550141')
    clinic.advance('P30D')
    loseFile(run)
    expect((await clinic.api(OWNER, 'GET', `${RUNS}/${run}?file=yes`)).status).toBe(404)
    expect((await rerun(run)).status).toBe(200)
    await tick({}, { program: '9.9.9+newer' })
    expect(await see(run)).toEqual(before)
    expect(await read(run)).toBe(bytes)
    expect(clinic.mails).toHaveLength(1)
    const chain = await clinic.audit.listChain(formatReportChain(STUDY, subscription))
    expect(chain.map(({ action }) => action).filter((action) => action === 'report.rerun')).toHaveLength(2)
  })

  test('after it failed half way, reads only the clinic that was not read', async () => {
    const run = await askForTest()
    const maker = createReportMaker(clinic.deps)
    const refuse = async (...[one, part, isLast]: Parameters<ReportMaker['makePart']>) => {
      if (part === 'mesa') throw new Error('no')
      return maker.makePart(one, part, isLast)
    }
    await tick({ makePart: refuse })
    expect(await see(run)).toMatchObject({ state: 'failed', reason: 'error' })
    expect((await rerun(run)).status).toBe(200)
    const parts: string[] = []
    await tick({
      makePart: async (one, part, isLast) => {
        parts.push(part)
        return maker.makePart(one, part, isLast)
      },
    })
    expect(parts).toEqual(['mesa'])
    expect(await see(run)).toMatchObject({ state: 'made', notice: 'sent', reason: null })
  })

  test('with other bytes is a fault, and nothing is put under its name', async () => {
    const run = await askForTest()
    await tick()
    loseFile(run)
    expect((await rerun(run)).status).toBe(200)
    await tick({ assemble: async () => Buffer.from('other') })
    expect(await see(run)).toMatchObject({ state: 'failed', reason: 'file-differs' })
    expect(clinic.deps.reportObjects.has(`reports/${run.replace('.', '/')}.html`)).toBe(false)
  })
})

// The last one, since it moves the clock on by a year.
test('a report older than files are kept is not made again', async () => {
  const run = await askForTest()
  await tick()
  loseFile(run)
  clinic.advance('P401D')
  expect((await rerun(run)).status).toBe(404)
})
