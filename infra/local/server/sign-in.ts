import type { IncomingMessage, ServerResponse } from 'node:http'
import { importJWK, SignJWT } from 'jose'
import type { ClientMetadata, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { SignInClientResource } from '../cloudformation/resources.ts'
import { renderSignInPage } from '../pages/sign-in-page.ts'
import { DEMO_USERS, findDemoUser } from '../runtime/demo-users.ts'
import type { LocalAccounts } from '../runtime/local-accounts.ts'
import type { SignInKeys } from '../runtime/sign-in-keys.ts'
import { createSignInStore } from '../runtime/sign-in-store.ts'

/** A hundred years: the simulated clock may be far ahead of the real one that tokens are dated by. */
export const TOKEN_SECONDS = 100 * 365 * 24 * 3600
const MINUTES = 60
const RESOURCE = 'urn:concord:api'
const PROGRAM_SCOPES = ['concord/read', 'concord/write']
const INTERACTION = /^\/oidc\/interaction\/[\w-]+$/
/** Set by the start page's "as …" links: whom to sign in without asking. */
const USER_COOKIE = 'concord-local-user'

export interface LocalSignIn {
  readonly issuer: string
  /** Answers everything below /oidc. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** An access token as the code flow gives it, for scripts. */
  mintToken(sub: string): Promise<string>
}

interface SignInDeps {
  readonly issuer: string
  readonly clients: readonly SignInClientResource[]
  readonly keys: SignInKeys
  readonly accounts: LocalAccounts
}

/**
 * The local OpenID provider that stands for Cognito: code flow with PKCE for the template's clients. It asks for no
 * password, only who one wants to be.
 */
export function createLocalSignIn({ issuer, clients, keys, accounts }: SignInDeps): LocalSignIn {
  let loading: Promise<Provider> | undefined
  const loadProvider = async (): Promise<Provider> => {
    // Loaded when first used: it is the slowest import of all, and many a start never signs in.
    const { Provider } = await import('oidc-provider')
    return new Provider(issuer, {
      ...buildConfiguration(clients, keys, accounts),
      interactions: { url: formatInteractionUrl },
    })
  }

  const mintToken = async (sub: string): Promise<string> => {
    const clientId = clients.find(isConsole)?.clientId ?? 'local'
    return await new SignJWT({ client_id: clientId, scope: 'openid' })
      .setProtectedHeader({ alg: 'RS256', kid: keys.signing.kid, typ: 'at+jwt' })
      .setIssuer(issuer)
      .setSubject(sub)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS} s`)
      .setJti(crypto.randomUUID())
      .sign(await importJWK(keys.signing, 'RS256'))
  }

  return {
    issuer,
    mintToken,
    async handle(request, response) {
      loading ??= loadProvider()
      const provider = await loading
      const [path = ''] = (request.url ?? '').split('?')
      if (INTERACTION.test(path)) return await handleInteraction(provider, accounts, request, response)
      if (path === '/oidc/auth' || path.startsWith('/oidc/auth/')) forgetSession(request)
      // As a framework that mounts it would: the provider works out its own addresses from the difference.
      Object.assign(request, { originalUrl: request.url })
      request.url = request.url?.slice('/oidc'.length) || '/'
      await provider.callback()(request, response)
    },
  }
}

function formatInteractionUrl(_ctx: unknown, interaction: { uid: string }): string {
  return `/oidc/interaction/${interaction.uid}`
}

function buildConfiguration(
  clients: readonly SignInClientResource[],
  keys: SignInKeys,
  accounts: LocalAccounts,
): Configuration {
  return {
    clients: clients.map(buildClient),
    adapter: createSignInStore(),
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: [keys.cookie],
      short: { path: '/', sameSite: 'lax' },
      long: { path: '/', sameSite: 'lax' },
    },
    scopes: ['openid', 'email', 'profile', ...PROGRAM_SCOPES],
    // As Cognito does, which has no scope for it.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    claims: { openid: ['sub'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => {
      const name = findDemoUser(sub)?.name ?? accounts.find(sub)?.email
      return name === undefined ? undefined : { accountId: sub, claims: () => ({ sub, name }) }
    },
    // Nobody is asked for consent: the console is the study's own.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      grant.addResourceScope(RESOURCE, 'openid email profile')
      await grant.save()
      return grant
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: leaveAtOnce },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: ['openid email profile', ...PROGRAM_SCOPES].join(' '),
          audience: client.clientId,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
      RefreshToken: TOKEN_SECONDS,
      Grant: TOKEN_SECONDS,
      AuthorizationCode: 10 * MINUTES,
      Interaction: 60 * MINUTES,
      Session: 60 * MINUTES,
    },
  }
}

function isConsole({ CallbackURLs }: SignInClientResource): boolean {
  return CallbackURLs.some((url) => url.endsWith('/console/callback'))
}

function buildClient({
  clientId,
  CallbackURLs,
  LogoutURLs,
  AllowedOAuthFlows,
}: SignInClientResource): ClientMetadata {
  if (AllowedOAuthFlows.includes('client_credentials'))
    return {
      ...{ client_id: clientId, client_secret: `local-secret-of-${clientId}` },
      ...{ grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
      scope: PROGRAM_SCOPES.join(' '),
    }
  return {
    ...{ client_id: clientId, token_endpoint_auth_method: 'none', response_types: ['code'] },
    ...{ grant_types: ['authorization_code', 'refresh_token'], scope: 'openid email profile' },
    redirect_uris: CallbackURLs,
    post_logout_redirect_uris: LogoutURLs,
  }
}

/** Cognito asks nobody whether they mean it. The page that the provider would ask on sends its own form. */
async function leaveAtOnce(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  ctx.body = `<!DOCTYPE html><title>Signing out</title>${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<script>document.querySelector('button').click()</script>`
}

async function handleInteraction(
  provider: Provider,
  accounts: LocalAccounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chosen =
    request.method === 'POST' ? (await readForm(request)).get('user') : readCookie(request, USER_COOKIE)
  const user = findDemoUser(chosen ?? undefined) ?? accounts.find(chosen ?? undefined)
  if (user === undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(String(renderSignInPage(DEMO_USERS, accounts.list())))
    return
  }
  response.setHeader('set-cookie', `${USER_COOKIE}=; Path=/oidc; Max-Age=0`)
  accounts.recordSignIn(user.sub)
  await provider.interactionFinished(request, response, { login: { accountId: user.sub, remember: false } })
}

/** Cookie that signs this user in at the next sign-in. */
export function chooseUserCookie(sub: string): string {
  return `${USER_COOKIE}=${sub}; Path=/oidc; Max-Age=120; SameSite=Lax; HttpOnly`
}

/** Each sign-in asks anew who one wants to be: signing out and in again would otherwise bring back the same user. */
function forgetSession(request: IncomingMessage): void {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/)
  request.headers.cookie = cookies.filter((cookie) => !/^_session(\.\w+)?=/.test(cookie)).join('; ')
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > 10_000) break
  }
  return new URLSearchParams(text)
}

function readCookie(request: IncomingMessage, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/)
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
}
