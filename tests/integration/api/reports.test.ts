import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatReportChain } from '../../../functions/records/audit/audit.store.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { REPORT_FORMATS } from '../../../web/api/reports/report-subscription.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'
import { popplerNote, READABLE_FORMATS, readReportText } from '../../support/report-text.ts'

const PATH = `/api/studies/${STUDY}/report-subscriptions`
const RUNS = `/api/studies/${STUDY}/report-runs`
const ORDER = {
  content: 'weekly-site',
  sites: ['harbor'],
  email: 'harbor@example.org',
  schedule: { every: { kind: 'week', weekday: 1 }, time: '07:30', timeZone: 'America/New_York' },
}

let clinic: Clinic
let participant: string
/** A Monday, at ten in New York. */
beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol('harbor', '+12025550123', { name: 'Zebulon Quartermain' })
  await clinic.enrol('mesa', '+12025550124')
})
beforeEach(() => {
  clinic.mails.length = 0
})

const post = (user: string | undefined, body: unknown, path = PATH) => clinic.api(user, 'POST', path, body)
const readJson = async (reply: Response | Promise<Response>) =>
  (await reply).json() as Promise<Record<string, unknown>>

async function subscribe(change: object = {}, user = 'coordinator-harbor'): Promise<string> {
  const reply = await post(user, { ...ORDER, ...change })
  expect(reply.status).toBe(201)
  return String((await readJson(reply)).id)
}

async function tick(times = 3): Promise<void> {
  const deps = { ...clinic.deps, makers: createMakers(clinic.deps) }
  for (let at = 0; at < times; at += 1) await runDueJobs(deps)
}

async function listRuns(subscription: string, user = 'coordinator-harbor') {
  const { runs } = (await readJson(clinic.api(user, 'GET', RUNS))) as { runs: Record<string, unknown>[] }
  return runs.filter((run) => run.subscription === subscription)
}

describe('nothing is scheduled', () => {
  test.each([
    ['without signing in', undefined, ORDER, 401, undefined],
    ['by a lead, who calls no one', 'lead', ORDER, 403, undefined],
    ['by a program', 'program.coordinator-harbor', ORDER, 403, undefined],
    ['of another’s clinic', 'coordinator-harbor', { ...ORDER, sites: ['mesa'] }, 422, '/sites/0'],
    ['of a content that there is not', 'coordinator-harbor', { ...ORDER, content: 'x' }, 422, '/content'],
    ['in a format that there is not', 'coordinator-harbor', { ...ORDER, format: 'docx' }, 422, '/format'],
    ['for no address', 'coordinator-harbor', { ...ORDER, email: 'x' }, 422, '/email'],
    [
      'in no time zone',
      'coordinator-harbor',
      { ...ORDER, schedule: { ...ORDER.schedule, timeZone: 'Mars/Olympus' } },
      ...([422, '/schedule/timeZone'] as const),
    ],
    [
      'on a date that is over',
      'coordinator-harbor',
      { ...ORDER, schedule: { ...ORDER.schedule, every: { kind: 'once', date: '2026-02-02' } } },
      ...([422, '/schedule/every/date'] as const),
    ],
  ] as const)('%s', async (_, user, body, status, pointer) => {
    const reply = await post(user, body)
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    const { errors = [] } = (await readJson(reply)) as { errors?: { pointer: string }[] }
    expect(errors.map((one) => one.pointer)).toEqual(pointer === undefined ? [] : [pointer])
  })
})

describe('a subscription', () => {
  test('shows its next three dates, and its address to its owner alone', async () => {
    const id = await subscribe()
    const own = await readJson(clinic.api('coordinator-harbor', 'GET', `${PATH}/${id}`))
    expect(own).toMatchObject({
      ...{ state: 'active', version: 1, email: 'harbor@example.org' },
      next: [{ date: '2026-03-09' }, { date: '2026-03-16' }, { date: '2026-03-23' }],
    })
    expect(await readJson(clinic.api('lead', 'GET', `${PATH}/${id}`))).toMatchObject({ email: null })
  })

  test.each(['coordinator-mesa', 'lead'])('is changed by nobody else: %s', async (user) => {
    const id = await subscribe()
    for (const [method, body] of [
      ['PUT', { paused: true }],
      ['DELETE', undefined],
    ] as const)
      expect((await clinic.api(user, method, `${PATH}/${id}`, body)).status).toBe(404)
    expect((await post(user, undefined, `${PATH}/${id}/test`)).status).toBe(404)
  })

  test('pauses, goes on, and ends, which deletes the address', async () => {
    const id = await subscribe()
    const put = (body: object) => readJson(clinic.api('coordinator-harbor', 'PUT', `${PATH}/${id}`, body))
    expect(await put({ paused: true })).toMatchObject({ state: 'paused', reason: 'by-owner', next: [] })
    expect(await put({ paused: false })).toMatchObject({ state: 'active', reason: null })
    expect(await put({ ...ORDER, format: 'csv' })).toMatchObject({ version: 2, format: 'csv' })
    expect(await readJson(clinic.api('coordinator-harbor', 'DELETE', `${PATH}/${id}`))).toMatchObject({
      ...{ state: 'ended', reason: 'unsubscribed', email: null },
    })
    const stored = (await clinic.tables.everything(clinic.tables.jobs)).filter((item) => item.id === id)
    expect(JSON.stringify(stored)).not.toContain('example.org')
    const chain = await clinic.audit.listChain(formatReportChain(STUDY, id))
    expect(chain.map(({ action }) => action)).toEqual([
      'report-subscription.created',
      ...Array.from({ length: 3 }, () => 'report-subscription.changed'),
      'report-subscription.ended',
    ])
    expect(JSON.stringify(chain)).not.toContain('example.org')
  })
})

