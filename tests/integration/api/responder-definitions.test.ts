import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatLibraryChain, formatStudyChain } from '../../../functions/records/audit/audit.store.ts'
import { createStoredLibrary } from '../../../functions/records/library/stored-library.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { buildDefinitionSource as build, WRONG_RULES } from '../../support/definition-sources.ts'

const OPERATOR = { kind: 'operator', by: 'test' } as const
const TRIAL = 'ketamine-magnesium-trial'
const LIST = `/api/studies/${STUDY}/responder-definitions`
const DRAFT = `/api/studies/${STUDY}/definition-drafts/own-relief`
type Body = Record<string, unknown> & {
  type?: string
  hash?: string
  revision?: number
  rule?: Record<string, string>
  errors?: Problem[]
  problems?: Problem[]
  definitions?: Listed[]
  drafts?: object[]
}
type Problem = { pointer: string; code: string; detail: string }
type Listed = {
  id: string
  version: string
  isOwn: boolean
  retired?: object
  usedBy: object[]
  problems: Problem[]
}

let clinic: Clinic

const open = async () => {
  const opened = await openClinic()
  await seedLibrary(opened.deps, shippedDefinitions)
  for (const [sub, study, role] of [
    ['other-lead', STUDY, 'lead'],
    ['monitor', STUDY, 'monitor'],
    ['trial-lead', TRIAL, 'lead'],
  ] as const)
    await grantMembership(opened.deps, OPERATOR, {
      ...{ sub, name: sub, study, role, sites: [], administers: false, blinded: false },
    })
  return opened
}

async function call(user: string | undefined, method: string, path: string, body?: unknown) {
  const reply = await clinic.api(user, method, path, body)
  return { status: reply.status, body: (await reply.json()) as Body }
}
const publish = (definition: unknown, user = 'lead', study = STUDY) =>
  call(user, 'POST', `/api/studies/${study}/responder-definitions`, { definition })
const list = async (user = 'lead') => (await call(user, 'GET', LIST)).body.definitions ?? []
const save = (definition: unknown, revision = 0, user = 'lead') =>
  call(user, 'PUT', DRAFT, { revision, definition })

describe('wrong rules', () => {
  beforeAll(async () => {
    clinic = await open()
  })
  afterAll(() => clinic.tables.drop())

  test('are of at least 20 kinds', () => {
    expect(new Set(WRONG_RULES.map(([what]) => what)).size).toBeGreaterThanOrEqual(20)
  })

  test('of each kind are kept in a draft, named at their field, and neither computed nor published', async () => {
    for (const [what, rule, pointer] of WRONG_RULES) {
      const stored = await clinic.deps.definitionDrafts.find(STUDY, 'own-relief')
      const { status, body } = await save(build({ rule }), stored.revision)
      expect(status, what).toBe(200)
      expect(
        body.problems?.map((one) => one.pointer),
        what,
      ).toContain(pointer)
      for (const { detail } of body.problems ?? []) expect(detail, what).not.toBe('')
      const revision = stored.revision + 1
      const refused = { status: 422, body: { type: '/problems/draft-faulty' } }
      expect(await call('lead', 'POST', `${DRAFT}/publish`, { revision }), what).toMatchObject(refused)
      const preview = await call('lead', 'GET', `${DRAFT}/preview`)
      expect(preview, what).toMatchObject(refused)
      expect(
        preview.body.errors?.map((one) => one.pointer),
        what,
      ).toContain(pointer)
    }
    expect((await list()).filter(({ id }) => id === 'own-relief')).toEqual([])
  })

  test('deeper than any JSON here are refused before anything is kept', async () => {
    const deep = `{"revision":0,"definition":{"rule":${'{"op":"not","rule":'.repeat(70)}{}${'}'.repeat(70)}}}`
    expect((await clinic.api('lead', 'PUT', DRAFT, deep)).status).toBe(400)
  })
})

