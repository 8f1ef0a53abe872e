import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { saveDraft } from '../../../functions/workflows/library/study-drafts.ts'
import {
  adoptStudy,
  foundOrganisation,
} from '../../../functions/workflows/organisations/change-organisation.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const BY = 'operator@example.org'
const OPERATOR = { kind: 'operator', by: BY } as const
const [OWN, FOREIGN] = ['network', 'other-network']
const [ADMINISTRATOR, OTHER, STRANGER] = ['network-office', 'second-office', 'other-office']
let clinic: Clinic

beforeEach(async () => {
  clinic = await openClinic()
  await foundOrganisation(clinic.deps, BY, { id: OWN, name: 'A network' }, person(ADMINISTRATOR))
  await foundOrganisation(clinic.deps, BY, { id: FOREIGN, name: 'Another network' }, person(STRANGER))
  await adoptStudy(clinic.deps, OPERATOR, { organisation: OWN, study: STUDY })
})
afterEach(() => clinic.tables.drop())

const person = (sub: string) => ({ sub, name: `Name of ${sub}` })
const path = (rest = '') => `/api/organisations/${OWN}${rest}`
const appoint = (who: string, sub: string) =>
  clinic.api(who, 'PUT', path(`/administrators/${sub}`), { name: `Name of ${sub}` })
const dismiss = (who: string, sub: string) => clinic.api(who, 'DELETE', path(`/administrators/${sub}`))
const administer = (who: string, study: string = STUDY) =>
  clinic.api(who, 'POST', path(`/studies/${study}/administration`))
