import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { membersConsole } from '../../../functions/console/members-console.ts'
import { createSession, type SignedIn } from '../../../functions/console/sign-in/session.ts'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const ORIGIN = 'https://concord.example'
const WHO = 'coordinator-harbor'
const TODAY = `/console/studies/${STUDY}/worklist`
let clinic: Clinic
/** Access tokens that have run out, and what the issuer gives for a refresh token. */
let over: Set<string>
let issued: Record<string, SignedIn>
let revoked: (string | undefined)[]
let pages: ReturnType<typeof membersConsole>
let calling: ReturnType<typeof callingConsole>

beforeEach(async () => {
  clinic = await openClinic()
  over = new Set()
  issued = {}
  revoked = []
  const deps = {
    ...clinic.deps,
    session: createSession(ORIGIN),
    tokens: {
      async verify(token: string | undefined) {
        if (token === 'issuer-down') throw new ProblemError(platformProblems.signInUnavailable)
        if (!token || over.has(token)) throw new ProblemError(platformProblems.notSignedIn)
        if (token === 'program') return { sub: WHO, program: { mayRead: true, mayWrite: true } }
        return { sub: WHO }
      },
    },
    signIn: {
      begin: async () => ({ url: 'https://issuer.example/authorize', state: 'state', verifier: 'verifier' }),
      finish: async () => ({ token: 'first', refresh: 'r-1' }),
      refresh: async (refresh: string) => issued[refresh],
      end: async (refresh: string | undefined) => {
        revoked.push(refresh)
        return 'https://issuer.example/logout?back'
      },
    },
  }
  pages = membersConsole(deps)
  calling = callingConsole({ ...deps, callApi: createApiCall(clinic.deps) })
})
afterEach(() => clinic.tables.drop())

const formatCookies = ({ token, refresh }: Partial<SignedIn>) =>
  [
    ...(token ? [`__Host-concord-session=${token}`] : []),
    ...(refresh ? [`__Host-concord-refresh=${refresh}`] : []),
  ].join('; ')
const see = (signedIn: Partial<SignedIn>, path = TODAY) =>
  calling.request(path, { headers: { cookie: formatCookies(signedIn) } })
const readCookie = (reply: Response, name: string) =>
  reply.headers.getSetCookie().find((cookie) => cookie.startsWith(`__Host-${name}=`))

describe('a page is shown to nobody', () => {
  test.each<[string, Partial<SignedIn>, string]>([
    ['who is not signed in', {}, '/console/sign-in'],
    [
      'whose access token has run out, and who has no other',
      { token: 'old' },
      '/console/sign-in?reason=expired',
    ],
    [
      'to whom the issuer gives none any more',
      { token: 'old', refresh: 'r-0' },
      '/console/sign-in?reason=expired',
    ],
    ['who is a program', { token: 'program' }, '/console/sign-in?reason=expired'],
  ])('%s', async (_, signedIn, to) => {
    over.add('old')
    const reply = await see(signedIn)
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toBe(to)
    expect(readCookie(reply, 'concord-session')).toMatch(/=; Max-Age=0/)
    expect(readCookie(reply, 'concord-refresh')).toMatch(/=; Max-Age=0/)
  })

  test('and nobody is signed out while the issuer cannot be asked', async () => {
    const reply = await see({ token: 'issuer-down', refresh: 'r-1' })
    expect(reply.status).toBe(503)
    expect(readCookie(reply, 'concord-session')).toBeUndefined()
  })
})

