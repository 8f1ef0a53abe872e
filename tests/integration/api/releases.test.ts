import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findOperatorSite } from '../../../functions/platform/core/scope.ts'
import { formatReleaseChain } from '../../../functions/records/audit/audit.store.ts'
import type { StudyLibrary } from '../../../functions/records/library/study-library.ts'
import { makePlannedReleases } from '../../../functions/workflows/releases/make-planned-releases.ts'
import { makeRelease } from '../../../functions/workflows/releases/make-release.ts'
import { contracts } from '../../../web/api/contracts.ts'
import type { ReleaseHeader } from '../../../web/api/releases/release.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const TIMEPOINTS = ['baseline', 'week-4']
const PATH = `/api/studies/${STUDY}/releases`
const RATE = 'analyses/responder-rate?definition=pain-relief-30&timepoint=week-4'
const VIEWERS = ['coordinator-harbor', 'coordinator-mesa', 'lead']

let clinic: Clinic
const post = (user: string | undefined, body: unknown) => clinic.api(user, 'POST', PATH, body)
async function make(name: string, more: object = {}): Promise<ReleaseHeader> {
  const reply = await post('lead', { name, ...more })
  expect(reply.status).toBe(201)
  return (await reply.json()) as ReleaseHeader
}
const list = async () => {
  const reply = await clinic.api('coordinator-mesa', 'GET', PATH)
  return ((await reply.json()) as { releases: ReleaseHeader[] }).releases
}

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  for (const [site, count] of [
    ['harbor', 30],
    ['mesa', 30],
    ['lakeside', 9],
    ['summit', 28],
  ] as const)
    await storeMadeUpSite(clinic.tables, STUDY, site, count, TIMEPOINTS)
})
afterAll(() => clinic.tables.drop())