describe('nobody else', () => {
  beforeAll(async () => {
    clinic = await open()
    await save(build())
  })
  afterAll(() => clinic.tables.drop())

  test.each([
    ['who is not signed in', undefined, 401, 401],
    ['who is no member', 'somebody', 404, 404],
    ['who leads another study', 'trial-lead', 404, 404],
    ['who is a coordinator', 'coordinator-harbor', 403, 200],
    ['who is a monitor', 'monitor', 403, 200],
  ])('%s drafts, computes, publishes, retires or uses a definition', async (_, user, status, reading) => {
    const ref = `${LIST}/pain-relief-30/1.0.0`
    const replies = [
      await call(user, 'GET', DRAFT),
      await call(user, 'GET', `/api/studies/${STUDY}/definition-drafts`),
      await call(user, 'GET', `${DRAFT}/preview`),
      await call(user, 'PUT', DRAFT, { revision: 1, definition: {} }),
      await call(user, 'POST', `${DRAFT}/publish`, { revision: 1 }),
      await call(user, 'POST', `${DRAFT}/discard`, { revision: 1 }),
      await call(user, 'POST', LIST, { definition: build() }),
      await call(user, 'POST', `${ref}/retirement`, { reason: 'None.' }),
      await call(user, 'POST', `${ref}/use`, { revision: 0, role: 'exploratory' }),
    ]
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => status))
    expect((await call(user, 'GET', LIST)).status).toBe(reading)
    expect((await call(user, 'GET', ref)).status).toBe(reading)
    expect((await call('lead', 'GET', DRAFT)).body).toMatchObject({ revision: 1, definition: build() })
  })

  test('writes as a program, which has nobody who answers for it', async () => {
    for (const [method, path, body] of [
      ['PUT', DRAFT, { revision: 1, definition: {} }],
      ['POST', `${DRAFT}/publish`, { revision: 1 }],
      ['POST', LIST, { definition: build() }],
      ['POST', `${LIST}/pain-relief-30/1.0.0/use`, { revision: 0, role: 'exploratory' }],
    ] as const)
      expect(await call('program.lead', method, path, body)).toMatchObject({
        status: 403,
        body: { type: '/problems/person-needed' },
      })
  })
})

describe('a definition', () => {
  beforeEach(async () => {
    clinic = await open()
    return () => clinic.tables.drop()
  })

  test.each([
    ['that is none', { id: 'own-relief' }, '/version'],
    ['without Spanish words', build({ title: { en: 'Own relief' } }), '/title/es'],
    ['without a source', build({ source: '  ' }), '/source'],
    ['of an endless title', build({ title: { en: 'a'.repeat(121), es: 'a' } }), '/title/en'],
    ['of evidence of no kind', build({ evidence: 'certain' }), '/evidence'],
    ['of a policy of no kind', build({ missing: 'guessed' }), '/missing'],
    ['of a faulty rule', build({ rule: { op: 'level', score: 'nothing/at-all', atMost: 1 } }), '/rule/score'],
    ['of an id that is none', build({ id: 'Own Relief' }), '/id'],
  ])('%s is not published, and says where it is wrong', async (_, definition, pointer) => {
    const { status, body } = await publish(definition)
    expect(status).toBe(422)
    expect(body.errors?.map((one) => one.pointer)).toContain(pointer)
    expect(JSON.stringify(body)).not.toContain('Own Relief')
  })

  test.each([
    ['another rule', { rule: { op: 'percent-improvement', score: 'pain', atLeast: 35 } }, '2.0.0'],
    ['another policy for missing answers', { missing: 'counted-as-not-met' }, '2.0.0'],
    ['other evidence', { evidence: 'unvalidated' }, '1.1.0'],
    ['other words', { source: 'Made up for another test.' }, '1.0.1'],
  ])('with %s is published under the number that says so, and no other', async (_, change, version) => {
    expect((await publish(build())).status).toBe(201)
    for (const wrong of ['1.0.0', '1.0.9', '3.0.0'])
      expect(await publish(build({ ...change, version: wrong }))).toMatchObject({
        status: 409,
        body: { errors: [{ pointer: '/version', detail: `must be ${version}` }] },
      })
    expect((await publish(build({ ...change, version }))).status).toBe(201)
  })

  test('is published once however often it is sent, with one audit entry, and never changes', async () => {
    const first = await publish(build())
    expect(first).toMatchObject({ status: 201, body: { hash: computeContentHash(build()) } })
    expect(await publish(build())).toMatchObject({ status: 200, body: first.body })
    expect(await publish(build({ version: '1.0.1' }))).toMatchObject({
      status: 409,
      body: { type: '/problems/responder-definition-unchanged' },
    })
    const entries = await clinic.deps.audit.listChain(formatLibraryChain())
    expect(
      entries.filter(({ about }) => about?.definition === 'responder-definition own-relief@1.0.0'),
    ).toEqual([
      expect.objectContaining({ action: 'definitions.published', actor: { kind: 'lead', sub: 'lead' } }),
    ])
    expect((await call('coordinator-harbor', 'GET', `${LIST}/own-relief/1.0.0`)).body).toEqual({
      ...{ hash: first.body.hash, definition: build() },
    })
  })

  test('belongs to the study that published it, and what ships to nobody', async () => {
    await publish(build())
    const ofOthers = { status: 409, body: { type: '/problems/responder-definition-of-others' } }
    const next = build({ version: '2.0.0', rule: { op: 'level', score: 'pain', atMost: 3 } })
    expect(await publish(next, 'trial-lead', TRIAL)).toMatchObject(ofOthers)
    expect(await publish(build({ id: 'pain-relief-30', version: '2.0.0' }))).toMatchObject(ofOthers)
    const retire = (study: string, user: string, ref: string) =>
      call(user, 'POST', `/api/studies/${study}/responder-definitions/${ref}/retirement`, { reason: 'Old.' })
    expect(await retire(TRIAL, 'trial-lead', 'own-relief/1.0.0')).toMatchObject(ofOthers)
    expect(await retire(STUDY, 'lead', 'pain-relief-30/1.0.0')).toMatchObject(ofOthers)
    expect((await retire(STUDY, 'lead', 'own-relief/9.0.0')).status).toBe(404)
    expect((await publish(next, 'other-lead')).status).toBe(201)
  })

  test('is listed with who uses it, and what of it does not fit the study', async () => {
    await publish(build())
    const all = await list('monitor')
    const find = (id: string, version = '1.0.0') =>
      all.find((one) => one.id === id && one.version === version)
    expect(all).toHaveLength(shippedDefinitions.responderDefinitions.length + 1)
    expect(find('own-relief')).toMatchObject({
      ...{ origin: 'published', isOwn: true, evidence: 'unconfirmed', usedBy: [], problems: [] },
      rule: { en: expect.stringContaining('at least 40%'), es: expect.stringMatching(/40\s%/) },
    })
    expect(find('pain-relief-30')).toMatchObject({
      ...{ origin: 'built-in', isOwn: false },
      usedBy: [{ study: STUDY, role: 'primary' }],
    })
    expect(find('omeract-oarsi')?.problems).toEqual([
      expect.objectContaining({ pointer: '/rule/rules/2/rules/2/rules/0/score' }),
    ])
  })

  test('that is retired stays as it is, and no new version of a study can name it', async () => {
    await publish(build())
    const retirement = `${LIST}/own-relief/1.0.0/retirement`
    expect((await call('lead', 'POST', retirement, { reason: ' ' })).status).toBe(422)
    const retired = await call('lead', 'POST', retirement, { reason: 'Too strict.' })
    expect(retired).toMatchObject({ status: 200, body: { reason: 'Too strict.' } })
    expect(await call('lead', 'POST', retirement, { reason: 'Too strict.' })).toEqual(retired)
    expect((await call('lead', 'POST', retirement, { reason: 'Too lax.' })).status).toBe(409)
    expect((await list()).find(({ id }) => id === 'own-relief')?.retired).toEqual(retired.body)
    const entries = await clinic.deps.audit.listChain(formatLibraryChain())
    expect(entries.filter(({ action }) => action === 'definition.retired')).toHaveLength(1)
    const use = await call('lead', 'POST', `${LIST}/own-relief/1.0.0/use`, {
      revision: 0,
      role: 'exploratory',
    })
    expect(use.body.problems).toEqual([
      expect.objectContaining({ code: 'retired', detail: 'own-relief@1.0.0 is retired: Too strict.' }),
    ])
    expect((await call('lead', 'GET', `${LIST}/own-relief/1.0.0`)).body.definition).toEqual(build())
  })
})