test('the cookies are of this host alone, unread by scripts, and end with half an hour without a page', async () => {
  const begun = await pages.request('/console/sign-in?go')
  const pending = readCookie(begun, 'concord-sign-in')?.split(';')[0] ?? ''
  const reply = await pages.request('/console/callback?code=c&state=state', { headers: { cookie: pending } })
  expect(reply.headers.get('location')).toBe('/console/start')
  for (const name of ['concord-session', 'concord-refresh']) {
    const cookie = readCookie(reply, name)
    for (const part of ['Max-Age=1800', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(cookie).toContain(part)
    expect(cookie).not.toContain('Domain')
  }
})

test('each page begins the half hour anew', async () => {
  const reply = await see({ token: 'first', refresh: 'r-1' })
  expect(reply.status).toBe(200)
  expect(readCookie(reply, 'concord-session')).toContain('=first; Max-Age=1800')
  expect(readCookie(reply, 'concord-refresh')).toContain('=r-1; Max-Age=1800')
})

test('an access token that runs out during work is replaced, and the form that was filled in arrives', async () => {
  over.add('first')
  issued['r-1'] = { token: 'second', refresh: 'r-2' }
  const participant = await clinic.enrol()
  const reply = await calling.request(`/console/studies/${STUDY}/worklist/${participant}/call`, {
    method: 'POST',
    headers: {
      cookie: formatCookies({ token: 'first', refresh: 'r-1' }),
      'content-type': 'application/x-www-form-urlencoded',
      origin: ORIGIN,
    },
    body: new URLSearchParams({
      ...{ key: 'abcdefgh12345678', outcome: 'no-answer', text: 'called back' },
      ...{ timepoint: '', callBackAt: '' },
    }).toString(),
  })
  expect(reply.status).toBe(303)
  expect(reply.headers.get('location')).toMatch(/notice=saved/)
  expect(readCookie(reply, 'concord-session')).toContain('=second;')
  expect(readCookie(reply, 'concord-refresh')).toContain('=r-2;')
  const log = await (
    await clinic.api(WHO, 'GET', `/api/studies/${STUDY}/participants/${participant}/contact-log`)
  ).text()
  expect(log).toContain('called back')
})

test('where the access token’s cookie is gone, the other one is enough', async () => {
  issued['r-1'] = { token: 'second', refresh: 'r-1' }
  expect((await see({ refresh: 'r-1' })).status).toBe(200)
})

test('signing out ends it here and at the issuer, which leads back', async () => {
  const reply = await pages.request('/console/sign-out', {
    method: 'POST',
    headers: { cookie: formatCookies({ token: 'first', refresh: 'r-1' }), origin: ORIGIN },
  })
  expect(reply.headers.get('location')).toBe('https://issuer.example/logout?back')
  expect(readCookie(reply, 'concord-session')).toMatch(/=; Max-Age=0/)
  expect(revoked).toEqual(['r-1'])
  const back = await pages.request('/console/signed-out')
  expect(back.headers.get('location')).toBe('/console/sign-in?reason=signed-out')
})

describe('after signing in, somebody comes', () => {
  const signInFor = async (query: string) => {
    const begun = await pages.request(`/console/sign-in?go${query}`)
    const cookie = readCookie(begun, 'concord-sign-in')?.split(';')[0] ?? ''
    return pages.request('/console/callback?code=c&state=state', { headers: { cookie } })
  }

  test.each([
    ['', '/console/start'],
    ['&to=/console/invitations/registry/0123', '/console/invitations/registry/0123'],
    ['&to=https://elsewhere.example/console/x', '/console/start'],
    ['&to=//elsewhere.example', '/console/start'],
    ['&to=/console/../s/1A2b3C', '/console/start'],
    ['&to=/console//elsewhere.example', '/console/start'],
    ['&to=/api/studies', '/console/start'],
  ])('with %s to %s', async (query, to) => {
    expect((await signInFor(query)).headers.get('location')).toBe(to)
  })

  test('and when they did is kept, also the last of several times', async () => {
    expect(await clinic.deps.lastSignIns.find(WHO)).toBeUndefined()
    await signInFor('')
    clinic.advance('P2D')
    await signInFor('')
    expect(await clinic.deps.lastSignIns.find(WHO)).toBe('2026-03-04T15:00:00.000Z')
  })

  test('also when that cannot be kept: the log says so, and not who', async () => {
    clinic.deps.lastSignIns.record = () => Promise.reject(new Error(`no table for ${WHO}`))
    expect((await signInFor('')).headers.get('location')).toBe('/console/start')
    expect(clinic.log).toEqual([
      { message: 'a sign-in could not be recorded', fields: expect.objectContaining({ errorName: 'Error' }) },
    ])
    expect(JSON.stringify(clinic.log)).not.toContain(WHO)
  })
})
