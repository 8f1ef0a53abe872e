import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createReportsApi } from '../../../functions/api/reports-api.ts'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { formatReadsChain } from '../../../functions/records/audit/audit.store.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { FHIR_TYPES } from '../../../web/api/exports/fhir-export.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createMakers } from '../../support/job-makers.ts'
import { readZip } from '../../support/zip.ts'

/* HL7’s Bulk Data Access, asynchronous pattern: https://hl7.org/fhir/uv/bulkdata/STU2/export.html */

const GROUP = `/api/fhir/Group/${STUDY}/$export`
let clinic: Clinic
let owner: string
let people = 0

type Json = Record<string, unknown>
type Manifest = { transactionTime: string; output: { type: string; url: string; count: number }[] }
const readJson = async <T = Json>(reply: Response | Promise<Response>) => (await reply).json() as Promise<T>
const grant = (sub: string, sites = ['harbor', 'mesa']) =>
  grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub, name: 'x', study: STUDY, role: 'coordinator', sites },
      ...{ administers: false, blinded: false },
    },
  )

beforeAll(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  await clinic.enrol('harbor', '+12025550123', { name: 'Zebulon Quartermain' })
  await clinic.tick()
  await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  await clinic.enrol('mesa', '+12025550125')
  await clinic.tick()
  clinic.advance('P1D')
})
beforeEach(async () => {
  people += 1
  owner = `program-${people}`
  await grant(owner)
})
afterAll(() => clinic.tables.drop())

/** Asks as a program that may only read. */
function ask(method: string, address: string, headers: Record<string, string> = {}, who = owner) {
  const tokens = { verify: async () => ({ sub: who, program: { mayRead: true, mayWrite: false } }) }
  const path = address.replace('https://concord.example', '')
  return createReportsApi({ ...clinic.deps, tokens }).request(path, {
    ...{ method, headers: { authorization: 'Bearer x', accept: 'application/fhir+json', ...headers } },
  })
}
const begin = (query = '') => ask('GET', GROUP + query, { prefer: 'respond-async' })
const locate = async (query = '') => (await begin(query)).headers.get('content-location') ?? ''
async function tick(times = 2): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    await runDueJobs({ ...clinic.deps, makers: createMakers(clinic.deps) })
    clinic.advance('PT3M')
  }
}
/** What stands at the address that a file is redirected to. */
async function readFile(url: string): Promise<string> {
  const reply = await ask('GET', url)
  expect(reply.status).toBe(303)
  const key = new URL(reply.headers.get('location') ?? '').pathname.slice(1)
  return String(clinic.deps.reportObjects.get(key))
}

describe('is refused as an OperationOutcome, and nothing is begun', () => {
  test.each([
    ['without Prefer: respond-async', '', {}, 400, 'invalid', 'respond-async-needed', /Prefer/],
    [
      'of a type that is not there',
      '?_type=Patient,Claim',
      undefined,
      422,
      'invalid',
      'invalid-input',
      /_type/,
    ],
    [
      'since an instant',
      '?_since=2026-01-01T00:00:00Z',
      undefined,
      422,
      'invalid',
      'invalid-input',
      /every export is whole/,
    ],
    ['of some patients', '?patient=Patient/1', undefined, 422, 'invalid', 'invalid-input', /of everyone/],
    [
      'in another format',
      '?_outputFormat=text/csv',
      undefined,
      422,
      'invalid',
      'invalid-input',
      /_outputFormat/,
    ],
    [
      'with a parameter that nobody knows',
      '?_x=1',
      undefined,
      422,
      'invalid',
      'invalid-input',
      /unknown|unrecognized/i,
    ],
  ] as const)('%s', async (_, query, headers, status, code, problem, words) => {
    const reply = await ask('GET', GROUP + query, headers ?? { prefer: 'respond-async' })
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toContain('application/fhir+json')
    const outcome = await readJson<{ resourceType: string; issue: Json[] }>(reply)
    expect(outcome.resourceType).toBe('OperationOutcome')
    expect(outcome.issue[0]).toMatchObject({
      ...{ severity: 'error', code, details: { coding: [{ code: problem }] } },
      diagnostics: expect.stringMatching(words),
    })
    expect((await clinic.deps.jobs.listExports(STUDY)).filter((run) => run.owner === owner)).toEqual([])
  })

  test('for anyone who is not of the study, or not signed in', async () => {
    expect((await ask('GET', GROUP, { prefer: 'respond-async' }, 'stranger')).status).toBe(404)
    const tokens = { verify: () => Promise.reject(new ProblemError(platformProblems.notSignedIn)) }
    const reply = await createReportsApi({ ...clinic.deps, tokens }).request(GROUP)
    expect(reply.status).toBe(401)
    expect(await readJson(reply)).toMatchObject({ issue: [{ code: 'login' }] })
  })

  test('a third while two are being made', async () => {
    expect((await begin('?_type=Patient')).status).toBe(202)
    expect((await begin('?_type=Observation')).status).toBe(202)
    const third = await begin('?_type=Questionnaire')
    expect(third.status).toBe(409)
    expect(await readJson(third)).toMatchObject({ issue: [{ code: 'conflict' }] })
  })
})