async function read(reply: Response) {
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

describe('an organisation is nobody else’s', () => {
  test.each(['lead', 'coordinator-harbor', STRANGER])('it is not there for %s', async (who) => {
    const replies = [
      await clinic.api(who, 'GET', path()),
      await appoint(who, 'anybody'),
      await dismiss(who, ADMINISTRATOR),
      await administer(who),
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const listed = await read(await clinic.api(who, 'GET', '/api/organisations'))
    expect(listed.body).toEqual({
      organisations: who === STRANGER ? [{ id: FOREIGN, name: 'Another network' }] : [],
    })
  })

  test('and says nothing to who is not signed in', async () => {
    expect((await clinic.api(undefined, 'GET', path())).status).toBe(401)
  })

  test('nor does it have a study of another one', async () => {
    const theirs = { organisation: FOREIGN, study: STUDY }
    await expect(adoptStudy(clinic.deps, OPERATOR, theirs)).rejects.toMatchObject({
      problem: { code: 'study-of-others' },
    })
    const reply = await clinic.api(
      ...([STRANGER, 'POST', `/api/organisations/${FOREIGN}/studies/${STUDY}/administration`] as const),
    )
    expect(reply.status).toBe(404)
    const unknown = { organisation: OWN, study: 'no-study' }
    await expect(adoptStudy(clinic.deps, OPERATOR, unknown)).rejects.toMatchObject({
      errors: [{ pointer: '/study' }],
    })
  })
})

describe('who administers an organisation', () => {
  test('sees its studies and who runs them, also those that are drafts', async () => {
    const drafting = { study: 'a-draft', by: ADMINISTRATOR, revision: 0 }
    await saveDraft(clinic.deps, drafting, {
      title: 'A study to be',
      sites: [{ id: 'north', name: 'North' }],
    })
    await adoptStudy(clinic.deps, OPERATOR, { organisation: OWN, study: 'a-draft' })
    const { body } = await read(await clinic.api(ADMINISTRATOR, 'GET', path()))
    expect(body).toMatchObject({
      ...{ id: OWN, name: 'A network' },
      administrators: [{ sub: ADMINISTRATOR, appointedBy: null }],
      studies: [
        { id: 'a-draft', title: 'A study to be', isUnpublished: true, sites: 1, members: 0, isMine: false },
        { id: STUDY, isUnpublished: false, sites: 4, isMine: false },
      ],
    })
  })

  test('sees nothing of a study’s participants by that', async () => {
    for (const rest of ['', '/participants?site=harbor', '/members', '/releases', '/draft'])
      expect((await clinic.api(ADMINISTRATOR, 'GET', `/api/studies/${STUDY}${rest}`)).status).toBe(404)
  })

  test('can come to administer a study, of no clinic and blinded, which the trail says', async () => {
    const { status, body } = await read(await administer(ADMINISTRATOR))
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ role: 'coordinator', sites: [], administers: true, blinded: true }),
    ])
    const again = await read(await administer(ADMINISTRATOR))
    expect(again.body).toEqual(body)
    const trail = await clinic.audit.listChain(STUDY)
    expect(trail.filter(({ about }) => about?.sub === ADMINISTRATOR)).toMatchObject([
      { action: 'membership.granted', actor: { kind: 'administrator', sub: ADMINISTRATOR } },
    ])
    expect((await clinic.api(ADMINISTRATOR, 'GET', `/api/studies/${STUDY}/members`)).status).toBe(200)
    const people = await clinic.api(ADMINISTRATOR, 'GET', `/api/studies/${STUDY}/participants?site=harbor`)
    expect(people.status).toBe(404)
  })

  test('does not lift their own blinding, which another administrator can', async () => {
    await administer(ADMINISTRATOR)
    const path = `/api/studies/${STUDY}/members/${ADMINISTRATOR}`
    const open = { name: 'Own name', role: 'lead', sites: [], blinded: false }
    const own = await read(await clinic.api(ADMINISTRATOR, 'PUT', path, open))
    expect([own.status, own.body.type]).toEqual([409, expect.stringContaining('own-blinding')])
    await appoint(ADMINISTRATOR, OTHER)
    await administer(OTHER)
    expect((await clinic.api(OTHER, 'PUT', path, open)).status).toBe(200)
  })

  test('then gives themselves no clinic and no other role', async () => {
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: OTHER, name: 'Own name', study: STUDY, role: 'lead', sites: [], administers: true },
    })
    await administer(ADMINISTRATOR)
    const own = `/api/studies/${STUDY}/members/${ADMINISTRATOR}`
    const access = { name: 'Own name', role: 'coordinator', sites: [], administers: true, blinded: true }
    for (const more of [{ sites: ['mesa'] }, { role: 'lead' }]) {
      const { status, body } = await read(await clinic.api(ADMINISTRATOR, 'PUT', own, { ...access, ...more }))
      expect([status, body.type]).toEqual([409, '/problems/own-access'])
    }
    expect((await clinic.api(ADMINISTRATOR, 'PUT', own, access)).status).toBe(200)
    const given = await clinic.api(OTHER, 'PUT', own, { ...access, sites: ['mesa'], blinded: false })
    expect(await read(given)).toMatchObject({ status: 200, body: { sites: ['mesa'], blinded: false } })
  })

  test('keeps the role and clinics of a membership that they had', async () => {
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: ADMINISTRATOR, name: 'Own name', study: STUDY, role: 'lead', sites: ['mesa'] },
    })
    const { body } = await read(await administer(ADMINISTRATOR))
    expect(body).toMatchObject({
      ...{ name: 'Own name', role: 'lead', sites: ['mesa'], administers: true, blinded: false },
    })
  })

  test('appoints and dismisses others, with an entry for each', async () => {
    expect((await appoint(ADMINISTRATOR, OTHER)).status).toBe(201)
    expect((await appoint(ADMINISTRATOR, OTHER)).status).toBe(200)
    expect((await read(await clinic.api(OTHER, 'GET', '/api/organisations'))).body).toEqual({
      organisations: [{ id: OWN, name: 'A network' }],
    })
    expect((await dismiss(OTHER, ADMINISTRATOR)).status).toBe(200)
    expect((await clinic.api(ADMINISTRATOR, 'GET', path())).status).toBe(404)
    expect(await clinic.audit.listChain(`ORGANISATION#${OWN}`)).toMatchObject([
      { action: 'organisation.founded', actor: { kind: 'operator' }, about: { by: BY } },
      { action: 'organisation.study-adopted', about: { study: STUDY } },
      { action: 'organisation.administrator-appointed', about: { sub: OTHER } },
      {
        action: 'organisation.administrator-dismissed',
        actor: { sub: OTHER },
        about: { sub: ADMINISTRATOR },
      },
    ])
  })

  test('is never the last to go, also where two dismiss each other at once', async () => {
    const alone = await read(await dismiss(ADMINISTRATOR, ADMINISTRATOR))
    expect([alone.status, alone.body.type]).toEqual([
      409,
      expect.stringContaining('last-organisation-administrator'),
    ])
    await appoint(ADMINISTRATOR, OTHER)
    const both = await Promise.all([dismiss(ADMINISTRATOR, OTHER), dismiss(OTHER, ADMINISTRATOR)])
    // Whoever comes second is dismissed already, or would be the last.
    expect(both.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)])
    expect(await clinic.deps.organisations.listAdministrators(OWN)).toHaveLength(1)
    expect((await clinic.deps.organisations.find(OWN))?.administrators).toBe(1)
  })

  test('has memberships apart from it: studies are listed without organisations', async () => {
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: ADMINISTRATOR, name: 'Own name', study: STUDY, role: 'lead', sites: [] },
    })
    const studies = await clinic.deps.memberships.listByPerson(ADMINISTRATOR)
    expect(studies.map(({ study }) => study)).toEqual([STUDY])
    expect(await clinic.deps.organisations.listByPerson(ADMINISTRATOR)).toEqual([OWN])
  })
})

test('founding it again changes nothing, and with somebody else appoints them', async () => {
  const organisation = { id: OWN, name: 'A network' }
  expect(await foundOrganisation(clinic.deps, BY, organisation, person(ADMINISTRATOR))).toBe('unchanged')
  expect(await foundOrganisation(clinic.deps, BY, organisation, person(OTHER))).toBe('appointed')
  expect(await clinic.deps.organisations.listAdministrators(OWN)).toHaveLength(2)
})
