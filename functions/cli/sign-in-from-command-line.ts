import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as oauth from 'oauth4webapi'
import * as z from 'zod/mini'

/** Registered for the command line's client: the first one that is free is waited at. */
const PORTS = [8765, 8766, 8767] as const
const MAX_WAIT_MS = 5 * 60_000

const resourceSchema = z.object({
  authorization_servers: z.tuple([z.url()]),
  concord_command_line_client: z.string(),
})

export type CommandLineSignIn = {
  /** Of the service. */
  readonly url: string
  /** Called once, with where a person signs in. */
  readonly showAddress: (address: string) => void
}

/**
 * Signs a person in as native apps do (RFC 8252): the browser goes to the issuer, and comes back to a port of this machine
 * with a code, which only this process can redeem (PKCE). Nothing is kept.
 *
 * @returns an access token of the API
 * @throws Error that says what to do, and holds nothing secret
 */
export async function signInFromCommandLine({ url, showAddress }: CommandLineSignIn): Promise<string> {
  const { issuer, clientId } = await discoverIssuer(url)
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' }
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
  if (!as.authorization_endpoint) throw new Error('The issuer has no page to sign in at.')
  const client: oauth.Client = { client_id: clientId }
  const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()]
  const waiting = await waitForCallback()
  const address = new URL(as.authorization_endpoint)
  const asked = {
    ...{
      client_id: clientId,
      redirect_uri: waiting.redirectUri,
      response_type: 'code',
      scope: 'openid',
      state,
    },
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  showAddress(address.href)
  const callback = await waiting.callback
  try {
    const params = oauth.validateAuthResponse(as, client, callback, state)
    const reply = await oauth.authorizationCodeGrantRequest(
      ...([as, client, oauth.None(), params, waiting.redirectUri, verifier, insecure] as const),
    )
    return (await oauth.processAuthorizationCodeResponse(as, client, reply)).access_token
  } catch (cause) {
    throw new Error('The sign-in was refused. Try again.', { cause })
  }
}

/** Who the service trusts, as it says itself (RFC 9728). */
async function discoverIssuer(url: string): Promise<{ issuer: URL; clientId: string }> {
  const at = new URL('/.well-known/oauth-protected-resource', url)
  const reply = await fetch(at).catch(() => undefined)
  const found = resourceSchema.safeParse(reply?.ok ? await reply.json() : undefined)
  if (!found.success) throw new Error(`${at.origin} does not answer as Concord does. Is the address right?`)
  const [issuer] = found.data.authorization_servers
  return { issuer: new URL(issuer), clientId: found.data.concord_command_line_client }
}

/** One request, on the loopback interface alone. */
async function waitForCallback(): Promise<{ readonly redirectUri: string; readonly callback: Promise<URL> }> {
  const { promise, resolve, reject } = Promise.withResolvers<URL>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUri)
    if (url.pathname !== '/callback') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end('You are signed in. Close this page, and go back to the command line.')
    resolve(url)
  })
  for (const port of PORTS) if (await listen(server, port)) break
  const address = server.address() as AddressInfo | null
  if (!address) throw new Error(`Ports ${PORTS.join(', ')} are all in use. Free one of them.`)
  const redirectUri = `http://localhost:${address.port}/callback`
  const timer = setTimeout(() => reject(new Error('Nobody signed in within five minutes.')), MAX_WAIT_MS)
  const callback = promise.finally(() => {
    clearTimeout(timer)
    server.close()
  })
  return { redirectUri, callback }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const fail = () => resolve(false)
    server.once('error', fail)
    server.listen(port, 'localhost', () => {
      server.off('error', fail)
      resolve(true)
    })
  })
}
