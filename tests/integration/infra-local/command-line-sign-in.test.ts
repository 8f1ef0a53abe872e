import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInFromCommandLine } from '../../../functions/cli/sign-in-from-command-line.ts'
import { createTokenVerifier } from '../../../functions/platform/http/tokens.ts'
import { describeProtectedResource } from '../../../functions/public-pages/protected-resource.ts'
import { type ListeningServer, listen } from '../../../infra/local/runtime/listen.ts'
import { LocalAccounts, parseLocalAccounts } from '../../../infra/local/runtime/local-accounts.ts'
import { keepSignInKeys, parseSignInKeys } from '../../../infra/local/runtime/sign-in-keys.ts'
import { StateFile } from '../../../infra/local/runtime/state-file.ts'
import { chooseUserCookie, createLocalSignIn, type LocalSignIn } from '../../../infra/local/server/sign-in.ts'

const COMMAND_LINE = 'command-line'
let http: ListeningServer
let signIn: LocalSignIn

beforeAll(async () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/oidc')) return void signIn.handle(request, response)
    if (request.url !== '/.well-known/oauth-protected-resource') return void response.writeHead(404).end()
    const { issuer } = signIn
    const body = describeProtectedResource({ publicUrl: http.endpoint, issuer, commandLineId: COMMAND_LINE })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  http = await listen(server, 0)
  signIn = createLocalSignIn({
    issuer: `${http.endpoint}/oidc`,
    accounts: new LocalAccounts(new StateFile(undefined, parseLocalAccounts)),
    clients: [
      {
        ...{ clientId: COMMAND_LINE, UserPoolId: 'pool', LogoutURLs: [] },
        CallbackURLs: [8765, 8766, 8767].map((port) => `http://localhost:${port}/callback`),
        AllowedOAuthFlows: ['code'],
      },
    ],
    keys: await keepSignInKeys(new StateFile(undefined, parseSignInKeys)),
  })
})
afterAll(() => http.close())

/** A browser where the start page has chosen the lead. */
async function browse(address: string, change: (callback: URL) => void = () => undefined): Promise<void> {
  const cookies = new Map<string, string>()
  cookies.set('concord-local-user', /=([^;]*)/.exec(chooseUserCookie('lead'))?.[1] ?? '')
  let next: string | null = address
  while (next) {
    const url = new URL(next, http.endpoint)
    if (url.pathname === '/callback') change(url)
    const reply: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    next = reply.headers.get('location')
  }
}

test('a person signs in with their browser, and the command has an access token of theirs', async () => {
  const token = await signInFromCommandLine({
    url: http.endpoint,
    showAddress: (address) => void browse(address),
  })
  const verifier = createTokenVerifier({ issuer: signIn.issuer, clientIds: [COMMAND_LINE] })
  expect(await verifier.verify(token)).toEqual({ sub: 'lead' })
})

test.each<[string, (callback: URL) => void]>([
  ['of another sign-in', (callback) => callback.searchParams.set('state', 'another')],
  ['that was made up', (callback) => callback.searchParams.set('code', 'made-up')],
])('a code %s is refused', async (_, change) => {
  const signingIn = signInFromCommandLine({
    url: http.endpoint,
    showAddress: (address) => void browse(address, change),
  })
  await expect(signingIn).rejects.toThrow('refused')
})

test('an address where Concord is not is said to be one', async () => {
  const signingIn = signInFromCommandLine({
    url: `${http.endpoint}:1`.replace(/:\d+:1$/, ':1'),
    showAddress() {},
  })
  await expect(signingIn).rejects.toThrow('Is the address right?')
})