describe('a weekly report', () => {
  async function makeTest(change: object = {}) {
    const id = await subscribe(change)
    const run = await readJson(post('coordinator-harbor', undefined, `${PATH}/${id}/test`))
    await tick()
    const file = await clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run.id}?file=yes`)
    return { id, run: String(run.id), file, bytes: Buffer.from(await file.clone().arrayBuffer()) }
  }

  test('made at once is there, is announced, and the same bytes each time it is opened', async () => {
    const { run, file, bytes } = await makeTest()
    expect(file.status).toBe(200)
    expect(file.headers.get('content-security-policy')).toContain("default-src 'none'")
    const about = await readJson(clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run}`))
    expect(about).toMatchObject({ kind: 'test', state: 'made', notice: 'sent', parts: { made: 1, of: 1 } })
    const again = await clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run}?file=yes`)
    expect(await again.text()).toBe(String(bytes))
    for (const heading of [
      'Needs you now',
      'People to call',
      'Completion by timepoint',
      'Next seven days',
      'Data gaps',
    ])
      expect(String(bytes)).toContain(heading)
  })

  test.each(READABLE_FORMATS)(
    `holds no name, no number, and nobody of another clinic: %s${popplerNote}`,
    async (format) => {
      const { bytes } = await makeTest({ format })
      const text = readReportText(format, bytes)
      expect(text).not.toMatch(/Zebulon|Quartermain|2025550123|555.?0123|mesa-/)
    },
  )

  test.each(REPORT_FORMATS)(
    'says which study, run, period and data it is of, and how to see it again: %s',
    async (format) => {
      if (!READABLE_FORMATS.includes(format)) return
      const { bytes, run } = await makeTest({ format })
      const text = readReportText(format, bytes)
      for (const words of [run, '0.1.0+0123456789ab', 'America/New_York', 'file is kept as it was made'])
        expect(text).toContain(words)
      expect(text).toMatch(/[0-9a-f]{64}/)
      expect(text).toMatch(/Period: from the beginning|period-from,\r/)
    },
  )

  test('says in Spanish what it says in English', async () => {
    const { bytes } = await makeTest({ language: 'es' })
    expect(String(bytes)).toContain('<html lang="es"')
    expect(String(bytes)).toContain('Personas a quienes llamar')
    expect(clinic.mails.at(-1)?.subject).toBe('Concord: informe semanal de la clínica, 2 mar 2026')
  })

  test('is announced by a mail without a word of study, clinic or person', async () => {
    const { id, run } = await makeTest()
    const [mail] = clinic.mails
    expect(clinic.mails).toHaveLength(1)
    expect(mail?.to).toBe('harbor@example.org')
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/ketamine|registry|harbor|pain|Harbor/i)
    expect(mail?.body).toContain(`https://concord.example/console/reports/${id}/${run.split('.')[1]}`)
  })

  test.each(['coordinator-mesa', 'lead'])('is opened by nobody else: %s', async (user) => {
    const { run } = await makeTest()
    expect((await clinic.api(user, 'GET', `${RUNS}/${run}?file=yes`)).status).toBe(404)
  })

  test('is recorded when it is opened', async () => {
    const { run } = await makeTest()
    const chain = await clinic.audit.listChain(`${STUDY}#READS#coordinator-harbor#2026-03-02`)
    expect(chain.at(-1)).toMatchObject({ action: 'report.opened', about: { run: run.split('.')[1] } })
  })

  test('lists whom to call by study ID', async () => {
    await clinic.receive('+12025550123', 'please call me about Tuesday')
    const { bytes } = await makeTest()
    expect(String(bytes)).toContain(participant)
    expect(String(bytes)).not.toContain('Tuesday')
  })

  test('says which section could not be made, and that it is incomplete', async () => {
    const id = await subscribe()
    const run = await readJson(post('coordinator-harbor', undefined, `${PATH}/${id}/test`))
    const broken = { ...clinic.deps, participantRecords: { readSite: () => Promise.reject(new Error('no')) } }
    const deps = { ...clinic.deps, makers: createMakers(broken) }
    for (let at = 0; at < 3; at += 1) {
      await runDueJobs(deps)
      clinic.advance('PT5M')
    }
    const about = await readJson(clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run.id}`))
    expect(about).toMatchObject({ state: 'made', isIncomplete: true })
    const bytes = await (await clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run.id}?file=yes`)).text()
    expect(bytes).toContain('Incomplete: a section below could not be made.')
    expect(bytes).toContain('People to call')
    expect(clinic.mails.at(-1)?.body).toMatch(/^It is incomplete/)
  })

  test('that is not made yet is canceled by its owner, and stays so', async () => {
    const id = await subscribe()
    const run = await readJson(post('coordinator-harbor', undefined, `${PATH}/${id}/test`))
    const cancel = () => clinic.api('coordinator-harbor', 'DELETE', `${RUNS}/${run.id}`)
    expect(await readJson(cancel())).toMatchObject({ state: 'cancelled', reason: 'by-owner' })
    expect((await cancel()).status).toBe(409)
    await tick()
    const runs = await listRuns(id)
    expect(runs.find((one) => one.id === run.id)).toMatchObject({
      ...{ state: 'cancelled', file: null, notice: null },
    })
    expect((await clinic.api('coordinator-harbor', 'GET', `${RUNS}/${run.id}?file=yes`)).status).toBe(404)
  })
})
