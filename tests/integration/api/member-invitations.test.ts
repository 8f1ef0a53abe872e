import { beforeEach, describe, expect, test } from 'vitest'
import { digestAddress } from '../../../functions/records/member-invitation/member-invitation-token.ts'
import { acceptInvitation } from '../../../functions/workflows/access/accept-invitation.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const OPERATOR = { kind: 'operator', by: 'operator@example.org' } as const
const [ADMINISTRATOR, OTHER] = ['administrator', 'other-administrator']
const ADDRESS = 'somebody.new@example.org'
const ORDER = { name: 'Somebody new', email: ADDRESS, role: 'coordinator', sites: ['mesa'] }
const INVITATIONS = `/api/studies/${STUDY}/member-invitations`
let clinic: Clinic

beforeEach(async () => {
  clinic = await openClinic()
  for (const sub of [ADMINISTRATOR, OTHER])
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub, name: `Name of ${sub}`, study: STUDY, role: 'coordinator', sites: [] },
      ...{ administers: true, blinded: false },
    })
})

type Invitation = { id: string; state: string; mail: string; email: string | null }

const invite = (body: unknown = ORDER, who: string | undefined = ADMINISTRATOR) =>
  clinic.api(who, 'POST', INVITATIONS, body)
async function requireInvitation(reply: Response): Promise<Invitation> {
  expect([200, 201]).toContain(reply.status)
  return (await reply.json()) as Invitation
}
const resend = ({ id }: Invitation, who: string | undefined = ADMINISTRATOR) =>
  clinic.api(who, 'POST', `${INVITATIONS}/${id}/resend`)
const revoke = ({ id }: Invitation, who: string | undefined = ADMINISTRATOR) =>
  clinic.api(who, 'DELETE', `${INVITATIONS}/${id}`)
const accept = (who: string | undefined, token: string) =>
  clinic.api(who, 'POST', `${INVITATIONS}/acceptance`, { token })
/** The token of the newest link. */
const newestToken = () =>
  /https:\/\/concord\.example\/console\/invitations\/[\w-]+\/(\w+)/.exec(
    clinic.mails.at(-1)?.body ?? '',
  )?.[1] ?? ''
const list = async () => {
  const reply = await clinic.api(ADMINISTRATOR, 'GET', INVITATIONS)
  return ((await reply.json()) as { invitations: Invitation[] }).invitations
}
const readEntries = async () =>
  (await clinic.audit.listChain(STUDY)).filter(({ action }) => action.startsWith('membership.invit'))
const find = (sub: string) => clinic.deps.memberships.find(sub, STUDY)

describe('nobody is invited', () => {
  test.each([
    ['by nobody who is not signed in', undefined, 401],
    ['by nobody who is no member', 'somebody', 404],
    ['by no coordinator', 'coordinator-harbor', 403],
    ['by no lead', 'lead', 403],
  ])('%s', async (_, who, status) => {
    const made = await requireInvitation(await invite())
    const calls = [
      await clinic.api(who, 'GET', INVITATIONS),
      await clinic.api(who, 'POST', INVITATIONS, ORDER),
      await clinic.api(who, 'POST', `${INVITATIONS}/${made.id}/resend`),
      await clinic.api(who, 'DELETE', `${INVITATIONS}/${made.id}`),
    ]
    expect(calls.map((reply) => reply.status)).toEqual([status, status, status, status])
    expect(clinic.mails).toHaveLength(1)
    expect(await list()).toHaveLength(1)
  })

  test('by no program, which accepts none either', async () => {
    const program = 'program.warehouse'
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: 'warehouse', name: 'Warehouse', study: STUDY, role: 'lead', sites: [] },
      ...{ administers: true, blinded: false },
    })
    const made = await requireInvitation(await invite())
    for (const reply of [
      await invite(ORDER, program),
      await resend(made, program),
      await revoke(made, program),
    ])
      expect(await reply.json()).toMatchObject({ type: '/problems/person-needed' })
    expect(await (await accept(program, newestToken())).json()).toMatchObject({
      type: '/problems/person-needed',
    })
  })

  test.each([
    [{ ...ORDER, email: 'somebody' }, '/email'],
    [{ ...ORDER, email: 'a@b@example.org' }, '/email'],
    [{ ...ORDER, email: 'Somebody <a@example.org>' }, '/email'],
    [{ ...ORDER, name: '' }, '/name'],
    [{ ...ORDER, role: 'administrator' }, '/role'],
    [{ ...ORDER, sites: ['elsewhere'] }, '/sites/0'],
  ])('in a way that means nothing: %j', async (body, pointer) => {
    const reply = await invite(body)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toContain(pointer)
    expect(clinic.mails).toEqual([])
  })
})

