import { beforeEach, describe, expect, test } from 'vitest'
import { createOfficeApi } from '../../../functions/api/office-api.ts'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { createStudyOutlines } from '../../../functions/records/library/study-outline.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { foundOrganisation } from '../../../functions/workflows/organisations/change-organisation.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const OPERATOR = { kind: 'operator', by: 'operator@example.org' } as const
const NEWEST = (shippedDefinitions.studies as readonly { id: string; version: string }[]).findLast(
  ({ id }) => id === STUDY,
) as unknown as Source
type Source = Record<string, unknown> & { version: string; sites: { id: string; name: string }[] }
type Review = {
  revision: number
  basedOn?: string
  definition: Source
  problems: { pointer: string; code: string; detail: string }[]
  changes?: { kind: string; path: string; before?: string; after?: string }[]
}

let clinic: Clinic
let office: ReturnType<typeof createOfficeApi>

/** The office over the stored library; a function that has just started each time, so that nothing is kept. */
const startOffice = () => {
  const library = createStoredLibrary(clinic.deps)
  return createOfficeApi({
    ...clinic.deps,
    ...{
      library,
      outlineStudy: createStudyOutlines({ library, drafts: clinic.deps.drafts }),
      openInstruments: library.openInstruments,
    },
  })
}

beforeEach(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
  for (const [sub, administers] of [
    ['other-lead', false],
    ['administrator', true],
  ] as const)
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub, name: sub, study: STUDY, role: 'lead', sites: [], administers, blinded: false },
    })
  for (const sub of ['administrator', 'second'])
    await foundOrganisation(clinic.deps, 'test', { id: 'network', name: 'A network' }, { sub, name: sub })
  office = startOffice()
})

