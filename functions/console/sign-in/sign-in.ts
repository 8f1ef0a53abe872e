import * as oauth from 'oauth4webapi'

/** The authorisation code flow with PKCE against the OIDC issuer, for the console's browser session. */
export type SignIn = {
  /** Where to send the browser, and what to remember until it comes back. */
  begin(): Promise<{ url: string; state: string; verifier: string }>
  /** @returns the access token and its life in seconds, or `undefined` when the issuer or the state says no. */
  finish(
    callback: URL,
    remembered: { state: string; verifier: string },
  ): Promise<{ token: string; seconds: number } | undefined>
}

export function createSignIn(settings: { issuer: string; clientId: string; redirectUri: string }): SignIn {
  const issuer = new URL(settings.issuer)
  const client: oauth.Client = { client_id: settings.clientId }
  // Plain http is for an issuer that is configured so; the library refuses it otherwise.
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' }
  let discovered: Promise<oauth.AuthorizationServer> | undefined

  function discoverServer(): Promise<oauth.AuthorizationServer> {
    discovered ??= oauth
      .discoveryRequest(issuer, insecure)
      .then((reply) => oauth.processDiscoveryResponse(issuer, reply))
      .catch((error: unknown) => {
        discovered = undefined
        throw error
      })
    return discovered
  }

  return {
    async begin() {
      const { authorization_endpoint } = await discoverServer()
      if (!authorization_endpoint) throw new Error('the issuer has no authorisation endpoint')
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const url = new URL(authorization_endpoint)
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
      const as = await discoverServer()
      try {
        const params = oauth.validateAuthResponse(as, client, callback, state)
        const reply = await oauth.authorizationCodeGrantRequest(
          as,
          client,
          oauth.None(),
          params,
          settings.redirectUri,
          verifier,
          insecure,
        )
        const tokens = await oauth.processAuthorizationCodeResponse(as, client, reply)
        return { token: tokens.access_token, seconds: tokens.expires_in ?? 3600 }
      } catch (error) {
        if (
          error instanceof oauth.AuthorizationResponseError ||
          error instanceof oauth.ResponseBodyError ||
          error instanceof oauth.OperationProcessingError
        )
          return undefined
        throw error
      }
    },
  }
}
