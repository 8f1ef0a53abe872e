import { beforeEach, describe, expect, test } from 'vitest'
import { createOfficeApi } from '../../../functions/api/office-api.ts'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership, revokeMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import {
  appointAdministrator,
  dismissAdministrator,
  foundOrganisation,
} from '../../../functions/workflows/organisations/change-organisation.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'

const OPERATOR = { kind: 'operator', by: 'operator@example.org' } as const
const TRIAL = 'ketamine-magnesium-trial'
type Source = Record<string, unknown> & { readonly version: string }

const findNewest = (study: string) =>
  (shippedDefinitions.studies as readonly (Source & { readonly id: string })[]).findLast(
    ({ id }) => id === study,
  ) as Source

let clinic: Clinic
let office: ReturnType<typeof createOfficeApi>

/** A function that is warm from here on: it goes on for a while with the versions that it knows. */
function startOffice() {
  const library = createStoredLibrary(clinic.deps)
  const outlineStudy = createStudyOutlines({ library, drafts: clinic.deps.drafts })
  const { openInstruments } = library
  return createOfficeApi({ ...clinic.deps, library, outlineStudy, openInstruments })
}

const grant = (sub: string, study: string, more: object = {}) =>
  grantMembership(clinic.deps, OPERATOR, {
    ...{ sub, name: sub, study, role: 'lead', sites: [], administers: false, blinded: false, ...more },
  })

