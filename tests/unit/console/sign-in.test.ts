import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSignIn, type SignIn } from '../../../functions/console/sign-in/sign-in.ts'

let server: Server
let issuer: string
let signIn: SignIn
/** What the issuer answers with: status and document. */
let pages: Record<string, [number, unknown]>
let posted: [path: string, form: Record<string, string>][]

beforeEach(async () => {
  posted = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      const path = request.url ?? ''
      if (request.method === 'POST') posted.push([path, Object.fromEntries(new URLSearchParams(body))])
      const [status, document] = pages[path] ?? [404, {}]
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
      response.end(JSON.stringify(document))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  pages = {
    '/.well-known/openid-configuration': [
      200,
      {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
        end_session_endpoint: `${issuer}/logout`,
      },
    ],
    '/token': [200, { access_token: 'next', token_type: 'Bearer', expires_in: 3600 }],
    '/revoke': [200, {}],
  }
  signIn = createSignIn({
    ...{ issuer, clientId: 'console' },
    redirectUri: 'https://concord.example/console/callback',
    signedOutUri: 'https://concord.example/console/signed-out',
  })
})
afterEach(() => void server.close())

const UNAVAILABLE = { problem: { code: 'sign-in-unavailable', status: 503 } }

describe('the next access token', () => {
  test('is none where the issuer refuses', async () => {
    pages['/token'] = [400, { error: 'invalid_grant' }]
    expect(await signIn.refresh('over')).toBeUndefined()
  })

  test.each<[string, () => void]>([
    ['answers with a fault of its own', () => void Object.assign(pages, { '/token': [502, {}] })],
    [
      'does not say where to ask',
      () => void Object.assign(pages, { '/.well-known/openid-configuration': [503, {}] }),
    ],
    ['cannot be reached', () => void server.close()],
  ])('is no reason to sign in again while the issuer %s', async (_, fail) => {
    fail()
    await expect(signIn.refresh('good')).rejects.toMatchObject(UNAVAILABLE)
  })

  test('is given after the issuer is back', async () => {
    const before = { ...pages }
    pages['/.well-known/openid-configuration'] = [503, {}]
    await expect(signIn.refresh('good')).rejects.toMatchObject(UNAVAILABLE)
    Object.assign(pages, before)
    expect(await signIn.refresh('good')).toEqual({ token: 'next', refresh: 'good' })
  })

  test('comes with the next refresh token where the issuer replaces it', async () => {
    pages['/token'] = [200, { access_token: 'next', token_type: 'Bearer', refresh_token: 'r-2' }]
    expect(await signIn.refresh('r-1')).toEqual({ token: 'next', refresh: 'r-2' })
    expect(posted).toEqual([
      ['/token', { grant_type: 'refresh_token', refresh_token: 'r-1', client_id: 'console' }],
    ])
  })
})

describe('signing out', () => {
  test('revokes the refresh token, and leads to the issuer and back', async () => {
    const url = new URL((await signIn.end('r-1')) ?? '')
    expect(`${url.origin}${url.pathname}`).toBe(`${issuer}/logout`)
    const back = 'https://concord.example/console/signed-out'
    // The second is Cognito's own name of it.
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ client_id: 'console', post_logout_redirect_uri: back, logout_uri: back },
    })
    expect(posted).toMatchObject([['/revoke', { token: 'r-1' }]])
  })

  test('leads to the issuer even where that refuses to revoke, or cannot', async () => {
    for (const answer of [
      [400, { error: 'invalid_request' }],
      [503, {}],
    ] as [number, unknown][]) {
      pages['/revoke'] = answer
      expect(await signIn.end('r-1')).toContain(`${issuer}/logout`)
    }
  })

  test('is done here where the issuer cannot be reached', async () => {
    server.close()
    expect(await signIn.end('r-1')).toBeUndefined()
  })
})
