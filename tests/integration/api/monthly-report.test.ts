import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import type { MemberRole } from '../../../web/api/members/member-roles.ts'
import type { ReportFormat } from '../../../web/api/reports/report-subscription.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'
import { popplerNote, READABLE_FORMATS, readReportText } from '../../support/report-text.ts'
import { storeRows } from '../../support/store-cohort.ts'
import { simulateTrialRows, TRIAL_ENDS } from '../../support/trial-cohort.ts'

const TRIAL = 'ketamine-magnesium-trial'
const PATH = `/api/studies/${TRIAL}/report-subscriptions`
const ORDER = {
  ...{ content: 'monthly-study', email: 'lead@example.org' },
  schedule: { every: { kind: 'month', day: 1 }, time: '07:30', timeZone: 'America/Denver' },
}
const MEMBERS: readonly (readonly [string, MemberRole, boolean])[] = [
  ['open-lead', 'lead', false],
  ['blinded-lead', 'lead', true],
  ['counter', 'statistician', false],
  ['gulf-desk', 'coordinator', false],
  ['reader', 'monitor', false],
]

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic(TRIAL_ENDS)
  for (const [sub, role, blinded] of MEMBERS)
    await grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        sub,
        name: 'x',
        study: TRIAL,
        role,
        sites: role === 'coordinator' ? ['gulf'] : [],
        administers: false,
        blinded,
      },
    )
  for (const { site, rows, people } of simulateTrialRows('monthly', 30)) {
    const arms = new Map([...people].map(([id, { arm }]) => [id, arm]))
    await storeRows(clinic.tables, TRIAL, site, rows, arms)
  }
})
afterAll(() => clinic.tables.drop())

const readJson = async (reply: Response | Promise<Response>) =>
  (await reply).json() as Promise<Record<string, unknown>>

/** All the words of a report at once, as its subscriber opens it. */
async function makeReport(
  user: string,
  change: { readonly format?: ReportFormat; readonly language?: 'es' } = {},
): Promise<string> {
  const { id } = await readJson(clinic.api(user, 'POST', PATH, { ...ORDER, ...change }))
  const { id: run } = await readJson(clinic.api(user, 'POST', `${PATH}/${id}/test`))
  const deps = { ...clinic.deps, makers: createMakers(clinic.deps) }
  for (let at = 0; at < 3; at += 1) await runDueJobs(deps)
  const reply = await clinic.api(user, 'GET', `/api/studies/${TRIAL}/report-runs/${run}?file=yes`)
  expect(reply.status).toBe(200)
  return readReportText(change.format ?? 'html', Buffer.from(await reply.arrayBuffer()))
}

describe('no monthly report is scheduled', () => {
  test.each([
    ['by a coordinator, who sees one clinic', 'gulf-desk', ORDER, 403, []],
    ['by a monitor', 'reader', ORDER, 403, []],
    ['of a single clinic', 'open-lead', { ...ORDER, sites: ['gulf'] }, 422, ['/sites']],
    [
      'by a lead in the name of a clinic’s report',
      'open-lead',
      { ...ORDER, content: 'weekly-site', sites: ['gulf'] },
      403,
      [],
    ],
  ] as const)('%s', async (_, user, body, status, pointers) => {
    const reply = await clinic.api(user, 'POST', PATH, body)
    expect(reply.status).toBe(status)
    const { errors = [] } = (await readJson(reply)) as { errors?: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers)
  })
})

test('a weekly report names a clinic', async () => {
  const reply = await clinic.api('gulf-desk', 'POST', PATH, { ...ORDER, content: 'weekly-site', sites: [] })
  expect(reply.status).toBe(422)
})

test('before a release it says that nothing was released, and has everything else', async () => {
  const page = await makeReport('counter')
  expect(page).toContain('Nothing was released yet.')
  expect(page).toContain('There is no earlier release to compare with.')
  expect(page).toContain('From enrollment to the last follow-up')
  expect(page).not.toContain('could not be made')
})

describe('once the study has a release', () => {
  beforeAll(async () => {
    const reply = await clinic.api('open-lead', 'POST', `/api/studies/${TRIAL}/releases`, {
      name: 'First look',
    })
    expect(reply.status).toBe(201)
  })

  test('the primary outcome is that of the release, with its number and hash', async () => {
    const { releases } = (await readJson(
      clinic.api('open-lead', 'GET', `/api/studies/${TRIAL}/releases`),
    )) as {
      releases: { sha256: string }[]
    }
    const page = await makeReport('open-lead')
    expect(page).toContain('From release 1 (First look)')
    expect(page).toContain(releases[0]?.sha256)
    expect(page).toContain('<svg')
    expect(page).toContain('There is no earlier release to compare with.')
  })

  test('another release is compared with it, and a fault of one section leaves the others', async () => {
    await clinic.api('open-lead', 'POST', `/api/studies/${TRIAL}/releases`, { name: 'Second look' })
    expect(await makeReport('open-lead')).toContain('Release 2 against release 1.')
  })

  test('the CSV has the same numbers, a line each', async () => {
    const lines = (await makeReport('open-lead', { format: 'csv' })).split(/\r?\n/)
    expect(lines[0]).toBe('section,site,row,measure,value')
    const sections = new Set(lines.slice(1).map((line) => line.split(',')[0]))
    for (const section of ['recruitment', 'flow', 'completion', 'outcome', 'changes', 'deviations'])
      expect(sections).toContain(section)
  })

  test.each(READABLE_FORMATS)(
    `no one’s report has an arm, and a blinded lead’s no release: %s${popplerNote}`,
    async (format) => {
      const [open, blinded] = [
        await makeReport('open-lead', { format }),
        await makeReport('blinded-lead', { format }),
      ].map((text) =>
        text
          .replace(/<style.*?<\/style>/s, '')
          .replaceAll(TRIAL, 'trial')
          .replaceAll('Ketamine, magnesium or placebo', ''),
      )
      for (const text of [open, blinded]) expect(text).not.toMatch(/placebo|magnesium/i)
      expect(blinded).not.toMatch(/First look|more responders/)
      expect(blinded).toMatch(format === 'csv' ? /outcome,,,blinded/ : /you are blinded/)
    },
  )

  test('nobody is named, by study ID or otherwise', async () => {
    for (const format of READABLE_FORMATS)
      expect(await makeReport('counter', { format })).not.toMatch(/gulf-[0-9a-z]{8}/)
  })

  test('in Spanish every word of it is', async () => {
    const page = await makeReport('open-lead', { language: 'es' })
    expect(page).toContain('Informe mensual')
    expect(page).toContain('Resultado principal')
    expect(page).not.toMatch(/Recruitment|Deviations|From release|Enrolled/)
  })
})

test('who is no lead any more opens none of theirs', async () => {
  const { id } = await readJson(clinic.api('counter', 'POST', PATH, ORDER))
  const { id: run } = await readJson(clinic.api('counter', 'POST', `${PATH}/${id}/test`))
  const deps = { ...clinic.deps, makers: createMakers(clinic.deps) }
  for (let at = 0; at < 3; at += 1) await runDueJobs(deps)
  await grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      sub: 'counter',
      name: 'x',
      study: TRIAL,
      role: 'coordinator',
      sites: ['gulf'],
      administers: false,
      blinded: false,
    },
  )
  const reply = await clinic.api('counter', 'GET', `/api/studies/${TRIAL}/report-runs/${run}?file=yes`)
  expect(reply.status).toBe(404)
})