async function call(user: string, method: string, path: string, body?: unknown) {
  const reply = await office.request(path, {
    method,
    headers: { authorization: `Bearer ${user}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}
const person = (sub: string) => ({ sub, name: sub })

beforeEach(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  await grant('lead', TRIAL)
  await grant('colleague', TRIAL)
  await foundOrganisation(clinic.deps, 'test', { id: 'network', name: 'A network' }, person('founder'))
  await foundOrganisation(clinic.deps, 'test', { id: 'other', name: 'Another' }, person('stranger'))
  await appointAdministrator(clinic.deps, OPERATOR, 'network', person('second'))
  office = startOffice()
})

describe('a person who began a study', () => {
  const begin = (user: string, organisation = 'network') =>
    call(user, 'POST', '/api/studies', {
      ...{ id: 'new-study', title: 'A new study', template: 'chronic-pain', organisation },
    })
  const find = () => clinic.deps.memberships.find('founder', 'new-study')

  beforeEach(async () => {
    expect((await begin('founder')).status).toBe(201)
    await grant('second', 'new-study', { administers: true })
  })

  test('begins it again without any change', async () => {
    const before = await find()
    expect((await begin('founder')).status).toBe(201)
    expect(await find()).toEqual(before)
  })

  test('does not come back by that once they are removed', async () => {
    await revokeMembership(clinic.deps, OPERATOR, { study: 'new-study', sub: 'founder' })
    expect((await begin('founder')).status).toBe(409)
    expect(await find()).toBeUndefined()
  })

  test('nor out of another organization', async () => {
    await revokeMembership(clinic.deps, OPERATOR, { study: 'new-study', sub: 'founder' })
    await dismissAdministrator(clinic.deps, OPERATOR, 'network', 'founder')
    await appointAdministrator(clinic.deps, OPERATOR, 'other', person('founder'))
    expect((await begin('founder', 'other')).status).toBe(409)
    expect(await find()).toBeUndefined()
  })

  test('nor rises again from the role that they were given since', async () => {
    await grant('founder', 'new-study', { role: 'monitor', blinded: true })
    expect((await begin('founder')).status).toBe(409)
    expect(await find()).toMatchObject({ role: 'monitor', administers: false, blinded: true })
  })

  test('keeps the role that they were given where they administer it still', async () => {
    await grant('founder', 'new-study', { role: 'monitor', administers: true, blinded: true })
    expect((await begin('founder')).status).toBe(201)
    expect(await find()).toMatchObject({ role: 'monitor', administers: true, blinded: true })
  })
})

test('a study whose beginning stopped before it had a lead, or an organization, is begun by the same again', async () => {
  const order = { id: 'stopped', title: 'Stopped', template: 'depression', organisation: 'network' }
  const stopAt = (action: string) => {
    const { audit } = clinic.deps
    const write: typeof audit.write = async (chain, event, writes) => {
      if (typeof event === 'object' && event.action === action) throw new Error('killed')
      return audit.write(chain, event, writes)
    }
    const library = createStoredLibrary(clinic.deps)
    const outlineStudy = createStudyOutlines({ library, drafts: clinic.deps.drafts })
    const { openInstruments } = library
    return createOfficeApi({
      ...clinic.deps,
      library,
      outlineStudy,
      openInstruments,
      audit: { ...audit, write },
    })
  }
  for (const action of ['membership.granted', 'organisation.study-adopted']) {
    office = stopAt(action)
    expect((await call('founder', 'POST', '/api/studies', order)).status).toBe(500)
  }
  office = startOffice()
  expect((await call('founder', 'POST', '/api/studies', order)).status).toBe(201)
  expect(await clinic.deps.memberships.find('founder', 'stopped')).toMatchObject({ role: 'lead' })
  expect(await clinic.deps.organisations.findOwner('stopped')).toBe('network')
  expect((await call('second', 'POST', '/api/studies', order)).status).toBe(409)
})

describe('a version is published by a lead who has not written it', () => {
  const path = `/api/studies/${TRIAL}/draft`
  const write = async (user: string, change: object) => {
    const { revision } = await clinic.deps.drafts.find(TRIAL)
    const definition = { ...findNewest(TRIAL), ...change }
    const { status, body } = await call(user, 'PUT', path, { revision, definition })
    expect([status, body.problems]).toEqual([200, []])
    return revision + 1
  }
  const publish = async (user: string, revision: number, more: object = {}) => {
    const { status, body } = await call(user, 'POST', `${path}/publish`, { revision, ...more })
    return status === 201 ? 'published' : body.type
  }
  const REFUSED = '/problems/second-person-needed'
  const { arms: _, allocation: __, ...withoutArms } = findNewest(TRIAL)

  test.each([
    [
      'shows a role arms again',
      { blinding: { roles: ['lead', 'monitor'] } },
      { blinding: { roles: ['monitor'] } },
    ],
    ['blinds nobody any more', { blinding: { roles: ['lead'] } }, {}],
    ['shows smaller groups', { minimumCellSize: 20 }, { minimumCellSize: 19 }],
  ])('where it %s', async (_, before, after) => {
    const first = await write('lead', { ...before, version: '9.0.0' })
    expect(await publish('lead', first)).toBe('published')
    // At once, by a function that knows the version before.
    const second = await write('lead', { ...after, version: '9.1.0' })
    expect(await publish('lead', second)).toBe(REFUSED)
    expect(await publish('colleague', second)).toBe('published')
  })

  test('where it has no arms any more, of whom some are blinded', async () => {
    const { revision } = await clinic.deps.drafts.find(TRIAL)
    const definition = { ...withoutArms, arms: [], version: '9.0.0' }
    await call('lead', 'PUT', path, { revision, definition })
    expect(await publish('lead', revision + 1)).toBe(REFUSED)
  })

  test('where it comes before one that will hide more', async () => {
    const first = await write('colleague', { blinding: { roles: ['lead'] }, version: '9.0.0' })
    const from = clinic.time.now.add({ hours: 24 }).toString()
    expect(await publish('colleague', first, { from })).toBe('published')
    expect(await publish('lead', await write('lead', { version: '9.1.0' }))).toBe(REFUSED)
  })

  test('and by anyone where it hides more than before', async () => {
    const revision = await write('lead', {
      ...{ blinding: { roles: ['lead'] }, minimumCellSize: 50, version: '9.0.0' },
    })
    expect(await publish('lead', revision)).toBe('published')
  })
})

describe('a clinic that is held back from a version', () => {
  const path = `/api/studies/${TRIAL}/draft`
  const publish = async (user: string, version: string, more: object = {}) => {
    const { revision } = await clinic.deps.drafts.find(TRIAL)
    const definition = { ...findNewest(TRIAL), version }
    await call(user, 'PUT', path, { revision, definition })
    const { status } = await call(user, 'POST', `${path}/publish`, { revision: revision + 1, ...more })
    expect(status).toBe(201)
  }
  const find = async (site: string) =>
    (await createStoredLibrary(clinic.deps).findStudy(TRIAL, site))?.version
  const before = findNewest(TRIAL).version

  beforeEach(async () => {
    await grant('canyon-lead', TRIAL, { sites: ['canyon'] })
    await grant('gulf-lead', TRIAL, { sites: ['gulf'] })
  })

  test('stays so where the lead of another clinic publishes a further one', async () => {
    await publish('canyon-lead', '9.0.0', { later: [{ site: 'canyon' }] })
    await publish('gulf-lead', '9.1.0')
    expect([await find('canyon'), await find('gulf')]).toEqual([before, '9.1.0'])
    const versions = (await call('lead', 'GET', `/api/studies/${TRIAL}/versions`)).body.versions as object[]
    expect(versions.at(-1)).toMatchObject({ version: '9.1.0', later: [{ site: 'canyon' }] })
  })

  test('until its day, where the further version is not later than that', async () => {
    const from = clinic.time.now.add({ hours: 48 }).toString()
    await publish('canyon-lead', '9.0.0', { later: [{ site: 'canyon', from }] })
    await publish('gulf-lead', '9.1.0')
    expect(await find('canyon')).toBe(before)
    clinic.advance('PT48H')
    expect(await find('canyon')).toBe('9.1.0')
  })

  test('goes to the further one where its own lead publishes it', async () => {
    await publish('canyon-lead', '9.0.0', { later: [{ site: 'canyon' }] })
    await publish('canyon-lead', '9.1.0')
    expect(await find('canyon')).toBe('9.1.0')
  })
})
