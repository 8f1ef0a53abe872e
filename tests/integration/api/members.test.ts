import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { grantMembership, revokeMembership } from '../../../functions/workflows/access/change-members.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const OPERATOR = { kind: 'operator', by: 'operator@example.org' } as const
const ADMINISTRATOR = 'administrator'
let clinic: Clinic

beforeEach(async () => {
  clinic = await openClinic()
  await grantMembership(clinic.deps, OPERATOR, {
    ...{ sub: ADMINISTRATOR, name: 'Study office', study: STUDY, role: 'coordinator', sites: [] },
    ...{ administers: true, blinded: false },
  })
})

const path = (member = '') => `/api/studies/${STUDY}/members${member && `/${encodeURIComponent(member)}`}`
const list = async () => {
  const reply = await clinic.api(ADMINISTRATOR, 'GET', path())
  const { members } = (await reply.json()) as { members: { sub: string }[] }
  return members
}
const put = (
  member: string,
  body: unknown,
  who: string | undefined = ADMINISTRATOR,
  headers: Record<string, string> = {},
) => clinic.api(who, 'PUT', path(member), body, headers)
const revoke = (
  member: string,
  who: string | undefined = ADMINISTRATOR,
  headers: Record<string, string> = {},
) => clinic.api(who, 'DELETE', path(member), undefined, headers)
const readEntries = async () =>
  (await clinic.audit.listChain(STUDY)).filter(({ action }) => action.startsWith('membership.'))

const MEMBER = { name: 'Somebody new', role: 'coordinator', sites: ['mesa'] }

describe('memberships are changed', () => {
  test.each([
    ['by nobody who is not signed in', undefined, 401],
    ['by nobody who is no member', 'somebody', 404],
    ['by no coordinator', 'coordinator-harbor', 403],
    ['by no lead', 'lead', 403],
  ])('%s', async (_, who, status) => {
    const before = await list()
    const calls = [
      await clinic.api(who, 'GET', path()),
      await clinic.api(who, 'PUT', path('new'), MEMBER),
      await clinic.api(who, 'DELETE', path('lead')),
    ]
    expect(calls.map((reply) => reply.status)).toEqual([status, status, status])
    if (status === 403)
      for (const reply of calls)
        expect(await reply.json()).toMatchObject({ type: '/problems/not-administrator' })
    expect(await list()).toEqual(before)
  })

  test.each([
    [{ ...MEMBER, sites: ['mesa', 'elsewhere'] }, '/sites/1'],
    [{ ...MEMBER, role: 'administrator' }, '/role'],
    [{ ...MEMBER, name: '' }, '/name'],
    [{ role: 'lead', sites: [] }, '/name'],
    [{ ...MEMBER, administers: 'yes' }, '/administers'],
    [{ ...MEMBER, blinded: 1 }, '/blinded'],
    [{ ...MEMBER, study: 'another' }, ''],
  ])('to nothing that means nothing: %j', async (body, pointer) => {
    const reply = await put('new', body)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toContain(pointer)
    expect((await list()).map(({ sub }) => sub)).not.toContain('new')
  })

  test('in no study that is not there, nor by who administers another one', async () => {
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(
        (
          await clinic.api(
            ADMINISTRATOR,
            method,
            `/api/studies/another/members${method === 'GET' ? '' : '/new'}`,
            method === 'PUT' ? MEMBER : undefined,
          )
        ).status,
      ).toBe(404)
  })
})

test('a membership is granted, changed, and the same again is no change; each change is in the audit trail with what was before', async () => {
  const before = (await readEntries()).length
  expect((await clinic.api('new', 'GET', `/api/studies/${STUDY}`)).status).toBe(404)
  const granted = await put('new', MEMBER)
  expect(granted.status).toBe(201)
  const grant = { grantedAt: '2026-03-02T15:00:00.000Z', grantedBy: ADMINISTRATOR }
  expect(await granted.json()).toEqual({
    ...{ sub: 'new', ...MEMBER, administers: false, blinded: false, revision: 1, ...grant },
  })
  clinic.advance('P1D')
  expect((await clinic.api('new', 'GET', `/api/studies/${STUDY}`)).status).toBe(200)
  expect((await put('new', MEMBER)).status).toBe(200)
  expect((await put('new', { ...MEMBER, role: 'lead', sites: [] })).status).toBe(200)
  expect(await list()).toContainEqual({
    ...{ sub: 'new', name: MEMBER.name, role: 'lead', sites: [], administers: false, blinded: false },
    ...{ revision: 2, ...grant, lastSignInAt: null },
  })
  const entries = (await readEntries()).slice(before)
  expect(entries).toMatchObject([
    {
      action: 'membership.granted',
      actor: { kind: 'administrator', sub: ADMINISTRATOR },
      about: { sub: 'new', after: 'coordinator, at mesa' },
    },
    {
      action: 'membership.changed',
      about: { sub: 'new', before: 'coordinator, at mesa', after: 'lead, at no site' },
    },
  ])
  expect(JSON.stringify(entries)).not.toContain(MEMBER.name)
})