describe('a bulk export', () => {
  test('is answered later, says how far it is, and then what it consists of', async () => {
    const asked = await begin()
    expect([asked.status, await asked.text()]).toEqual([202, ''])
    const location = asked.headers.get('content-location') ?? ''
    expect(location).toMatch(new RegExp(`^https://concord\\.example/api/fhir/exports/${STUDY}/[0-9a-f]{16}$`))
    const waiting = await ask('GET', location)
    expect(waiting.status).toBe(202)
    expect(waiting.headers.get('x-progress')).toMatch(/^0 of 6 files/)
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
    await tick()
    const made = await ask('GET', location)
    expect(made.status).toBe(200)
    expect(await readJson(made)).toMatchObject({
      ...{ transactionTime: expect.stringMatching(/^2026-03-03T/), requiresAccessToken: true },
      ...{ request: `https://concord.example${GROUP}`, deleted: [], error: [] },
    })
  })

  test('has the resources of the ZIP, file by file, with their counts, and no name or number', async () => {
    const location = await locate()
    const { id } = await readJson(
      clinic.api(owner, 'POST', `/api/studies/${STUDY}/export-runs`, { format: 'fhir' }),
    )
    await tick()
    const zip = readZip(new Uint8Array(clinic.deps.reportObjects.get(`exports/${STUDY}/${id}`) ?? []))
    const { output } = await readJson<Manifest>(ask('GET', location))
    for (const type of FHIR_TYPES) {
      const file = output.find((one) => one.type === type)
      expect(file, type).toBeDefined()
      const text = await readFile(file?.url ?? '')
      expect(text).toBe(zip.get(`${type}.ndjson`))
      expect(text.trimEnd().split('\n')).toHaveLength(file?.count ?? -1)
      expect(text).not.toMatch(/Zebulon|Quartermain|2025550123/)
    }
  })

  test('holds the types that are asked for, and an empty one has no file', async () => {
    await grant(owner, ['summit'])
    const location = await locate('?_type=Observation,ResearchStudy&_outputFormat=application/fhir+ndjson')
    await tick()
    const { output } = await readJson<Manifest>(ask('GET', location))
    expect(output.map(({ type }) => type)).toEqual(['ResearchStudy'])
  })

  test('that is asked again while it is made is one', async () => {
    expect(await locate('?_type=Patient')).toBe(await locate('?_type=Patient'))
  })

  test('is opened by nobody else, each file is recorded, and none by somebody who has left a clinic', async () => {
    const location = await locate('?_type=Patient')
    await tick()
    await grant('another')
    for (const path of [location, `${location}/Patient`])
      expect((await ask('GET', path, {}, 'another')).status).toBe(404)
    await readFile(`${location}/Patient`)
    const day = new Date(Number(clinic.deps.clock.now().epochMilliseconds)).toISOString().slice(0, 10)
    const [entry] = await clinic.audit.listChain(formatReadsChain(STUDY, owner, day))
    expect(entry).toMatchObject({ action: 'tidy-tables.exported', about: { format: 'fhir' } })
    await grant(owner, ['harbor'])
    expect((await ask('GET', `${location}/Patient`)).status).toBe(404)
  })

  test('is canceled, and not found from then on, whether it was made or not', async () => {
    const waiting = await locate('?_type=Patient')
    expect((await ask('DELETE', waiting)).status).toBe(202)
    await tick()
    expect((await ask('GET', waiting)).status).toBe(404)
    const made = await locate('?_type=Observation')
    await tick()
    expect((await ask('DELETE', made)).status).toBe(202)
    for (const path of [made, `${made}/Observation`]) expect((await ask('GET', path)).status).toBe(404)
  })

  test('of which a file fails is a failure of the whole', async () => {
    const location = await locate('?_type=Patient')
    const runs = await clinic.deps.jobs.listExports(STUDY)
    const run = runs.find((one) => one.owner === owner)
    if (run) await clinic.deps.jobs.changeRun(run, { ...run, state: 'failed', reason: 'error' })
    const reply = await ask('GET', location)
    expect(reply.status).toBe(500)
    expect(await readJson(reply)).toMatchObject({
      issue: [{ code: 'exception', details: { coding: [{ code: 'bulk-export-failed' }] } }],
    })
  })

  test('is not among the exports that the console lists', async () => {
    await begin('?_type=Patient')
    const { runs } = await readJson(clinic.api(owner, 'GET', `/api/studies/${STUDY}/export-runs`))
    expect(runs).toEqual([])
  })
})