describe('a draft', () => {
  beforeEach(async () => {
    clinic = await open()
    return () => clinic.tables.drop()
  })

  test('is seen by a second editor, and of two who change it at once one is refused', async () => {
    await save(build({ title: { en: 'Begun' } }))
    expect((await call('other-lead', 'GET', DRAFT)).body).toMatchObject({
      ...{ revision: 1, changedBy: 'lead', definition: { title: { en: 'Begun' } } },
    })
    const both = await Promise.all(['lead', 'other-lead'].map((user) => save(build(), 1, user)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await save(build(), 1)).status).toBe(412)
    const drafts = (await call('lead', 'GET', `/api/studies/${STUDY}/definition-drafts`)).body.drafts
    expect(drafts).toEqual([expect.objectContaining({ definition: 'own-relief', revision: 2 })])
  })

  test('is of one id, may say nothing yet, and gives no revision out twice', async () => {
    expect((await save({})).body.problems?.map((one) => one.pointer)).toEqual(
      expect.arrayContaining(['/id', '/version', '/title', '/summary', '/evidence', '/source', '/rule']),
    )
    expect((await save(build({ id: 'another' }), 1)).body.problems).toEqual([
      expect.objectContaining({ pointer: '/id', detail: 'must be own-relief' }),
    ])
    expect((await call('lead', 'POST', `${DRAFT}/discard`, { revision: 2 })).body).toEqual({ revision: 3 })
    expect((await call('lead', 'GET', DRAFT)).status).toBe(404)
    expect((await save(build(), 0)).status).toBe(412)
    expect((await save(build(), 3)).status).toBe(200)
  })

  test('names what is wrong with its finished parts while others are not finished', async () => {
    const rule = { op: 'all', rules: [{ op: 'level', score: 'pain', atMost: 99 }, {}] }
    const { body } = await save({ id: 'own-relief', title: { en: 'Own relief' }, rule })
    expect(body.problems?.map((one) => one.pointer)).toEqual(
      expect.arrayContaining(['/rule/rules/0/atMost', '/rule/rules/1/op', '/title/es', '/source']),
    )
    expect(body.rule).toEqual({})
  })

  test('is refused where it is too large, and where there are too many', async () => {
    expect((await save(build({ source: 'a'.repeat(41_000) }))).status).toBe(413)
    for (let at = 0; at < 50; at += 1)
      await call('lead', 'PUT', DRAFT.replace('own-relief', `draft-${at}`), { revision: 0, definition: {} })
    expect(await save(build())).toMatchObject({
      status: 409,
      body: { type: '/problems/too-many-definition-drafts' },
    })
  })

  test('is published and closed, by one more request where the first stopped in between', async () => {
    await save(build())
    // Published, and not closed.
    expect((await publish(build())).status).toBe(201)
    expect((await call('lead', 'POST', `${DRAFT}/publish`, { revision: 1 })).status).toBe(201)
    expect((await call('lead', 'GET', DRAFT)).status).toBe(404)
    expect((await call('lead', 'POST', `${DRAFT}/publish`, { revision: 2 })).status).toBe(404)
    const actions = (await clinic.deps.audit.listChain(formatStudyChain(STUDY))).map(({ action }) => action)
    expect(actions.filter((one) => one.startsWith('definition-draft'))).toEqual([
      'definition-draft.created',
      'definition-draft.published',
    ])
  })
})

