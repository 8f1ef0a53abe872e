import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { membersConsole } from '../../../functions/console/members-console.ts'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { saveDraft } from '../../../functions/workflows/library/study-drafts.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const [ADMINISTRATOR, OTHER] = ['administrator', 'other-administrator']
const OPERATOR = { kind: 'operator', by: 'operator@example.org' } as const
const ADDRESS = 'somebody.new@example.org'
const PAGES = `/console/studies/${STUDY}`
let clinic: Clinic
let members: ReturnType<typeof membersConsole>
let pages: ReturnType<typeof createConsoleRoutes>

beforeEach(async () => {
  clinic = await openClinic()
  const session = createSession(ORIGIN)
  members = membersConsole({ ...clinic.deps, session })
  pages = createConsoleRoutes({ ...clinic.deps, session })
  await grant(ADMINISTRATOR, { administers: true })
})
afterEach(() => clinic.tables.drop())

const grant = (sub: string, part: { administers?: boolean; study?: string; sites?: string[] } = {}) =>
  grantMembership(clinic.deps, OPERATOR, {
    ...{ sub, name: `Name of ${sub}`, study: STUDY, role: 'coordinator', sites: ['mesa'] },
    ...{ administers: false, blinded: false, ...part },
  })

const headersOf = (who: string | undefined, language = 'en') => ({
  'accept-language': language,
  ...(who !== undefined && { cookie: `__Host-concord-session=${who}` }),
})
type App = { request(path: string, init?: RequestInit): Response | Promise<Response> }
async function see(
  path: string,
  who: string | undefined = ADMINISTRATOR,
  language = 'en',
  app: App = members,
) {
  const reply = await app.request(path, { headers: headersOf(who, language) })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}
