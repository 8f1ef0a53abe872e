import type * as OAuth from 'oauth4webapi'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { PendingSignIn, SignedIn } from './session.ts'

/** The authorisation code flow with PKCE against the OIDC issuer, for the console's browser session. */
export type SignIn = {
  /** Where to send the browser, and what to remember until it comes back. */
  begin(): Promise<PendingSignIn & { readonly url: string }>
  /** `undefined` when the issuer or the state says no. */
  finish(callback: URL, remembered: PendingSignIn): Promise<SignedIn | undefined>
  /**
   * The next access token; `undefined` when the issuer gives none any more.
   *
   * @throws ProblemError 503 while the issuer cannot be asked
   */
  refresh(refresh: string): Promise<SignedIn | undefined>
  /**
   * Ends what the issuer knows of it too, so that whoever comes to the browser next is asked who they are.
   *
   * @returns where the browser is to be sent, which leads back; `undefined` where the issuer has no such page, or cannot be
   * asked: whoever signs out is signed out here
   */
  end(refresh: string | undefined): Promise<string | undefined>
}

export type SignInSettings = {
  readonly issuer: string
  readonly clientId: string
  /** Where the issuer sends the browser after signing in, and after signing out. */
  readonly redirectUri: string
  readonly signedOutUri: string
}

export function createSignIn(settings: SignInSettings): SignIn {
  const issuer = new URL(settings.issuer)
  const client: OAuth.Client = { client_id: settings.clientId }
  let loading: Promise<Loaded> | undefined

  /** Loaded with the first of them: most requests ask the issuer nothing. */
  function load(): Promise<Loaded> {
    loading ??= loadIssuer(issuer).catch((cause: unknown) => {
      loading = undefined
      throw new ProblemError(platformProblems.signInUnavailable, [], { cause })
    })
    return loading
  }

  return {
    async begin() {
      const { oauth, as } = await load()
      if (!as.authorization_endpoint) throw new Error('the issuer has no authorisation endpoint')
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const url = new URL(as.authorization_endpoint)
      url.searchParams.set('client_id', settings.clientId)
      url.searchParams.set('redirect_uri', settings.redirectUri)
      url.searchParams.set('response_type', 'code')
      url.searchParams.set('scope', 'openid')
      url.searchParams.set('state', state)
      url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifier))
      url.searchParams.set('code_challenge_method', 'S256')
      return { url: url.href, state, verifier }
    },
    async finish(callback, { state, verifier }) {
      const { oauth, as, insecure } = await load()
      return ignoreRefusal(oauth, async () => {
        const params = oauth.validateAuthResponse(as, client, callback, state)
        const reply = await oauth.authorizationCodeGrantRequest(
          ...([as, client, oauth.None(), params, settings.redirectUri, verifier, insecure] as const),
        )
        const tokens = await oauth.processAuthorizationCodeResponse(as, client, reply)
        return { token: tokens.access_token, refresh: tokens.refresh_token }
      })
    },
    async refresh(refresh) {
      const { oauth, as, insecure } = await load()
      return ignoreRefusal(oauth, async () => {
        const reply = await askIssuer(() =>
          oauth.refreshTokenGrantRequest(as, client, oauth.None(), refresh, insecure),
        )
        const tokens = await oauth.processRefreshTokenResponse(as, client, reply)
        // One that is not replaced stays good.
        return { token: tokens.access_token, refresh: tokens.refresh_token ?? refresh }
      })
    },
    async end(refresh) {
      const loaded = await ignoreUnavailable(load)
      if (!loaded) return undefined
      const { oauth, as, insecure } = loaded
      if (refresh && as.revocation_endpoint)
        await ignoreRefusal(oauth, async () => {
          const reply = await ignoreUnavailable(() =>
            askIssuer(() => oauth.revocationRequest(as, client, oauth.None(), refresh, insecure)),
          )
          if (reply) await oauth.processRevocationResponse(reply)
        })
      if (!as.end_session_endpoint) return undefined
      const url = new URL(as.end_session_endpoint)
      url.searchParams.set('client_id', settings.clientId)
      url.searchParams.set('post_logout_redirect_uri', settings.signedOutUri)
      // Cognito's own name of it.
      url.searchParams.set('logout_uri', settings.signedOutUri)
      return url.href
    },
  }
}

type Loaded = {
  readonly oauth: typeof OAuth
  readonly as: OAuth.AuthorizationServer
  readonly insecure: { [OAuth.allowInsecureRequests]: boolean }
}

async function loadIssuer(issuer: URL): Promise<Loaded> {
  const oauth = await import('oauth4webapi')
  // Plain http is for an issuer that is configured so; the library refuses it otherwise.
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' }
  const reply = await oauth.discoveryRequest(issuer, insecure)
  return { oauth, insecure, as: await oauth.processDiscoveryResponse(issuer, reply) }
}

/** @throws ProblemError 503 where the connection fails, or the issuer has a fault of its own */
async function askIssuer(ask: () => Promise<Response>): Promise<Response> {
  const reply = await ask().catch((cause: unknown) => {
    throw new ProblemError(platformProblems.signInUnavailable, [], { cause })
  })
  if (reply.status >= 500) throw new ProblemError(platformProblems.signInUnavailable)
  return reply
}

async function ignoreUnavailable<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

/** What the issuer refuses is no error of ours. */
async function ignoreRefusal<Result>(
  oauth: typeof OAuth,
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (
      error instanceof oauth.AuthorizationResponseError ||
      error instanceof oauth.ResponseBodyError ||
      error instanceof oauth.OperationProcessingError
    )
      return undefined
    throw error
  }
}