describe('a study', () => {
  beforeEach(async () => {
    clinic = await open()
    await publish(build())
    return () => clinic.tables.drop()
  })
  const use = (more: object, version = '1.0.0') =>
    call('lead', 'POST', `${LIST}/own-relief/${version}/use`, more)
  const readDraft = async () => (await clinic.deps.drafts.find(STUDY)).draft?.source as Record<string, never>
  const NAMED = { timepoint: 'week-12', estimand: 'all-treated' }

  test('takes a published definition by its name, as primary, and is in force with its content', async () => {
    const { body } = await use({ revision: 0, role: 'primary', ...NAMED })
    expect(body).toEqual({ revision: 1, problems: [] })
    const { responderDefinitions, endpoints } = await readDraft()
    expect(responderDefinitions).toContain('own-relief@1.0.0')
    expect(endpoints).toMatchObject({
      primary: { definition: 'own-relief', ...NAMED },
      // What was primary is not lost.
      secondary: expect.arrayContaining([
        { definition: 'pain-relief-30', timepoint: 'week-4', estimand: 'all-treated' },
      ]),
    })
    const published = await clinic.api('lead', 'POST', `/api/studies/${STUDY}/draft/publish`, { revision: 1 })
    expect(published.status).toBe(201)
    const inForce = await createStoredLibrary(clinic.deps).findStudy(STUDY)
    expect(inForce?.responderDefinitions.find(({ id }) => id === 'own-relief')).toEqual({
      ...build(),
      ...{ missing: 'not-assessable', lateAnswers: 'counted', hash: computeContentHash(build()) },
    })
    // A deployment finishes it anew, from the library.
    expect(await seedLibrary(clinic.deps, shippedDefinitions)).toMatchObject({ published: 0, written: 0 })
  })

  test('replaces another version of it, adds a secondary endpoint once, and follows its own draft', async () => {
    await publish(build({ version: '2.0.0', rule: { op: 'level', score: 'pain', atMost: 3 } }))
    await use({ revision: 0, role: 'secondary', ...NAMED })
    expect((await use({ revision: 0, role: 'exploratory' })).status).toBe(412)
    await use({ revision: 1, role: 'secondary', ...NAMED }, '2.0.0')
    const { responderDefinitions, endpoints } = await readDraft()
    expect(
      (responderDefinitions as unknown as string[]).filter((one) => one.startsWith?.('own-relief')),
    ).toEqual(['own-relief@2.0.0'])
    expect(JSON.stringify(endpoints).match(/own-relief/g)).toHaveLength(1)
  })

  test('is not given an endpoint without a timepoint, nor what is not published', async () => {
    expect(await use({ revision: 0, role: 'primary' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/timepoint' }, { pointer: '/estimand' }] },
    })
    expect((await use({ revision: 0, role: 'exploratory' }, '7.0.0')).status).toBe(404)
    expect(await readDraft()).toBeUndefined()
  })
})