test('whoever is invited by mail opens the link, signs in and accepts, and is a member', async () => {
  const made = await requireInvitation(await invite())
  expect(made).toMatchObject({
    ...{ name: ORDER.name, email: ADDRESS, role: 'coordinator', sites: ['mesa'], administers: false },
    ...{ state: 'open', mail: 'sent', invitedBy: ADMINISTRATOR, acceptedBy: null },
    ...{ invitedAt: '2026-03-02T15:00:00.000Z', validUntil: '2026-03-09T15:00:00.000Z' },
  })
  expect(clinic.mails).toMatchObject([
    { to: ADDRESS, subject: 'Invitation to Concord / Invitación a Concord' },
  ])
  expect(clinic.mails[0]?.body).toContain(`Name of ${ADMINISTRATOR} invites you`)
  expect((await clinic.api('new-sub', 'GET', `/api/studies/${STUDY}`)).status).toBe(404)
  clinic.advance('P3D')
  const reply = await accept('new-sub', newestToken())
  expect(reply.status).toBe(201)
  const grant = { grantedAt: '2026-03-05T15:00:00.000Z', grantedBy: ADMINISTRATOR }
  expect(await reply.json()).toEqual({
    ...{ sub: 'new-sub', name: ORDER.name, role: 'coordinator', sites: ['mesa'] },
    ...{ administers: false, blinded: false, revision: 1, ...grant },
  })
  expect((await clinic.api('new-sub', 'GET', `/api/studies/${STUDY}`)).status).toBe(200)
  expect(await list()).toMatchObject([{ state: 'accepted', email: null, acceptedBy: 'new-sub' }])
})

test('each step is in the audit trail, with a digest of the address and no name', async () => {
  const made = await requireInvitation(await invite())
  await resend(made, OTHER)
  await accept('new-sub', newestToken())
  const other = await requireInvitation(await invite({ ...ORDER, email: 'another@example.org' }))
  await revoke(other)
  const stored = await clinic.deps.invitations.find(STUDY, made.id)
  const address = digestAddress(ADDRESS, stored?.salt ?? '')
  const entries = await readEntries()
  expect(entries).toMatchObject([
    {
      action: 'membership.invited',
      actor: { kind: 'administrator', sub: ADMINISTRATOR },
      about: { invitation: made.id, address, membership: 'coordinator, at mesa' },
    },
    {
      action: 'membership.invitation-resent',
      actor: { sub: OTHER },
      about: { invitation: made.id, address },
    },
    {
      action: 'membership.invitation-accepted',
      actor: { kind: 'coordinator', sub: 'new-sub' },
      about: { invitation: made.id, sub: 'new-sub', invitedBy: OTHER, after: 'coordinator, at mesa' },
    },
    { action: 'membership.invited', about: { invitation: other.id } },
    { action: 'membership.invitation-revoked', about: { invitation: other.id } },
  ])
  const written = JSON.stringify([entries, clinic.log])
  for (const secret of [ADDRESS, 'another@example.org', ORDER.name, newestToken()])
    expect(written).not.toContain(secret)
})