test('who is revoked is out at their next request, and no more on the list', async () => {
  const participants = `/api/studies/${STUDY}/participants?site=mesa`
  expect((await clinic.api('coordinator-mesa', 'GET', participants)).status).toBe(200)
  const reply = await revoke('coordinator-mesa')
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject({ sub: 'coordinator-mesa', sites: ['mesa'] })
  expect((await clinic.api('coordinator-mesa', 'GET', participants)).status).toBe(404)
  expect((await list()).map(({ sub }) => sub)).toEqual([ADMINISTRATOR, 'coordinator-harbor', 'lead'])
  expect(await clinic.deps.memberships.listByPerson('coordinator-mesa')).toEqual([])
  expect((await readEntries()).at(-1)).toMatchObject({
    action: 'membership.revoked',
    about: { sub: 'coordinator-mesa', before: 'coordinator, at mesa' },
  })
  expect((await revoke('coordinator-mesa')).status).toBe(404)
})

describe('what somebody gives themselves', () => {
  const own = { ...MEMBER, sites: [], administers: true }

  test('is never an end of their own blinding, also where they administer alone', async () => {
    expect((await put(ADMINISTRATOR, { ...own, blinded: true })).status).toBe(200)
    const reply = await put(ADMINISTRATOR, { ...own, blinded: false })
    expect([reply.status, await reply.json()]).toMatchObject([409, { type: '/problems/own-blinding' }])
    expect((await put(ADMINISTRATOR, { ...own, administers: true })).status).toBe(200)
    expect(await clinic.deps.memberships.find(ADMINISTRATOR, STUDY)).toMatchObject({ blinded: true })
  })

  test('is a clinic or another role only while nobody else administers', async () => {
    expect((await put(ADMINISTRATOR, { ...own, sites: ['mesa'] })).status).toBe(200)
    expect((await put('second', own)).status).toBe(201)
    for (const more of [{ sites: ['mesa', 'harbor'] }, { sites: ['mesa'], role: 'lead' }])
      expect((await put(ADMINISTRATOR, { ...own, ...more })).status).toBe(409)
    expect((await put(ADMINISTRATOR, { ...own, name: 'Less', sites: [] })).status).toBe(200)
    expect((await put(ADMINISTRATOR, { ...own, sites: ['mesa'] }, 'second')).status).toBe(200)
  })
})

describe('somebody always administers', () => {
  test('the last one is neither revoked nor changed to one who does not, by nobody', async () => {
    for (const reply of [
      await revoke(ADMINISTRATOR),
      await put(ADMINISTRATOR, { ...MEMBER, administers: false }),
    ]) {
      expect(reply.status).toBe(409)
      expect(await reply.json()).toMatchObject({ type: '/problems/last-administrator' })
    }
    await expect(
      revokeMembership(clinic.deps, OPERATOR, { study: STUDY, sub: ADMINISTRATOR }),
    ).rejects.toMatchObject({ problem: { code: 'last-administrator' } })
    expect((await list()).map(({ sub }) => sub)).toContain(ADMINISTRATOR)
  })

  test('who has granted it to another one may go', async () => {
    expect((await put('lead', { name: 'Lead', role: 'lead', sites: [], administers: true })).status).toBe(200)
    expect((await revoke(ADMINISTRATOR)).status).toBe(200)
    expect((await clinic.api(ADMINISTRATOR, 'GET', path())).status).toBe(404)
    expect((await clinic.api('lead', 'GET', path())).status).toBe(200)
    expect((await revoke('lead', 'lead')).status).toBe(409)
  })

  test('of two who revoke each other at one moment, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [`a-${round}`, `b-${round}`]
      for (const sub of [a, b]) await put(sub, { ...MEMBER, sites: [], administers: true })
      // The third one goes first, so that the two are the last.
      expect((await revoke(ADMINISTRATOR, a)).status).toBe(200)
      const replies = await Promise.all([revoke(b, a), revoke(a, b)])
      expect(await clinic.deps.memberships.countAdministrators(STUDY)).toBe(1)
      const left = await clinic.deps.memberships.listByStudy(STUDY)
      expect(left.filter(({ administers }) => administers)).toHaveLength(1)
      expect(replies.some(({ status }) => status === 200)).toBe(true)
      const sub = left.find(({ administers }) => administers)?.sub ?? ''
      expect((await put(ADMINISTRATOR, { ...MEMBER, sites: [], administers: true }, sub)).status).toBe(201)
      expect((await revoke(sub)).status).toBe(200)
    }
  })
})