async function send(
  path: string,
  fields: Record<string, string | readonly string[]>,
  who: string | undefined = ADMINISTRATOR,
  origin = ORIGIN,
) {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
  const reply = await members.request(path, {
    method: 'POST',
    headers: { ...headersOf(who), origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(pairs).toString(),
  })
  return { status: reply.status, location: reply.headers.get('location'), text: await reply.text() }
}
const find = (sub: string) => clinic.deps.memberships.find(sub, STUDY)
const newestLink = () =>
  /https:\/\/concord\.example(\/console\/invitations\/\S+)/.exec(clinic.mails.at(-1)?.body ?? '')?.[1] ?? ''
const readInvitation = async () => (await clinic.deps.invitations.listByStudy(STUDY))[0]?.id ?? ''

const CHANGE = { name: 'Lead', role: 'lead', sites: ['harbor'] }
const INVITE = { name: 'Somebody new', email: ADDRESS, role: 'coordinator', sites: ['mesa'] }

describe('pages and forms of members', () => {
  const forms = ['/members/lead', '/members/lead/revoke', '/grant-membership', '/member-invitations']
  test.each([
    ['a coordinator', 'coordinator-harbor', 403],
    ['a lead', 'lead', 403],
    ['who is no member', 'somebody', 404],
  ])('are refused to %s', async (_, who, status) => {
    for (const path of ['/members', '/access-list', ...forms])
      expect([path, (await see(PAGES + path, who)).status]).toEqual([path, status])
    for (const path of [...forms, '/member-invitations/0123456789/revoke'])
      expect([path, (await send(PAGES + path, { ...CHANGE, revision: '1' }, who)).status]).toEqual([
        path,
        status,
      ])
    expect(await find('lead')).toMatchObject({ revision: 1 })
  })

  test('lead who is not signed in to where they can, and take no form of another site', async () => {
    expect((await see(`${PAGES}/members`, '')).status).toBe(303)
    const form = { ...CHANGE, revision: '1' }
    expect(
      (await send(`${PAGES}/members/lead`, form, ADMINISTRATOR, 'https://elsewhere.example')).status,
    ).toBe(403)
    expect(await find('lead')).toMatchObject({ revision: 1 })
  })

  test('of a study are linked from its pages for those alone who administer it', async () => {
    const link = `href="${PAGES}/members"`
    expect((await see(`${PAGES}/calendar`, ADMINISTRATOR, 'en', pages)).text).toContain(link)
    expect((await see(`${PAGES}/calendar`, 'lead', 'en', pages)).text).not.toContain(link)
    expect((await see(`${PAGES}/calendar`, 'lead', 'en', pages)).text).toContain('href="/console"')
  })
})

test('the list says who has access, since when, by whom, and when they last signed in', async () => {
  await clinic.deps.lastSignIns.record('lead', '2026-03-01T10:00:00.000Z')
  await send(`${PAGES}/grant-membership`, { ...CHANGE, account: 'new', name: 'Newcomer' })
  const { status, text } = await see(`${PAGES}/members`)
  expect(status).toBe(200)
  for (const words of [
    ...['Name of administrator', '(you)', 'coordinator, administers the study', 'Mesa Clinic'],
    ...[
      'Mar 1, 2026, 10:00',
      'never',
      'Mar 2, 2026, by an operator',
      'Mar 2, 2026, by Name of administrator',
    ],
    ...['Newcomer', 'Nobody is invited at the moment.'],
  ])
    expect(text).toContain(words)
  expect((await see(`${PAGES}/members`, ADMINISTRATOR, 'es')).text).toContain('Último inicio de sesión')
  const csv = await see(`${PAGES}/access-list`)
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${STUDY}-access.csv"`)
  expect(csv.text).toContain(
    'lead,lead,lead,,no,no,2026-03-02T15:00:00.000Z,operator,2026-03-01T10:00:00.000Z',
  )
})

describe('giving an account access', () => {
  test.each<[string, Record<string, string | string[]>, string]>([
    ['no account', { ...CHANGE, account: ' ' }, 'Enter an account ID'],
    ['no name', { ...CHANGE, account: 'new', name: '' }, 'Enter a name'],
    ['no role', { ...CHANGE, account: 'new', role: '' }, 'Choose a role.'],
    ['another clinic', { ...CHANGE, account: 'new', sites: ['elsewhere'] }, 'Choose clinics of this study.'],
    [
      'a coordinator of none',
      { ...CHANGE, account: 'new', role: 'coordinator', sites: [] },
      'Choose clinics',
    ],
    ['a member', { ...CHANGE, account: 'lead' }, 'This account is a member already.'],
  ])('with %s is refused at its field, with what was typed', async (_, form, words) => {
    const before = (await clinic.deps.memberships.listByStudy(STUDY)).length
    const { status, text } = await send(`${PAGES}/grant-membership`, form)
    expect(status).toBe(422)
    expect(text).toContain(words)
    expect(text).toContain('-fault"')
    expect(await clinic.deps.memberships.listByStudy(STUDY)).toHaveLength(before)
  })

  test('makes a member, and says so', async () => {
    const form = { account: 'new', name: 'Newcomer', role: 'coordinator', sites: ['harbor', 'mesa'] }
    const { status, location } = await send(`${PAGES}/grant-membership`, { ...form, blinded: 'yes' })
    expect([status, location]).toEqual([303, `${PAGES}/members?notice=granted`])
    expect(await find('new')).toMatchObject({
      ...{
        name: 'Newcomer',
        role: 'coordinator',
        sites: ['harbor', 'mesa'],
        administers: false,
        blinded: true,
      },
      ...{ grantedBy: ADMINISTRATOR, revision: 1 },
    })
    expect((await see(location ?? '')).text).toContain('Access was given.')
  })
})

describe('changing a member', () => {
  test('shows what there is, and saves what is sent', async () => {
    const { text } = await see(`${PAGES}/members/coordinator-harbor`)
    expect(text).toMatch(/name="sites" value="harbor" checked/)
    expect(text).toContain('name="revision" value="1"')
    const form = { name: 'Harbor', role: 'coordinator', sites: ['harbor', 'mesa'], administers: 'yes' }
    const { location } = await send(`${PAGES}/members/coordinator-harbor`, { ...form, revision: '1' })
    expect(location).toBe(`${PAGES}/members?notice=changed`)
    expect(await find('coordinator-harbor')).toMatchObject({
      ...{ name: 'Harbor', sites: ['harbor', 'mesa'], administers: true, revision: 2 },
    })
  })

  test('that somebody else has changed meanwhile saves nothing, and shows how it stands', async () => {
    await grant(OTHER, { administers: true })
    await send(`${PAGES}/members/lead`, { ...CHANGE, name: 'First', revision: '1' }, OTHER)
    const { status, text } = await send(`${PAGES}/members/lead`, { ...CHANGE, name: 'Second', revision: '1' })
    expect(status).toBe(422)
    expect(text).toContain('Somebody else changed this membership')
    expect(text).toContain('value="First"')
    expect(text).not.toContain('Second')
    expect(text).toContain('name="revision" value="2"')
    expect(await find('lead')).toMatchObject({ name: 'First' })
  })

  test('who is the last to administer is refused, with what was typed', async () => {
    const form = { name: 'Office', role: 'coordinator', sites: ['mesa'], revision: '1' }
    const { status, text } = await send(`${PAGES}/members/${ADMINISTRATOR}`, form)
    expect(status).toBe(422)
    expect(text).toContain('Nobody else administers this study.')
    expect(text).toContain('value="Office"')
    expect(await find(ADMINISTRATOR)).toMatchObject({ administers: true, revision: 1 })
  })

  test('who is no member leads nowhere', async () => {
    expect((await see(`${PAGES}/members/nobody`)).status).toBe(404)
    expect((await send(`${PAGES}/members/nobody`, { ...CHANGE, revision: '0' })).status).toBe(404)
    expect(await find('nobody')).toBeUndefined()
  })
})

describe('revoking access', () => {
  test('is asked first, and done then', async () => {
    const asked = await see(`${PAGES}/members/lead/revoke`)
    expect(asked.text).toContain('Revoke access of lead?')
    expect(await find('lead')).toBeDefined()
    const { location } = await send(`${PAGES}/members/lead/revoke`, { revision: '1' })
    expect(location).toBe(`${PAGES}/members?notice=revoked`)
    expect(await find('lead')).toBeUndefined()
    expect((await see(`${PAGES}/calendar`, 'lead', 'en', pages)).status).toBe(404)
  })

  test('of the last who administers is refused, with the reason', async () => {
    expect((await see(`${PAGES}/members/${ADMINISTRATOR}/revoke`)).text).toContain('This is your own access.')
    const { status, text } = await send(`${PAGES}/members/${ADMINISTRATOR}/revoke`, { revision: '1' })
    expect(status).toBe(422)
    expect(text).toContain('Nobody else administers this study.')
    expect(await find(ADMINISTRATOR)).toBeDefined()
  })

  test('of what somebody else has changed meanwhile is asked again', async () => {
    await send(`${PAGES}/members/lead`, { ...CHANGE, revision: '1' })
    for (const form of [{ revision: '1' }, {}])
      expect((await send(`${PAGES}/members/lead/revoke`, form)).text).toContain('Somebody else changed')
    expect(await find('lead')).toBeDefined()
  })

  test('of one’s own, where another one administers, leads to one’s studies', async () => {
    await grant(OTHER, { administers: true })
    const { location } = await send(`${PAGES}/members/${ADMINISTRATOR}/revoke`, { revision: '1' })
    expect(location).toBe('/console')
  })
})

describe('an invitation', () => {
  test.each<[string, Record<string, string | string[]>, string]>([
    ['no address', { ...INVITE, email: 'somebody' }, 'Enter a mail address'],
    ['no name', { ...INVITE, name: '' }, 'Enter a name'],
    ['no clinic', { ...INVITE, sites: [] }, 'Choose clinics'],
  ])('with %s is refused at its field', async (_, form, words) => {
    const { status, text } = await send(`${PAGES}/member-invitations`, form)
    expect([status, text.includes(words)]).toEqual([422, true])
    expect(clinic.mails).toEqual([])
  })

  test('is sent, listed, sent again and revoked', async () => {
    const { location } = await send(`${PAGES}/member-invitations`, INVITE)
    expect(location).toBe(`${PAGES}/members?notice=invited`)
    expect(location).not.toContain('example.org')
    const listed = await see(location ?? '')
    for (const words of [ADDRESS, 'The invitation was sent.', 'Open until Mar 9, 2026', 'mail sent'])
      expect(listed.text).toContain(words)
    const again = await send(`${PAGES}/member-invitations`, { ...INVITE, email: ADDRESS })
    expect(again.text).toContain('There is an open invitation to this address.')
    const id = await readInvitation()
    const step = (name: string) => send(`${PAGES}/member-invitations/${id}/${name}`, {})
    expect((await step('resend')).location).toBe(`${PAGES}/members?notice=invited`)
    expect(clinic.mails).toHaveLength(2)
    expect((await step('elsewhere')).status).toBe(404)
    expect((await step('revoke')).location).toBe(`${PAGES}/members?notice=invitation-revoked`)
    const after = await step('revoke')
    expect(after.location).toBe(`${PAGES}/members?notice=invitation-settled`)
    expect((await see(after.location ?? '')).text).toContain('no longer open')
    expect((await see(`${PAGES}/members`)).text).not.toContain(ADDRESS)
  })

  test('whose mail is refused says so on the page', async () => {
    clinic.setMailService(async () => ({ kind: 'refused', passing: false, code: 'NoSender' }))
    const { location } = await send(`${PAGES}/member-invitations`, INVITE)
    expect((await see(location ?? '')).text).toContain('its mail was refused')
  })

  test('shows nobody anything who is not signed in, whatever its link, and reads nothing', async () => {
    await send(`${PAGES}/member-invitations`, INVITE)
    const link = newestLink()
    clinic.deps.invitations.find = () => Promise.reject(new Error('nothing is to be read'))
    for (const path of [link, `/console/invitations/${STUDY}/x`]) {
      const { status, text } = await see(path, '')
      expect(status).toBe(200)
      expect(text).toContain(`to=${encodeURIComponent(path)}`)
      expect(text).not.toContain('Name of administrator')
    }
    expect((await send(link, {}, '')).location).toBe(link)
  })

  test('is shown to who signs in, accepted by a button, and leads to the study', async () => {
    await send(`${PAGES}/member-invitations`, INVITE)
    const link = newestLink()
    const shown = await see(link, 'new-sub')
    for (const words of ['Name of administrator invites you', 'Mesa Clinic', 'Account ID new-sub'])
      expect(shown.text).toContain(words)
    expect((await see(link, 'new-sub', 'es')).text).toContain('le invita al estudio')
    expect(await find('new-sub')).toBeUndefined()
    const { location } = await send(link, {}, 'new-sub')
    expect(location).toBe(`${PAGES}/worklist`)
    expect(await find('new-sub')).toMatchObject({ sites: ['mesa'], grantedBy: ADMINISTRATOR })
    expect((await send(link, {}, 'new-sub')).location).toBe(`${PAGES}/worklist`)
    expect((await see(link, 'new-sub')).text).toContain('You are a member of this study already')
    const other = await see(link, 'another-sub')
    expect([other.status, other.text.includes('This link no longer works')]).toEqual([410, true])
    expect((await send(link, {}, 'another-sub')).status).toBe(410)
  })

  test.each([
    ['coordinator', '/console'],
    ['lead', '/console/studies/a-draft/office'],
  ])('to a draft leads a %s to a page that is there', async (role, first) => {
    const drafting = { study: 'a-draft', by: 'writer', revision: 0 }
    const sites = [{ id: 'north', name: 'North Clinic' }]
    await saveDraft(clinic.deps, drafting, { title: 'A study to be', sites, arms: [] })
    await grant(ADMINISTRATOR, { study: 'a-draft', administers: true, sites: [] })
    await send('/console/studies/a-draft/member-invitations', { ...INVITE, role, sites: ['north'] })
    const link = newestLink()
    expect((await send(link, {}, 'new-sub')).location).toBe(first)
    await grant('a-member', { study: 'a-draft', sites: ['north'] })
    expect((await see(link, 'a-member')).text).toContain('href="/console"')
  })

  test('opened by a member changes nothing, and says so', async () => {
    await send(`${PAGES}/member-invitations`, INVITE)
    const { text } = await send(newestLink(), {}, 'lead')
    expect(text).toContain('You are a member of this study already')
    expect((await send(newestLink(), {}, 'new-sub')).status).toBe(303)
  })
})

describe('my studies', () => {
  const home = (who: string, language = 'en') => see('/console', who, language, pages)
  const start = async (who: string) => (await see('/console/start', who, 'en', pages)).headers.get('location')

  test('of somebody without one says what to do, with the account that access is given to', async () => {
    const { text } = await home('nobody-yet')
    expect(text).toContain('You have no study yet')
    expect(text).toContain('nobody-yet')
    expect(await start('nobody-yet')).toBe('/console')
  })

  test('are listed with role and clinics', async () => {
    const { text } = await home(ADMINISTRATOR)
    for (const words of [
      'coordinator, administers the study',
      'Mesa Clinic',
      `${PAGES}/worklist`,
      `${PAGES}/members`,
    ])
      expect(text).toContain(words)
    expect((await home('lead')).text).toContain(`${PAGES}/analyses/responder-rate`)
    expect((await home('lead', 'es')).text).toContain('Mis estudios')
  })

  test('that are drafts lead to the study office and the members, and nobody else anywhere', async () => {
    const drafting = { study: 'a-draft', by: 'writer', revision: 0 }
    const sites = [{ id: 'north', name: 'North Clinic' }, { id: 7 }]
    await saveDraft(clinic.deps, drafting, { title: 'A study to be', sites, arms: [] })
    for (const [sub, role, administers] of [
      ['writer', 'lead', true],
      ['administrator-alone', 'coordinator', true],
      ['waiting', 'coordinator', false],
    ] as const)
      await grantMembership(clinic.deps, OPERATOR, {
        ...{ sub, name: sub, study: 'a-draft', role, sites: ['north'], administers },
      })
    expect(await start('writer')).toBe('/console/studies/a-draft/office')
    expect(await start('administrator-alone')).toBe('/console/studies/a-draft/members')
    expect(await start('waiting')).toBe('/console')
    const { text } = await home('writer')
    for (const words of ['A study to be', 'North Clinic', 'A draft that is not published yet'])
      expect(text).toContain(words)
    const { text: waiting } = await home('waiting')
    expect(waiting).toContain('A study to be')
    expect(waiting).not.toContain('/console/studies/a-draft')
    const members = await see('/console/studies/a-draft/members', 'writer')
    expect([members.status, members.text.includes('North Clinic')]).toEqual([200, true])
    expect(members.text).not.toContain('/console/studies/a-draft/participants')
  })

  test('are skipped after signing in by who has one, and shown to who has several', async () => {
    expect(await start('coordinator-harbor')).toBe(`${PAGES}/worklist`)
    expect(await start('lead')).toBe(`${PAGES}/analyses/responder-rate`)
    await grantMembership(clinic.deps, OPERATOR, {
      ...{ sub: 'lead', name: 'lead', study: 'ketamine-magnesium-trial', role: 'coordinator' },
      ...{ sites: ['gulf'], administers: false, blinded: true },
    })
    expect(await start('lead')).toBe('/console')
    const { text } = await home('lead')
    expect(text).toContain('/console/studies/ketamine-magnesium-trial/worklist')
    expect(text).toContain('coordinator, blinded')
  })
})