describe('making a release', () => {
  test('is not for anyone without a token, for coordinators, or for programs', async () => {
    expect((await post(undefined, { name: 'a' })).status).toBe(401)
    expect((await post('coordinator-harbor', { name: 'a' })).status).toBe(403)
    expect((await post('program.lead', { name: 'a' })).status).toBe(403)
    expect((await post('nobody', { name: 'a' })).status).toBe(404)
    expect(await list()).toEqual([])
  })

  test.each([
    [{}, '/name'],
    [{ name: '  ' }, '/name'],
    [{ name: 'x'.repeat(81) }, '/name'],
    [{ name: 'a', note: 'x'.repeat(501) }, '/note'],
    [{ name: 'a', asOf: 'yesterday' }, '/asOf'],
    [{ name: 'a', asOf: '2099-01-01T00:00:00Z' }, '?asOf'],
  ])('%j is refused at %s', async (body, pointer) => {
    const reply = await post('lead', body)
    expect(reply.status).toBe(422)
    expect(((await reply.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer)
  })
})

describe('a release', () => {
  let first: ReleaseHeader
  beforeAll(async () => {
    first = await make('Steering committee', { note: 'For May' })
  })

  test('says who made it from what, and is written to the audit trail', async () => {
    expect(first).toMatchObject({
      ...{ number: 1, name: 'Steering committee', note: 'For May', study: STUDY },
      ...{ asOf: COHORT_ENDS, madeBy: { kind: 'lead', sub: 'lead' }, program: '0.1.0+0123456789ab' },
    })
    expect(first.definitions.map(({ definition }) => definition)).toContain('pain-relief-30@1.0.0')
    const [entry] = await clinic.audit.listChain(formatReleaseChain(STUDY))
    expect(entry).toMatchObject({
      ...{ action: 'release.made', actor: { kind: 'lead', sub: 'lead' } },
      about: { number: 1, sha256: first.sha256, dataSha256: first.dataSha256 },
    })
  })

  test('gives the same bytes to members of different clinics and to a lead, in every analysis', async () => {
    const reply = await clinic.api('lead', 'GET', `${PATH}/1`)
    expect(reply.status).toBe(200)
    const paths = [
      `${PATH}/1`,
      `${PATH}/1/${RATE}`,
      `${PATH}/1/${RATE}&format=csv`,
      `${PATH}/1/analyses/definition-comparison?timepoint=week-4`,
      `${PATH}/1/analyses/mean-change?measure=pain&timepoint=week-4`,
      `${PATH}/1/analyses/repeated-measures?measure=pain`,
      `${PATH}/1/analyses/meaningful-change?measure=pain&timepoint=week-4`,
      `${PATH}/1/analyses/adverse-events`,
    ]
    for (const path of paths) {
      const replies = await Promise.all(VIEWERS.map((user) => clinic.api(user, 'GET', path)))
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
      const bodies = await Promise.all(replies.map((one) => one.text()))
      expect(new Set(bodies).size, path).toBe(1)
      expect(bodies[0]).not.toMatch(/-0000\d{4}/)
    }
  })

  test('keeps the contract of each analysis, and names itself in each', async () => {
    for (const [analysis, query] of [
      ['responder-rate', 'definition=pain-relief-30&timepoint=week-4'],
      ['definition-comparison', 'timepoint=week-4'],
      ['mean-change', 'measure=pain&timepoint=week-4'],
      ['repeated-measures', 'measure=pain'],
      ['meaningful-change', 'measure=pain&timepoint=week-4'],
      ['adverse-events', ''],
    ]) {
      const contract = contracts.find(({ path }) => path.endsWith(`{release}/analyses/${analysis}`))
      const reply = await clinic.api('coordinator-mesa', 'GET', `${PATH}/1/analyses/${analysis}?${query}`)
      const body = (await reply.json()) as { release: unknown }
      expect(contract?.reply.safeParse(body).error).toBeUndefined()
      expect(body.release).toEqual({ number: 1, name: first.name, sha256: first.sha256 })
    }
  })

  test('names itself in its CSV', async () => {
    const reply = await clinic.api('coordinator-mesa', 'GET', `${PATH}/1/${RATE}&format=csv`)
    expect(reply.headers.get('content-disposition')).toContain('pain-relief-30-week-4-release-1.csv')
    const [header = '', row = ''] = (await reply.text()).split('\r\n')
    expect(header).toContain('release,release_name,release_sha256')
    expect(row).toContain(`1,Steering committee,${first.sha256}`)
  })

  test('holds what its index lists, and refuses the rest by name', async () => {
    const unknown = await clinic.api('lead', 'GET', `${PATH}/1/${RATE.replace('week-4', 'week-12')}`)
    expect(unknown.status).toBe(404)
    expect(((await unknown.json()) as { type: string }).type).toContain('not-in-release')
    expect((await clinic.api('lead', 'GET', `${PATH}/9`)).status).toBe(404)
    expect((await clinic.api('lead', 'GET', `${PATH}/x`)).status).toBe(404)
    expect((await clinic.api(undefined, 'GET', `${PATH}/1`)).status).toBe(401)
    expect((await clinic.api('nobody', 'GET', `${PATH}/1`)).status).toBe(404)
  })

  test('does not change when the data do, nor is it made twice by the same order', async () => {
    const before = await (await clinic.api('lead', 'GET', `${PATH}/1/${RATE}`)).text()
    clinic.advance('P1D')
    await storeMadeUpSite(clinic.tables, STUDY, 'mesa', 33, TIMEPOINTS)
    expect(await (await clinic.api('lead', 'GET', `${PATH}/1/${RATE}`)).text()).toBe(before)
    const again = await post('lead', { name: 'Steering committee', note: 'For May' })
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(first)
    expect((await post('lead', { name: 'Steering committee' })).status).toBe(409)
    expect(await list()).toHaveLength(1)
  })
})

describe('two leads at once', () => {
  test('get two numbers, and neither release is lost', async () => {
    const before = (await list()).length
    const headers = await Promise.all([make('Left'), make('Right')])
    expect(headers.map(({ number }) => number).sort()).toEqual([before + 1, before + 2])
    expect((await list()).map(({ number }) => number)).toEqual(
      Array.from({ length: before + 2 }, (_, at) => before + 2 - at),
    )
  })
})

describe('a crash between content and header', () => {
  test('leaves no release, and the same order makes it', async () => {
    const published = await clinic.deps.library.openStudy(STUDY)
    if (!published) throw new Error('the study ships')
    const scopes = published.definition.sites.flatMap(
      ({ id }) => findOperatorSite(published.definition, id) ?? [],
    )
    const order = {
      published,
      scopes,
      name: 'Interrupted',
      note: '',
      madeBy: { kind: 'lead' as const, sub: 'lead' },
    }
    const before = await list()
    const crash = new Error('the function ended here')
    const audit = { ...clinic.deps.audit, write: () => Promise.reject(crash) }
    await expect(makeRelease({ ...clinic.deps, audit }, order)).rejects.toBe(crash)
    expect(await list()).toEqual(before)
    const { header, isNew } = await makeRelease(clinic.deps, order)
    expect(isNew).toBe(true)
    expect(await list()).toEqual([header, ...before])
    expect((await clinic.deps.releases.readContent(header)).study).toBe(STUDY)
  })

  test('content that is not what was released is not read', async () => {
    const [header] = await list()
    if (!header) throw new Error('there is a release')
    await expect(clinic.deps.releases.readContent({ ...header, sha256: 'f'.repeat(64) })).rejects.toThrow(
      'without all of its content',
    )
  })
})

describe('comparing two releases', () => {
  test('says what differs behind them, and gives both rates', async () => {
    const [last] = await list()
    const reply = await clinic.api('coordinator-mesa', 'GET', `${PATH}/compare?of=1&with=${last?.number}`)
    expect(reply.status).toBe(200)
    const body = (await reply.json()) as { changed: unknown; rates: { definition: string }[] }
    expect(body.changed).toEqual({ data: true, program: false, study: false, definitions: [] })
    expect(body.rates.some(({ definition }) => definition === 'pain-relief-30')).toBe(true)
    expect((await clinic.api('lead', 'GET', `${PATH}/compare?of=1&with=999`)).status).toBe(404)
    expect((await clinic.api('lead', 'GET', `${PATH}/compare?of=1`)).status).toBe(422)
  })
})

describe('by the schedule of a study', () => {
  let library: StudyLibrary
  beforeEach(async () => {
    const published = await clinic.deps.library.openStudy(STUDY)
    if (!published) throw new Error('the study ships')
    const definition = { ...published.definition, releases: { every: 'P1M', from: '2026-06-30' } }
    const changed = { ...published, definition }
    library = { ...clinic.deps.library, openStudy: async () => changed }
  })

  test('one release for each planned local date, however often it is called', async () => {
    const before = (await list()).length
    const deps = { ...clinic.deps, library }
    expect(await makePlannedReleases(deps)).toEqual({ made: 1 })
    expect(await makePlannedReleases(deps)).toEqual({ made: 0 })
    const [made, ...rest] = await list()
    expect(rest).toHaveLength(before)
    // The 30th of January 2027, in Boston; February the 10th is today.
    expect(made).toMatchObject({
      ...{ name: '2027-01-30', madeBy: { kind: 'schedule', planned: '2027-01-30' } },
      asOf: expect.stringMatching(/^2027-01-30T0[4-9]:00:00\.000Z$/),
    })
    expect((await clinic.audit.listChain(formatReleaseChain(STUDY))).at(-1)).toMatchObject({
      ...{ actor: { kind: 'system' }, about: { planned: '2027-01-30' } },
    })
  })
})
