import { hash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatExportChain, formatReadsChain } from '../../../functions/records/audit/audit.store.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'
import { readCsv, readZip } from '../../support/zip.ts'

const PATH = `/api/studies/${STUDY}/export-runs`
let clinic: Clinic
/** Of each test, with nothing ordered yet. */
let owner: string
let people = 0

type Json = Record<string, unknown>
const readJson = async (reply: Response | Promise<Response>) => (await reply).json() as Promise<Json>
const grant = (
  sub: string,
  change: { role?: 'coordinator' | 'statistician'; sites?: string[]; blinded?: boolean } = {},
) =>
  grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub, name: 'x', study: STUDY, role: 'coordinator', sites: ['harbor', 'mesa'] },
      ...{ administers: false, blinded: false, ...change },
    },
  )

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  await clinic.enrol('harbor', '+12025550123')
  await clinic.tick()
  expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(
    200,
  )
  await clinic.enrol('harbor', '+12025550124')
  await clinic.enrol('mesa', '+12025550125')
  await clinic.tick()
  clinic.advance('P1D')
})
beforeEach(async () => {
  people += 1
  owner = `orderer-${people}`
  await grant(owner)
})
afterAll(() => clinic.tables.drop())

const order = (body: Json = {}, who = owner) => clinic.api(who, 'POST', PATH, body)
const see = (run: unknown, who = owner) => clinic.api(who, 'GET', `${PATH}/${run}`)
const open = (run: unknown, who = owner) => clinic.api(who, 'GET', `${PATH}/${run}?file=yes`)
const cancel = (run: unknown, who = owner) => clinic.api(who, 'DELETE', `${PATH}/${run}`)
async function tick(times = 2): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps) })
    clinic.advance('PT3M')
  }
}
const readFile = (run: unknown) =>
  new Uint8Array(clinic.deps.reportObjects.get(`exports/${STUDY}/${run}`) ?? [])

describe('an export is not ordered', () => {
  test('by nobody, by somebody of another study, of another clinic', async () => {
    expect((await order({}, '')).status).toBe(401)
    expect((await order({}, 'nobody')).status).toBe(404)
    expect((await order({ site: 'nowhere' })).status).toBe(422)
    await grant(owner, { sites: ['harbor'] })
    expect((await order({ site: 'mesa' })).status).toBe(422)
  })

  test.each([
    [{ format: 'odt' }, '/format'],
    [{ variant: 'hours' }, '/variant'],
    [{ sites: ['harbor'] }, ''],
  ])('as %j, with the field', async (body, pointer) => {
    const reply = await order(body)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer: expect.stringContaining(pointer) }] })
  })

  test('a sixth time while five wait', async () => {
    for (const format of ['csv', 'parquet', 'xlsx', 'spreadsheet'])
      expect((await order({ format })).status).toBe(201)
    expect((await order({ variant: 'study-days' })).status).toBe(201)
    const refused = await order({ site: 'harbor' })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-exports' })
    await tick()
    expect((await order({ site: 'harbor' })).status).toBe(201)
  })
})

describe('an order', () => {
  test('that is sent again is one, until it is made', async () => {
    const [first, second] = await Promise.all([readJson(order()), readJson(order())])
    expect(first?.id).toBe(second?.id)
    expect((await readJson(order())).id).toBe(first?.id)
    await tick()
    expect((await readJson(order())).id).not.toBe(first?.id)
  })

  test('is made as what one download is, under its own hash, with an entry for each step', async () => {
    const { id, asOf } = await readJson(order({ site: 'harbor', variant: 'study-days' }))
    await tick()
    const run = await readJson(see(id))
    expect(run).toMatchObject({
      ...{ state: 'made', reason: null, progress: { sites: 1, of: 1, participants: 2 } },
      file: { name: `${STUDY}-harbor-csv-study-days-2026-03-03.zip`, sha256: hash('sha256', readFile(id)) },
    })
    const chain = await clinic.audit.listChain(formatExportChain(STUDY, String(id)))
    expect(chain).toMatchObject([
      { action: 'export.ordered', actor: { kind: 'coordinator', sub: owner }, about: { asOf } },
      { action: 'export.made', about: { sha256: hash('sha256', readFile(id)), sites: 'harbor' } },
    ])
  })

  test('is as of its instant, whatever is entered before it is made', async () => {
    const begun = await clinic.enrol('harbor', '+12025550130')
    await clinic.tick()
    const link = clinic.newestLink()
    const { id } = await readJson(order({ site: 'harbor' }))
    clinic.advance('PT1M')
    expect((await clinic.postJson(`${link}/1`, { answer: '4' })).status).toBe(200)
    const later = await clinic.enrol('harbor', '+12025550131')
    await clinic.tick()
    await tick()
    const files = readZip(readFile(id))
    expect(readCsv(files, 'participants.csv').map(({ participant }) => participant)).toContain(begun)
    expect(readCsv(files, 'responses.csv').map(({ participant }) => participant)).not.toContain(begun)
    for (const [path, text] of files) expect(text, path).not.toContain(later)
  })

  test('of answers that were begun before and sent after holds that they were begun', async () => {
    const begun = await clinic.enrol('harbor', '+12025550132')
    await clinic.tick()
    const link = clinic.newestLink()
    expect((await clinic.postJson(`${link}/1`, { answer: '4' })).status).toBe(200)
    clinic.advance('PT1M')
    const { id } = await readJson(order({ site: 'harbor' }))
    clinic.advance('PT1M')
    expect((await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(200)
    await tick()
    const files = readZip(readFile(id))
    expect(readCsv(files, 'responses.csv').filter(({ participant }) => participant === begun)).toMatchObject([
      { state: 'draft' },
    ])
    const answers = readCsv(files, 'answers.csv').filter(({ participant }) => participant === begun)
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['not-reached']))
  })

  test.each(['csv', 'parquet', 'xlsx', 'spreadsheet'])(
    'gives the bytes of a download: %s',
    async (format) => {
      const { id } = await readJson(order({ format }))
      const asked = await clinic.api(owner, 'GET', `/api/studies/${STUDY}/exports/tidy?format=${format}`)
      await tick()
      expect(hash('sha256', readFile(id))).toBe(hash('sha256', new Uint8Array(await asked.arrayBuffer())))
    },
  )
})