test('no table holds a token, and none the address of what is settled', async () => {
  const made = await requireInvitation(await invite())
  const token = newestToken()
  const read = async () => JSON.stringify(await clinic.tables.everything(clinic.tables.members))
  expect(await read()).toContain(ADDRESS)
  expect(await read()).not.toContain(token.slice(made.id.length))
  await accept('new-sub', token)
  expect(await read()).not.toContain(ADDRESS)
  await revoke(await requireInvitation(await invite()))
  expect(await read()).not.toContain(ADDRESS)
})

describe('a link works no more', () => {
  const expectEnded = async (token: string, who = 'new-sub') => {
    const reply = await accept(who, token)
    expect(reply.status).toBe(410)
    expect(await reply.json()).toMatchObject({ type: '/problems/invitation-ended' })
    expect(await find(who)).toBeUndefined()
  }

  test('whose secret is another one, or that none of ours can be', async () => {
    const made = await requireInvitation(await invite())
    for (const token of [`${made.id}${'0'.repeat(26)}`, newestToken().slice(1), 'x', '', '../../x'])
      await expectEnded(token)
    const elsewhere = await clinic.api(
      ...(['new-sub', 'POST', '/api/studies/another/member-invitations/acceptance'] as const),
      { token: newestToken() },
    )
    expect(elsewhere.status).toBe(410)
  })

  test('after seven days, until it is sent again', async () => {
    const made = await requireInvitation(await invite())
    const before = newestToken()
    clinic.advance('P7D')
    await expectEnded(before)
    expect(await list()).toMatchObject([{ state: 'expired', email: ADDRESS }])
    expect(await requireInvitation(await resend(made))).toMatchObject({ state: 'open', mail: 'sent' })
    await expectEnded(before)
    expect((await accept('new-sub', newestToken())).status).toBe(201)
  })

  test('that was revoked, for whoever revokes it twice too', async () => {
    const made = await requireInvitation(await invite())
    expect(await requireInvitation(await revoke(made))).toMatchObject({ state: 'revoked', email: null })
    await expectEnded(newestToken())
    for (const reply of [await revoke(made), await resend(made)])
      expect(await reply.json()).toMatchObject({ type: '/problems/invitation-settled' })
  })

  test('that somebody else has accepted', async () => {
    await invite()
    expect((await accept('new-sub', newestToken())).status).toBe(201)
    await expectEnded(newestToken(), 'another')
  })

  test('whose inviter no longer administers the study, until somebody who does sends it again', async () => {
    const made = await requireInvitation(await invite())
    await clinic.api(OTHER, 'DELETE', `/api/studies/${STUDY}/members/${ADMINISTRATOR}`)
    await expectEnded(newestToken())
    await requireInvitation(await resend(made, OTHER))
    expect((await accept('new-sub', newestToken())).status).toBe(201)
  })

  test('by which a membership came that has been revoked', async () => {
    await invite()
    await accept('new-sub', newestToken())
    await clinic.api(ADMINISTRATOR, 'DELETE', `/api/studies/${STUDY}/members/new-sub`)
    await expectEnded(newestToken())
  })

  test('ninety days after its last one there is nothing left of it', async () => {
    const made = await requireInvitation(await invite())
    clinic.advance('P98D')
    expect(await list()).toEqual([])
    expect((await resend(made)).status).toBe(404)
  })
})

