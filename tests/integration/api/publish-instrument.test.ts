import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createOfficeApi } from '../../../functions/api/office-api.ts'
import { publishInstrumentFile } from '../../../functions/cli/publish-file.ts'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import pgic from '../../../surveys/instruments/pgic-1.0.0.json' with { type: 'json' }
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

let clinic: Clinic
let office: ReturnType<typeof createOfficeApi>

beforeEach(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  const library = createStoredLibrary(clinic.deps)
  office = createOfficeApi({
    ...clinic.deps,
    ...{
      library,
      outlineStudy: createStudyOutlines({ library, drafts: clinic.deps.drafts }),
      openInstruments: library.openInstruments,
    },
  })
})

async function publish(user: string | undefined, definition: unknown, study?: string) {
  const reply = await office.request('/api/instruments', {
    method: 'POST',
    headers: { ...(user && { authorization: `Bearer ${user}` }), 'content-type': 'application/json' },
    body: JSON.stringify({ definition, study }),
  })
  return {
    status: reply.status,
    body: (await reply.json()) as { type: string; errors?: { pointer: string }[] },
  }
}
const OWN = { ...pgic, id: 'own-impression' }
const readNames = async () =>
  (await createStoredLibrary(clinic.deps).openInstruments()).instruments.map(
    ({ definition }) => `${definition.id}@${definition.version}`,
  )

describe('an instrument is not published', () => {
  test.each([
    ['by nobody who is not signed in', undefined, 401],
    ['by who is no member of any study', 'somebody', 403],
    ['by a coordinator', 'coordinator-harbor', 403],
    ['by a program', 'program.lead', 403],
  ])('%s', async (_, user, status) => {
    expect((await publish(user, OWN)).status).toBe(status)
    expect(await readNames()).not.toContain('own-impression@1.0.0')
  })

  test.each([
    ['that is none', { id: 'own-impression' }, 422, '/version'],
    ['with a field that there is not', { ...OWN, colour: 'blue' }, 422, ''],
    [
      'whose worked example does not come out',
      { ...OWN, examples: [{ source: 'by hand', answers: { change: '2' }, scores: { change: '3' } }] },
      422,
      '/examples/0/scores/change',
    ],
    [
      'whose number says less than it changes',
      { ...pgic, version: '1.0.1', recallDays: 99 },
      409,
      '/version',
    ],
  ])('%s', async (_, definition, status, pointer) => {
    const before = await readNames()
    const reply = await publish('lead', definition)
    expect(reply.status).toBe(status)
    expect(reply.body.errors?.map((error) => error.pointer)).toContain(pointer)
    expect(await readNames()).toEqual(before)
  })

  test('that is published already, under any number', async () => {
    expect(await publish('lead', { ...pgic, version: '1.0.1' })).toMatchObject({
      status: 409,
      body: { type: '/problems/instrument-unchanged' },
    })
  })
})

test('a published instrument can be read, and asked by a study, at once', async () => {
  const { status, body } = await publish('lead', OWN)
  expect(status).toBe(201)
  expect(body).toEqual({ id: 'own-impression', version: '1.0.0', hash: computeContentHash(OWN) })
  expect(await readNames()).toContain('own-impression@1.0.0')
  const [entry] = (await clinic.audit.listChain('LIBRARY')).slice(-1)
  expect(entry).toMatchObject({
    ...{ action: 'definitions.published', actor: { kind: 'lead', sub: 'lead' } },
    about: { definition: 'instrument own-impression@1.0.0', hash: computeContentHash(OWN) },
  })
  const study = shippedDefinitions.studies.findLast((one) => (one as { id: string }).id === STUDY) as {
    timepoints: { battery: string[] }[]
  }
  const timepoints = study.timepoints.map((one) => ({
    ...one,
    battery: [...one.battery, 'own-impression@1.0.0'],
  }))
  const reply = await office.request(`/api/studies/${STUDY}/draft`, {
    method: 'PUT',
    headers: { authorization: 'Bearer lead', 'content-type': 'application/json' },
    body: JSON.stringify({ revision: 0, definition: { ...study, version: '9.0.0', timepoints } }),
  })
  const { problems } = (await reply.json()) as { problems: { detail: string }[] }
  expect(problems.filter(({ detail }) => detail.includes('own-impression'))).toEqual([])
})

describe('a further version', () => {
  const NEXT = { ...OWN, version: '2.0.0', recallDays: 99 }
  const TRIAL = 'ketamine-magnesium-trial'

  beforeEach(async () => {
    await grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        ...{ sub: 'trial-lead', name: 'trial-lead', study: TRIAL, role: 'lead', sites: [] },
        ...{ administers: true, blinded: false },
      },
    )
  })

  test.each([undefined, TRIAL])('is not for who leads another study: as %s', async (study) => {
    expect((await publish('lead', OWN, STUDY)).status).toBe(201)
    expect(await publish('trial-lead', NEXT, study)).toMatchObject({
      status: 409,
      body: { type: '/problems/instrument-of-others' },
    })
    expect(await readNames()).not.toContain('own-impression@2.0.0')
    expect((await publish('lead', NEXT)).status).toBe(201)
  })

  test('of what no study published is for who leads any', async () => {
    expect((await publish('lead', OWN)).status).toBe(201)
    expect((await publish('trial-lead', NEXT, TRIAL)).status).toBe(201)
    expect((await publish('trial-lead', { ...pgic, version: '2.0.0', recallDays: 99 })).status).toBe(201)
  })
})

describe('from the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-publish-'))
  const file = join(folder, 'own.json')
  const tools = {
    signIn: async () => 'lead',
    fetch: (async (url: URL, init: RequestInit) => office.request(url.pathname, init)) as never,
  }
  const run = (...args: string[]) => publishInstrumentFile(args, tools)

  test('a file is published, and refused with every error at its place', async () => {
    writeFileSync(file, JSON.stringify({ ...OWN, examples: 'none' }))
    const refused = await run(file, '--url', 'https://concord.example')
    expect(refused.exitCode).toBe(1)
    expect(refused.err).toMatch(/error\t\/examples\t.+\n.+Nothing was published/)
    writeFileSync(file, JSON.stringify(OWN))
    expect(await run(file, '--url', 'https://concord.example')).toMatchObject({
      exitCode: 0,
      out: `own-impression@1.0.0 is published: ${computeContentHash(OWN)}\n`,
    })
    rmSync(folder, { recursive: true })
  })

  test.each([[], ['file.json'], ['--url', 'https://concord.example'], ['file.json', '--url', 'nowhere']])(
    'without a file and an address nobody signs in: %s %s %s',
    async (...args) => {
      expect(await run(...args.filter((one) => one !== undefined))).toMatchObject({ exitCode: 2 })
    },
  )
})