describe('an export is not opened', () => {
  test('by others, before it is made, and after thirty days', async () => {
    const { id } = await readJson(order())
    expect(await readJson(open(id))).toMatchObject({ type: '/problems/export-not-ready' })
    await tick()
    expect((await open(id, 'coordinator-harbor')).status).toBe(404)
    expect((await see(id, 'lead')).status).toBe(404)
    expect((await open('0'.repeat(16))).status).toBe(404)
    expect((await open(id)).status).toBe(303)
    clinic.advance('P31D')
    expect(await readJson(open(id))).toMatchObject({ type: '/problems/export-not-ready' })
  })

  test('by somebody who has left one of its clinics', async () => {
    const { id } = await readJson(order())
    await tick()
    await grant(owner, { sites: ['harbor'] })
    expect((await open(id)).status).toBe(404)
  })
})

test('an export is opened by an address that lasts for two minutes, once the trail says so', async () => {
  const { id } = await readJson(order({ site: 'mesa', format: 'parquet' }))
  await tick()
  const reply = await open(id)
  expect(reply.status).toBe(303)
  const address = new URL(reply.headers.get('location') ?? '')
  expect(address.pathname).toBe(`/exports/${STUDY}/${id}`)
  expect(address.searchParams.get('seconds')).toBe('120')
  const day = new Date(Number(clinic.deps.clock.now().epochMilliseconds)).toISOString().slice(0, 10)
  const chain = await clinic.audit.listChain(formatReadsChain(STUDY, owner, day))
  expect(chain.at(-1)).toMatchObject({
    ...{ action: 'tidy-tables.exported', actor: { kind: 'coordinator', sub: owner } },
    about: { site: 'mesa', format: 'parquet', run: id, sha256: hash('sha256', readFile(id)) },
  })
})

describe('an export that waits', () => {
  test('is canceled once, and never made', async () => {
    const { id } = await readJson(order())
    expect((await cancel(id, 'lead')).status).toBe(404)
    expect(await readJson(cancel(id))).toMatchObject({ state: 'cancelled', reason: 'by-owner' })
    expect(await readJson(cancel(id))).toMatchObject({ type: '/problems/export-run-over' })
    await tick()
    expect(readFile(id)).toHaveLength(0)
  })

  test('is made of the clinics that its owner has then', async () => {
    const { id } = await readJson(order())
    await grant(owner, { sites: ['mesa'] })
    await tick()
    expect(await readJson(see(id))).toMatchObject({ state: 'made', progress: { of: 1 } })
    for (const [path, text] of readZip(readFile(id))) expect(text, path).not.toContain('harbor-')
  })

  test('is not made where its owner has none of its clinics any more', async () => {
    const { id } = await readJson(order({ site: 'harbor' }))
    await grant(owner, { sites: ['mesa'] })
    await tick()
    expect(await readJson(see(id))).toMatchObject({ state: 'skipped', reason: 'no-site', file: null })
  })
})

test('a program that may only read orders, reads and cancels', async () => {
  await grant('reader')
  const tokens = {
    verify: async () => ({ sub: 'reader', program: { mayRead: true, mayWrite: false } }),
  }
  const { createReportsApi } = await import('../../../functions/api/reports-api.ts')
  const api = createReportsApi({ ...clinic.deps, tokens })
  const ask = (method: string, path: string, body?: Json) =>
    api.request(path, {
      ...{ method, headers: { authorization: 'Bearer x', 'content-type': 'application/json' } },
      ...(body && { body: JSON.stringify(body) }),
    })
  const ordered = await ask('POST', PATH, {})
  expect(ordered.status).toBe(201)
  const { id } = await readJson(ordered)
  expect((await ask('DELETE', `${PATH}/${id}`)).status).toBe(200)
  // And nothing else by that name.
  expect((await ask('POST', `/api/studies/export-runs/report-subscriptions`, {})).status).toBe(403)
})