describe('accepting', () => {
  test('again by the same person answers with the membership as it is', async () => {
    await invite()
    const token = newestToken()
    expect((await accept('new-sub', token)).status).toBe(201)
    const again = await accept('new-sub', token)
    expect(again.status).toBe(200)
    expect(await again.json()).toMatchObject({ sub: 'new-sub', revision: 1 })
    expect((await readEntries()).filter(({ action }) => action.endsWith('accepted'))).toHaveLength(1)
  })

  test('changes nothing for somebody who is a member, and the link still works for whom it is for', async () => {
    await invite({ ...ORDER, role: 'lead', administers: true })
    const before = await find('coordinator-harbor')
    const reply = await accept('coordinator-harbor', newestToken())
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({ type: '/problems/already-member' })
    expect(await find('coordinator-harbor')).toEqual(before)
    expect((await accept('new-sub', newestToken())).status).toBe(201)
  })

  test('at one moment by two with the same link makes one of them a member', async () => {
    for (let round = 0; round < 5; round += 1) {
      await invite({ ...ORDER, email: `round-${round}@example.org` })
      const token = newestToken()
      const replies = await Promise.all([accept(`a-${round}`, token), accept(`b-${round}`, token)])
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 410])
      const members = await clinic.deps.memberships.listByStudy(STUDY)
      expect(members.filter(({ sub }) => sub.endsWith(`-${round}`))).toHaveLength(1)
    }
  })

  test('at one moment twice by the same person makes one membership', async () => {
    await invite()
    const token = newestToken()
    const replies = await Promise.all([accept('new-sub', token), accept('new-sub', token)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 201])
  })

  test('while it is revoked has one outcome', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sub = `new-${round}`
      const made = await requireInvitation(await invite())
      const [accepted, revoked] = await Promise.all([accept(sub, newestToken()), revoke(made)])
      expect([accepted.status, revoked.status]).toEqual((await find(sub)) ? [201, 409] : [410, 200])
    }
  })

  test('as somebody who administers counts them', async () => {
    const before = await clinic.deps.memberships.countAdministrators(STUDY)
    await invite({ ...ORDER, administers: true })
    await accept('new-sub', newestToken())
    expect(await clinic.deps.memberships.countAdministrators(STUDY)).toBe(before + 1)
  })

  test('is refused where one of its clinics has left the study', async () => {
    await invite()
    const deps = {
      ...clinic.deps,
      outlineStudy: async (id: string) => ({
        id,
        title: '',
        sites: [],
        hasArms: false,
        isUnpublished: false,
      }),
    }
    const asked = { sub: 'new-sub', study: STUDY, token: newestToken() }
    await expect(acceptInvitation(deps, asked)).rejects.toMatchObject({ errors: [{ pointer: '/sites/0' }] })
  })
})

describe('the mail', () => {
  test('of a second invitation to an address is not sent while there is an open one', async () => {
    await invite()
    const reply = await invite({ ...ORDER, email: ADDRESS.toUpperCase() })
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({ type: '/problems/already-invited' })
    expect(clinic.mails).toHaveLength(1)
    clinic.advance('P8D')
    expect((await invite()).status).toBe(201)
  })

  test('that is refused is said to be, and can be sent again', async () => {
    clinic.setMailService(async () => ({ kind: 'refused', passing: false, code: 'NoSender' }))
    const made = await requireInvitation(await invite())
    expect(made).toMatchObject({ state: 'open', mail: 'refused' })
    expect(await list()).toMatchObject([{ mail: 'refused' }])
    expect(clinic.log).toEqual([
      { message: 'an invitation was not mailed', fields: { study: STUDY, code: 'NoSender' } },
    ])
    clinic.setMailService(async () => ({ kind: 'sent', messageId: 'm' }))
    expect(await requireInvitation(await resend(made))).toMatchObject({ mail: 'sent' })
  })

  test('of which nobody knows is said so; the log repeats nothing of what the service says', async () => {
    clinic.setMailService(() => Promise.reject(new Error(`timeout for ${ADDRESS}`)))
    expect(await requireInvitation(await invite())).toMatchObject({ state: 'open', mail: 'unknown' })
    expect(JSON.stringify(clinic.log)).not.toContain(ADDRESS)
  })

  test('is not sent to whom no account can be made for', async () => {
    clinic.deps.accounts.ensure = async () => ({ kind: 'refused', code: 'InvalidParameterException' })
    expect(await requireInvitation(await invite())).toMatchObject({ mail: 'no-account' })
    expect(clinic.mails).toEqual([])
    clinic.deps.accounts.ensure = () => Promise.reject(new Error('no reply'))
    expect(await requireInvitation(await invite({ ...ORDER, email: 'b@example.org' }))).toMatchObject({
      mail: 'unknown',
    })
    expect(clinic.mails).toEqual([])
  })
})
