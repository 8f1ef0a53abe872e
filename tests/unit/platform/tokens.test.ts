import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../functions/platform/core/problem-error.ts'
import { createTokenVerifier, type TokenVerifier } from '../../../functions/platform/http/tokens.ts'

const CLIENT = 'staff'
const keys = await generateKeyPair('ES256')
const foreign = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }

let server: Server
let issuer: string
/** What the issuer's pages answer with: status and document. */
let pages: Record<string, [number, unknown]>
let verifier: TokenVerifier

beforeEach(async () => {
  server = createServer((request, response) => {
    const [status, body] = pages[request.url ?? ''] ?? [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  pages = {
    '/.well-known/openid-configuration': [200, { issuer, jwks_uri: `${issuer}/keys` }],
    '/keys': [200, { keys: [jwk] }],
  }
  verifier = createTokenVerifier({ issuer, clientIds: [CLIENT, 'command-line'] })
})
afterEach(() => void server.close())

type Header = { readonly key: CryptoKey; readonly kid: string; readonly typ: string }

function token(
  change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
  claims = {},
  { key = keys.privateKey, kid = 'one', typ = 'at+jwt' }: Partial<Header> = {},
) {
  const jwt = new SignJWT({ client_id: CLIENT, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid, ...(typ && { typ }) })
    .setIssuer(issuer)
    .setSubject('sub-1')
    .setExpirationTime('5 min')
  return change(jwt).sign(key)
}
const findRefusal = async (given: string | undefined) => {
  const error = await verifier.verify(given).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ProblemError ? error.problem.code : error
}

describe('a token is refused as not signed in', () => {
  test.each<[string, () => Promise<string | undefined>]>([
    ['that is missing', async () => undefined],
    ['that is no token', async () => 'abc'],
    ['that has expired', () => token((jwt) => jwt.setExpirationTime('-1 min'))],
    ['of another issuer', () => token((jwt) => jwt.setIssuer('https://elsewhere.example'))],
    ['for another client', () => token(undefined, { client_id: 'other' })],
    ['that only says who someone is', () => token(undefined, { token_use: 'id' })],
    ['that says nowhere that it opens anything', () => token(undefined, { aud: CLIENT }, { typ: '' })],
    ['that is an ID token by its header', () => token(undefined, { aud: CLIENT }, { typ: 'JWT' })],
    [
      'of a program without a scope',
      () => token((jwt) => jwt.setSubject('ehr'), { client_id: 'ehr', scope: 'other' }),
    ],
    [
      'of a person whose client gives scopes of programs',
      () => token(undefined, { client_id: 'ehr', scope: 'concord/read' }),
    ],
    ['signed with another key', () => token(undefined, {}, { key: foreign.privateKey })],
    ['that names a key which the issuer does not have', () => token(undefined, {}, { kid: 'two' })],
  ])('%s', async (_, make) => {
    expect(await findRefusal(await make())).toBe('not-signed-in')
  })
})

describe('a token is good', () => {
  test.each([
    ['of the console', CLIENT],
    ['of the command line', 'command-line'],
  ])('%s: of a person', async (_, client_id) => {
    expect(await verifier.verify(await token(undefined, { client_id }))).toEqual({ sub: 'sub-1' })
  })

  test('of Cognito, which says so in a claim and not in the header', async () => {
    expect(await verifier.verify(await token(undefined, { token_use: 'access' }, { typ: '' }))).toEqual({
      sub: 'sub-1',
    })
  })

  test.each([
    ['concord/read', { mayRead: true, mayWrite: false }],
    ['concord/write other', { mayRead: false, mayWrite: true }],
    ['concord/read concord/write', { mayRead: true, mayWrite: true }],
  ])('of a program, for what its scopes say: %s', async (scope, program) => {
    const given = await token((jwt) => jwt.setSubject('ehr'), { client_id: 'ehr', scope })
    expect(await verifier.verify(given)).toEqual({ sub: 'ehr', program })
  })
})

describe('nobody is told to sign in again', () => {
  test('while the issuer does not answer; afterwards the same token is good', async () => {
    const good = await token()
    const { '/.well-known/openid-configuration': discovery } = pages
    pages['/.well-known/openid-configuration'] = [502, {}]
    expect(await findRefusal(good)).toBe('sign-in-unavailable')
    if (discovery) pages['/.well-known/openid-configuration'] = discovery
    expect(await verifier.verify(good)).toEqual({ sub: 'sub-1' })
  })

  test('while its keys cannot be had', async () => {
    pages['/keys'] = [500, {}]
    expect(await findRefusal(await token())).toBe('sign-in-unavailable')
    pages['/keys'] = [200, 'not keys']
    expect(await findRefusal(await token())).toBe('sign-in-unavailable')
  })

  test('when the issuer names itself otherwise', async () => {
    pages['/.well-known/openid-configuration'] = [
      200,
      { issuer: 'https://elsewhere.example', jwks_uri: `${issuer}/keys` },
    ]
    expect(await findRefusal(await token())).toBe('sign-in-unavailable')
  })
})

test('a good token says who someone is, and the keys are asked for once', async () => {
  const good = await token()
  expect(await verifier.verify(good)).toEqual({ sub: 'sub-1' })
  pages = {}
  expect(await verifier.verify(good)).toEqual({ sub: 'sub-1' })
})
