import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenVerifier } from '../../../functions/platform/http/tokens.ts'
import { type ListeningServer, listen } from '../../../infra/local/runtime/listen.ts'
import { LocalAccounts, parseLocalAccounts } from '../../../infra/local/runtime/local-accounts.ts'
import { keepSignInKeys, parseSignInKeys } from '../../../infra/local/runtime/sign-in-keys.ts'
import { StateFile } from '../../../infra/local/runtime/state-file.ts'
import { chooseUserCookie, createLocalSignIn, type LocalSignIn } from '../../../infra/local/server/sign-in.ts'

const CLIENT = 'console'
const VERIFIER = 'a-code-verifier-of-at-least-forty-three-characters'
let signIn: LocalSignIn
let server: Server
let http: ListeningServer
let callback = ''

beforeAll(async () => {
  server = createServer((request, response) => void signIn.handle(request, response))
  http = await listen(server, 0)
  callback = `${http.endpoint}/console/callback`
  signIn = createLocalSignIn({
    issuer: `${http.endpoint}/oidc`,
    accounts: new LocalAccounts(new StateFile(undefined, parseLocalAccounts)),
    clients: [
      {
        clientId: CLIENT,
        UserPoolId: 'pool',
        CallbackURLs: [callback],
        LogoutURLs: [`${http.endpoint}/console/signed-out`],
        AllowedOAuthFlows: ['code'],
      },
      {
        ...{ clientId: 'ehr', UserPoolId: 'pool', CallbackURLs: [], LogoutURLs: [] },
        AllowedOAuthFlows: ['client_credentials'],
      },
    ],
    keys: await keepSignInKeys(new StateFile(undefined, parseSignInKeys)),
  })
})
afterAll(() => http.close())

/** A browser that keeps cookies and stops at every redirect. */
function browser(cookies = new Map<string, string>()) {
  return async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(new URL(url, http.endpoint), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
}
type Browser = ReturnType<typeof browser>

const authorize = (more: Record<string, string> = {}): string =>
  `/oidc/auth?${new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: callback,
    state: 'state',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })}`

/** Follows redirects until the callback or a page. */
async function follow(visit: Browser, url: string): Promise<{ url: string; response: Response }> {
  const response = await visit(url)
  const location = response.headers.get('location')
  if (location === null || location.startsWith(callback)) return { url: location ?? url, response }
  return await follow(visit, location)
}

async function signInUser(visit: Browser, user: string): Promise<string> {
  const page = await follow(visit, authorize())
  expect(await page.response.text()).toContain('Choose a demo user')
  const posted = await visit(page.url, { user })
  return (await follow(visit, posted.headers.get('location') ?? '')).url
}

async function redeem(url: string, verifier = VERIFIER): Promise<Response> {
  const code = new URL(url).searchParams.get('code') ?? ''
  const body = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    client_id: CLIENT,
    code_verifier: verifier,
  }
  return await fetch(`${http.endpoint}/oidc/token`, { method: 'POST', body: new URLSearchParams(body) })
}

describe('the local sign-in', () => {
  it('refuses a code without its verifier', async () => {
    const url = await signInUser(browser(), 'lead')
    expect((await redeem(url, 'another-verifier-of-at-least-forty-three-characters')).status).toBe(400)
  })

  it('refuses another place to return to', async () => {
    const response = await browser()(authorize({ redirect_uri: 'https://elsewhere.example' }))
    expect(response.status).toBe(400)
  })

  it('asks again after a user that is none', async () => {
    const visit = browser()
    const page = await follow(visit, authorize())
    const posted = await visit(page.url, { user: 'somebody' })
    expect(await posted.text()).toContain('Choose a demo user')
  })

  it('gives tokens that its published keys verify, each sign-in as another user', async () => {
    const visit = browser()
    const keys = createRemoteJWKSet(new URL(`${http.endpoint}/oidc/jwks`))
    for (const user of ['coordinator-harbor', 'lead']) {
      const tokens = (await (await redeem(await signInUser(visit, user))).json()) as Record<string, string>
      const issuer = `${http.endpoint}/oidc`
      const access = await jwtVerify(String(tokens.access_token), keys, { issuer, audience: CLIENT })
      expect(access.payload).toMatchObject({ sub: user, client_id: CLIENT })
      const identity = await jwtVerify(String(tokens.id_token), keys, { issuer, audience: CLIENT })
      expect(identity.payload.sub).toBe(user)
    }
  })

  it('does not ask when the start page has chosen', async () => {
    const [, value = ''] = /=([^;]*)/.exec(chooseUserCookie('coordinator-mesa')) ?? []
    const visit = browser(new Map([['concord-local-user', value]]))
    const { url } = await follow(visit, authorize())
    expect(new URL(url).searchParams.get('code')).toBeTruthy()
  })

  it('signs tokens for scripts with the same key', async () => {
    const keys = createRemoteJWKSet(new URL(`${http.endpoint}/oidc/jwks`))
    const { payload } = await jwtVerify(await signIn.mintToken('lead'), keys, {
      issuer: signIn.issuer,
      audience: CLIENT,
    })
    expect(payload).toMatchObject({ sub: 'lead', client_id: CLIENT })
  })

  it('gives the next access token for a refresh token, until that is revoked', async () => {
    const tokens = (await (await redeem(await signInUser(browser(), 'lead'))).json()) as Record<
      string,
      string
    >
    const refresh = { client_id: CLIENT, refresh_token: String(tokens.refresh_token) }
    const post = (path: string, body: Record<string, string>) =>
      fetch(`${http.endpoint}/oidc/token${path}`, { method: 'POST', body: new URLSearchParams(body) })
    const next = await post('', { ...refresh, grant_type: 'refresh_token' })
    expect(next.status).toBe(200)
    const { refresh_token = refresh.refresh_token } = (await next.json()) as Record<string, string>
    expect((await post('/revocation', { client_id: CLIENT, token: refresh_token })).status).toBe(200)
    const after = await post('', { client_id: CLIENT, refresh_token, grant_type: 'refresh_token' })
    expect(after.status).toBe(400)
  })

  it('leads back from signing out, to nowhere but where the template says', async () => {
    const leave = (to: string) =>
      `/oidc/session/end?${new URLSearchParams({ client_id: CLIENT, post_logout_redirect_uri: to })}`
    expect((await browser()(leave('https://elsewhere.example'))).status).toBe(400)
    const visit = browser()
    const page = await visit(leave(`${http.endpoint}/console/signed-out`))
    expect(page.status).toBe(200)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const left = await visit('/oidc/session/end/confirm', { xsrf, logout: 'yes' })
    expect(left.headers.get('location')).toMatch(/\/console\/signed-out$/)
  })

  it('gives a program a token by its secret, for what it asks for', async () => {
    const ask = (secret: string, scope = 'concord/read') =>
      fetch(`${http.endpoint}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`ehr:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
      })
    expect((await ask('wrong')).status).toBe(401)
    const reply = await ask('local-secret-of-ehr')
    expect(reply.status).toBe(200)
    const { access_token } = (await reply.json()) as Record<string, string>
    const verifier = createTokenVerifier({ issuer: `${http.endpoint}/oidc`, clientIds: [CLIENT] })
    expect(await verifier.verify(access_token)).toEqual({
      sub: 'ehr',
      program: { mayRead: true, mayWrite: false },
    })
  })
})