test('what an operator does names who they are', async () => {
  await revokeMembership(clinic.deps, OPERATOR, { study: STUDY, sub: 'lead' })
  expect((await readEntries()).at(-1)).toMatchObject({
    actor: { kind: 'operator' },
    about: { by: OPERATOR.by, sub: 'lead' },
  })
})

test('an operator grants nothing in a study that is not there', async () => {
  const membership = { sub: 'new', ...MEMBER, study: 'another', administers: false } as never
  await expect(grantMembership(clinic.deps, OPERATOR, membership)).rejects.toMatchObject({
    errors: [{ pointer: '/study' }],
  })
})

describe('of two who change the same membership', () => {
  test('the second one, who saw what it was before, is refused and changes nothing', async () => {
    const first = await put('lead', { name: 'Lead', role: 'lead', sites: ['mesa'] }, ADMINISTRATOR, {
      'if-match': '"1"',
    })
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"'])
    for (const reply of [
      await put('lead', { name: 'Lead', role: 'lead', sites: ['harbor'] }, ADMINISTRATOR, {
        'if-match': '"1"',
      }),
      await revoke('lead', ADMINISTRATOR, { 'if-match': '"1"' }),
    ]) {
      expect(reply.status).toBe(412)
      expect(await reply.json()).toMatchObject({ type: '/problems/member-changed' })
    }
    expect(await clinic.deps.memberships.find('lead', STUDY)).toMatchObject({ sites: ['mesa'] })
    expect((await revoke('lead', ADMINISTRATOR, { 'if-match': '"2"' })).status).toBe(200)
  })

  test('whoever expects none is refused where there is one', async () => {
    expect((await put('lead', MEMBER, ADMINISTRATOR, { 'if-match': '"0"' })).status).toBe(412)
    expect((await put('new', MEMBER, ADMINISTRATOR, { 'if-match': '"0"' })).status).toBe(201)
  })

  test.each(['1', 'W/"1"', '"one"', '*'])('what is no revision is refused: %s', async (header) => {
    const reply = await put('lead', MEMBER, ADMINISTRATOR, { 'if-match': header })
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer: 'If-Match' }] })
  })
})

describe('the access list', () => {
  test('says when somebody last signed in, whichever study it was for', async () => {
    await clinic.deps.lastSignIns.record('lead', '2026-03-01T10:00:00.000Z')
    expect(await list()).toMatchObject([
      { sub: ADMINISTRATOR, lastSignInAt: null },
      { sub: 'coordinator-harbor' },
      { sub: 'coordinator-mesa' },
      { sub: 'lead', lastSignInAt: '2026-03-01T10:00:00.000Z', grantedBy: null },
    ])
  })

  test('is a table for those who administer, and each leaves its digest in the audit trail', async () => {
    const csv = `${path()}?format=csv`
    expect((await clinic.api('lead', 'GET', csv)).status).toBe(403)
    await put('new', { ...MEMBER, name: '=1+1, "new"', blinded: true })
    await clinic.deps.lastSignIns.record('new', '2026-03-01T10:00:00.000Z')
    const reply = await clinic.api(ADMINISTRATOR, 'GET', csv)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await reply.text()
    expect(text.split('\r\n')).toEqual([
      'name,account,role,sites,administers,blinded,granted_at,granted_by,last_sign_in_at',
      'Study office,administrator,coordinator,,yes,no,2026-03-02T15:00:00.000Z,operator,',
      'coordinator-harbor,coordinator-harbor,coordinator,harbor,no,no,2026-03-02T15:00:00.000Z,operator,',
      'coordinator-mesa,coordinator-mesa,coordinator,mesa,no,no,2026-03-02T15:00:00.000Z,operator,',
      'lead,lead,lead,,no,no,2026-03-02T15:00:00.000Z,operator,',
      `"'=1+1, ""new""",new,coordinator,mesa,no,yes,2026-03-02T15:00:00.000Z,administrator,2026-03-01T10:00:00.000Z`,
      '',
    ])
    const entries = (await clinic.audit.listChain(STUDY)).filter(
      ({ action }) => action === 'access-list.exported',
    )
    expect(entries).toMatchObject([
      {
        actor: { kind: 'administrator', sub: ADMINISTRATOR },
        about: { members: 5, sha256: createHash('sha256').update(text).digest('hex') },
      },
    ])
  })
})