async function call(user: string | undefined, method: string, path: string, body?: unknown) {
  const reply = await office.request(path, {
    method,
    headers: {
      ...(user && { authorization: `Bearer ${user}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}
const path = (rest = '', study = STUDY) => `/api/studies/${study}/draft${rest}`
const save = async (definition: unknown, revision = 0, user = 'lead', study = STUDY) =>
  call(user, 'PUT', path('', study), { revision, definition })
const review = async (study = STUDY, user = 'lead') => {
  const { body } = await call(user, 'GET', path('', study))
  return body as unknown as Review
}
const publish = (revision: number, user = 'lead', more: object = {}, study = STUDY) =>
  call(user, 'POST', path('/publish', study), { revision, ...more })
const next = (change: object = {}): Source => ({ ...NEWEST, version: '9.0.0', ...change })

describe('a draft is refused', () => {
  test.each([
    ['to nobody who is not signed in', undefined, 401],
    ['to nobody who is no member', 'somebody', 404],
    ['to no coordinator', 'coordinator-harbor', 403],
  ])('%s', async (_, user, status) => {
    await save(next())
    const replies = [
      await call(user, 'GET', path()),
      await call(user, 'PUT', path(), { revision: 1, definition: {} }),
      await call(user, 'POST', path('/publish'), { revision: 1 }),
      await call(user, 'POST', path('/discard'), { revision: 1 }),
    ]
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => status))
    expect(await review()).toMatchObject({ revision: 1, definition: next() })
  })

  test('to a program, which has nobody who answers for it', async () => {
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: 'importer', name: 'importer', study: STUDY, role: 'lead', sites: [] },
      ...{ administers: false, blinded: false },
    })
    for (const [method, rest, body] of [
      ['PUT', '', { revision: 0, definition: {} }],
      ['POST', '/publish', { revision: 0 }],
      ['POST', '/discard', { revision: 0 }],
    ] as const)
      expect(await call('program.importer', method, path(rest), body)).toMatchObject({
        status: 403,
        body: { type: '/problems/person-needed' },
      })
  })

  test('where it was changed since it was read, by whoever it was, and what stands there is kept', async () => {
    expect((await save(next({ title: 'One' }))).status).toBe(200)
    expect(await save(next({ title: 'Two' }), 0, 'other-lead')).toMatchObject({
      status: 412,
      body: { type: '/problems/draft-changed' },
    })
    expect((await publish(0)).status).toBe(412)
    expect((await call('lead', 'POST', path('/discard'), { revision: 7 })).status).toBe(412)
    expect((await review()).definition.title).toBe('One')
  })

  test('to the slower of two who save at once', async () => {
    await save(next())
    const replies = await Promise.all(
      ['lead', 'other-lead'].map((user) => save(next({ title: user }), 1, user)),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

test('what is not published has no draft, and none is published or discarded', async () => {
  expect((await call('lead', 'GET', path())).status).toBe(404)
  expect((await publish(0)).status).toBe(404)
  expect((await call('lead', 'POST', path('/discard'), { revision: 0 })).status).toBe(404)
})

describe('a draft is saved as it is', () => {
  test('as large as it may be, whatever it says', async () => {
    // Random, so that nothing of it is compressed away.
    const title = Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))).toString('base64')
    const noise = { a: title, b: [...title].reverse().join('') }
    expect((await save({ noise, title: title.slice(0, 50_000) })).status).toBe(200)
    expect((await review()).definition).toMatchObject({ noise })
    expect((await save({ noise, title, more: title }, 1)).status).toBe(413)
  })

  test('with no more than a title, and says what is missing', async () => {
    const { status, body } = await save({ title: 'A beginning' })
    const { problems, changes, definition } = body as unknown as Review
    expect(status).toBe(200)
    expect(definition).toEqual({ title: 'A beginning' })
    expect(problems.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/id', '/version', '/sites', '/timepoints', '/texts']),
    )
    expect(changes).toBeUndefined()
  })

  test('with every change against the version in force, in the order of the definition', async () => {
    const [site, ...sites] = NEWEST.sites
    const { body } = await save(
      next({
        title: 'A new title',
        sites: [...sites, { ...site, name: 'A new name' }, { ...site, id: 'third' }],
      }),
    )
    const { changes, problems, basedOn } = body as unknown as Review
    expect(problems).toEqual([])
    expect(basedOn).toBe(NEWEST.version)
    expect(changes).toEqual([
      { kind: 'changed', path: '/title', before: NEWEST.title, after: 'A new title' },
      { kind: 'changed', path: `/sites/${site?.id}/name`, before: site?.name, after: 'A new name' },
      expect.objectContaining({ kind: 'added', path: '/sites/third' }),
    ])
  })

  test('and the audit trail has each saving by whom, with the hashes of before and after', async () => {
    await save(next({ title: 'One' }))
    await save(next({ title: 'Two' }), 1, 'other-lead')
    const entries = (await clinic.audit.listChain(STUDY)).filter(({ action }) =>
      action.startsWith('study-draft'),
    )
    expect(entries).toMatchObject([
      { action: 'study-draft.created', actor: { kind: 'lead', sub: 'lead' }, about: { revision: 1 } },
      { action: 'study-draft.saved', actor: { kind: 'lead', sub: 'other-lead' }, about: { revision: 2 } },
    ])
    expect(entries[1]?.about?.before).toBe(entries[0]?.about?.after)
    expect(JSON.stringify(entries)).not.toContain('Two')
  })
})

describe('publishing', () => {
  test.each([
    ['of another study', { id: 'another' }, '/id'],
    ['of a version that there is', { version: NEWEST.version }, '/version'],
    ['of an older version', { version: '0.1.0' }, '/version'],
    ['of an instrument that nobody published', { timepoints: [] }, '/timepoints'],
  ])('%s is refused with the problem at its field', async (_, change, pointer) => {
    await save(next(change))
    const { status, body } = await publish(1)
    expect(status).toBe(422)
    expect(body.type).toBe('/problems/draft-faulty')
    expect((body.errors as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer)
    expect((await call('lead', 'GET', `/api/studies/${STUDY}/versions`)).body.inForce).toBe(NEWEST.version)
  })

  test('from an instant that has passed is refused', async () => {
    await save(next())
    expect(await publish(1, 'lead', { from: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/from' }] },
    })
  })

  test('wants a second person where the version in force says so, whatever the draft says', async () => {
    await save(next({ publication: { approval: 'second-person' } }))
    expect((await publish(1)).status).toBe(201)
    office = startOffice()
    const revision = 2
    await save({ ...next({ version: '9.1.0' }) }, revision)
    await save({ ...next({ version: '9.1.0', title: 'Both' }) }, revision + 1, 'other-lead')
    for (const user of ['lead', 'other-lead'])
      expect(await publish(revision + 2, user)).toMatchObject({
        status: 409,
        body: { type: '/problems/second-person-needed' },
      })
    expect((await publish(revision + 2, 'administrator')).status).toBe(201)
  })

  test('wants a second person where it shows arms again to leads, who are blinded', async () => {
    await save(next({ blinding: { roles: ['lead', 'monitor'] } }))
    expect((await publish(1)).status).toBe(201)
    office = startOffice()
    for (const [at, blinding] of [undefined, { roles: ['monitor'] }].entries()) {
      await save(next({ version: '9.1.0', blinding }), 2 + at)
      expect(await publish(3 + at)).toMatchObject({
        ...{ status: 409, body: { type: '/problems/second-person-needed' } },
      })
    }
    expect((await publish(4, 'other-lead')).status).toBe(201)
  })

  test('puts the version in force, closes the draft and leaves what was published as it was', async () => {
    await save(next({ title: 'Published by people' }))
    const { status, body } = await publish(1)
    expect(status).toBe(201)
    office = startOffice()
    const versions = (await call('coordinator-harbor', 'GET', `/api/studies/${STUDY}/versions`)).body
    expect(versions.inForce).toBe('9.0.0')
    expect((versions.versions as unknown[]).length).toBe(
      shippedDefinitions.studies.filter((one) => (one as Source).id === STUDY).length + 1,
    )
    expect((versions.versions as { version: string; hash: string }[]).at(-1)).toEqual({
      version: '9.0.0',
      hash: body.hash,
    })
    expect((await call('lead', 'GET', path())).status).toBe(404)
    const library = createStoredLibrary(clinic.deps)
    expect((await library.findStudy(STUDY))?.title).toBe('Published by people')
    const [entry] = (await clinic.audit.listChain(STUDY)).filter(({ about }) =>
      String(about?.versions).startsWith('9.0.0'),
    )
    expect(entry).toMatchObject({ action: 'study.published', actor: { kind: 'lead', sub: 'lead' } })
  })

  test('from an instant leaves the version before in force until then', async () => {
    await save(next())
    const from = clinic.time.now.add({ hours: 1 }).toString()
    expect((await publish(1, 'lead', { from })).status).toBe(201)
    office = startOffice()
    const read = async () => (await call('lead', 'GET', `/api/studies/${STUDY}/versions`)).body.inForce
    expect(await read()).toBe(NEWEST.version)
    clinic.advance('PT1H')
    expect(await read()).toBe('9.0.0')
  })

  test('that stopped before the draft was closed is finished by the same again', async () => {
    await save(next())
    const stored = await clinic.deps.drafts.find(STUDY)
    expect((await publish(1)).status).toBe(201)
    // The draft as it stood before it was closed.
    const { drafts } = clinic.deps
    const again = createOfficeApi({ ...clinic.deps, drafts: { find: async () => stored } } as never)
    office = again
    expect((await publish(1)).status).toBe(412)
    expect(await drafts.find(STUDY)).toMatchObject({ revision: 2, draft: undefined })
  })
})

describe('a new study', () => {
  const create = (user: string, change: object = {}) =>
    call(user, 'POST', '/api/studies', { id: 'new-study', title: 'A new study', copyOf: STUDY, ...change })

  test.each([
    ['by a member who administers no organization', 'lead', {}, 403],
    ['in an organization that is not theirs', 'administrator', { organisation: 'other-network' }, 403],
    ['as a copy of a study that is not theirs', 'administrator', { copyOf: 'another' }, 404],
    ['by nobody who is no member', 'somebody', {}, 404],
    ['under an id that is taken', 'administrator', { id: STUDY }, 409],
    ['under an id that is none', 'administrator', { id: 'New Study' }, 422],
    ['from nothing', 'administrator', { copyOf: undefined }, 422],
    ['from a copy and a template at once', 'administrator', { template: 'depression' }, 422],
    ['from a template that there is not', 'administrator', { copyOf: undefined, template: 'sleep' }, 422],
    [
      'from a template by a member who administers nothing',
      'lead',
      { copyOf: undefined, template: 'depression' },
      403,
    ],
  ])('is not begun %s', async (_, user, change, status) => {
    expect((await create(user, change)).status).toBe(status)
    expect((await clinic.deps.drafts.find('new-study')).revision).toBe(0)
  })

  test('is begun as a draft of whoever begins it, published, and in force with its members', async () => {
    const { status, body } = await create('administrator')
    expect(status).toBe(201)
    expect(body).toMatchObject({
      revision: 1,
      problems: [],
      definition: { id: 'new-study', version: '1.0.0' },
    })
    expect((await create('administrator')).status).toBe(201)
    expect((await call('lead', 'GET', path('', 'new-study'))).status).toBe(404)
    expect((await publish(1, 'administrator', {}, 'new-study')).status).toBe(201)
    const library = createStoredLibrary(clinic.deps)
    expect(await library.openStudy('new-study')).toMatchObject({ definition: { title: 'A new study' } })
    expect((await library.listStudies()).map(({ study }) => study)).toContain('new-study')
    expect(await clinic.deps.memberships.find('administrator', 'new-study')).toMatchObject({
      ...{ role: 'lead', administers: true },
    })
    expect(await clinic.deps.organisations.listStudies('network')).toEqual(['new-study'])
  })
})

test('of two who begin a study of one id, one has it', async () => {
  await grantMembership(clinic.deps, OPERATOR, {
    ...{
      sub: 'second',
      name: 'second',
      study: STUDY,
      role: 'lead',
      sites: [],
      administers: true,
      blinded: false,
    },
  })
  const replies = await Promise.all(
    ['administrator', 'second'].map((user) =>
      call(user, 'POST', '/api/studies', { id: 'new-study', title: user, copyOf: STUDY }),
    ),
  )
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
})

test('who administers several organizations says in which one a study begins', async () => {
  const another = { id: 'another', name: 'Another' }
  await foundOrganisation(clinic.deps, 'test', another, { sub: 'administrator', name: 'administrator' })
  const order = { id: 'new-study', title: 'New', template: 'depression' }
  expect((await call('administrator', 'POST', '/api/studies', order)).status).toBe(403)
  const named = await call('administrator', 'POST', '/api/studies', { ...order, organisation: 'another' })
  expect(named.status).toBe(201)
  expect(await clinic.deps.organisations.findOwner('new-study')).toBe('another')
})
