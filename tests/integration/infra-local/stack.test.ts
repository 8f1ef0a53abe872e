import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LocalStack } from '../../../infra/local/server/local-stack.ts'
import { startLocalStack } from '../../../infra/local/server/stack.ts'
import { expectEach } from '../../support/expect-each.ts'
import { writeFakeAssembly } from './support/fake-assembly.ts'
import { FAKE_FUNCTIONS, FAKE_RESOURCES } from './support/fake-functions.ts'

let folder = ''
let stack: LocalStack
const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${stack.url}${path}`, init)
const post = (path: string, body: unknown): Promise<Response> =>
  get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-'))
  stack = await startLocalStack({
    assembly: writeFakeAssembly(join(folder, 'app'), FAKE_FUNCTIONS, FAKE_RESOURCES),
    port: 0,
    logFolder: join(folder, 'log'),
    // No table in this app, hence no DynamoDB.
    databaseEndpoint: 'http://127.0.0.1:9',
    ticking: false,
  })
})
afterAll(async () => {
  await stack?.close()
  rmSync(folder, { recursive: true })
})

describe('HTTP functions', () => {
  it('are not there for other paths', async () => {
    const response = await get('/elsewhere')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ message: 'Not Found' })
  })

  it('answer 500 without a word of what they threw', async () => {
    const response = await get('/api/throw')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('no"')
    // The log comes through a stream of the worker's own, a moment after the answer.
    await vi.waitFor(
      () => expect(readFileSync(join(folder, 'log', 'serve-staff-api.log'), 'utf8')).toContain('Error: no'),
      { timeout: 10_000 },
    )
  })

  it.each(['/api/crash', '/api/exit'])(
    'answer 502 when their worker ends (%s), and are up again after it',
    async (path) => {
      expect((await get(path)).status).toBe(502)
      expect((await get('/api/echo')).status).toBe(200)
    },
  )

  it('answer 504 after their timeout, and are up again after it', async () => {
    expect((await get('/slow')).status).toBe(504)
    expect((await get('/quick')).status).toBe(200)
  })

  it('are not called with more than 6 MB, nor may answer with more', async () => {
    const body = 'x'.repeat(6 * 1024 * 1024)
    expect((await get('/api/echo', { method: 'POST', body })).status).toBe(413)
    expect((await get('/api/large')).status).toBe(500)
  })

  it('get payload 2.0 and set several cookies', async () => {
    const response = await get('/api/echo?a=1', { headers: { cookie: 'x=1; y=2' } })
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/{proxy+}',
      rawPath: '/api/echo',
      pathParameters: { proxy: 'echo' },
      cookies: ['x=1', 'y=2'],
    })
  })

  it('see the template environment, the local endpoints and nothing of this process', async () => {
    process.env.CONCORD_TEST_ONLY = 'leaks'
    const environment: Record<string, unknown> = JSON.parse(await (await get('/api/env')).text())
    expect(environment).toMatchObject({
      GREETING: 'hello',
      ISSUER: `${stack.url}/oidc`,
      AWS_REGION: 'us-east-1',
      is: true,
    })
    expect(environment.AWS_ENDPOINT_URL_SQS).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(environment).not.toHaveProperty('CONCORD_TEST_ONLY')
  })
})

describe('the clock', () => {
  it.each([
    [{ advance: '-P1D' }],
    [{ advance: 'soon' }],
    [{ advance: 7 }],
    [{}],
    [{ advance: 'P1D', to: 'x' }],
  ])('refuses %j', async (body) => {
    const response = await post('/local/clock', body)
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 422, errors: [{ pointer: '/advance' }] })
  })

  it('refuses broken JSON and other types of content', async () => {
    const send = (type: string, body: string): Promise<Response> =>
      get('/local/clock', { method: 'POST', headers: { 'content-type': type }, body })
    expect((await send('application/json', '{')).status).toBe(400)
    expect((await send('text/xml', '<a/>')).status).toBe(415)
  })

  it('returns when all that fell due has run, each text at its own time', async () => {
    const before = stack.clock.now()
    const response = await post('/local/clock', { advance: 'P1D' })
    const { now } = (await response.json()) as { now: string }
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(86_400_000)
    expect(Date.parse(now) - before).toBeLessThan(86_400_000 + 60_000)
    const texts = stack.phones.messages('+12025550123')
    expect(texts).toHaveLength(2)
    for (const { body, sentAt } of texts) {
      const due = Number(/<b>(\d+)/.exec(body)?.[1])
      expect(Date.parse(sentAt) - due).toBeGreaterThanOrEqual(0)
      expect(Date.parse(sentAt) - due).toBeLessThan(120_000)
    }
  })

  it('is told to functions at once', async () => {
    const { now, same } = JSON.parse(await (await get('/api/env')).text()) as { now: string; same: boolean }
    expect(Math.abs(Date.parse(now) - stack.clock.now())).toBeLessThan(5000)
    expect(same).toBe(true)
  })

  it('has a page', async () => {
    expect(await (await get('/local/clock')).text()).toContain('<h1>Clock</h1>')
  })
})

describe('phones', () => {
  it.each([
    ['nothing', '+12025550123', { body: ' ' }],
    ['too much', '+12025550123', { body: 'a'.repeat(1601) }],
    ['from what is no number', '0123', { body: 'STOP' }],
  ])('cannot text back %s', async (_, number, body) => {
    const reply = await post(`/local/phone/${encodeURIComponent(number)}/messages`, body)
    expect(reply.status).toBe(422)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
  })

  it('say what to send instead to a form that no page of ours sent', async () => {
    const path = `/local/phone/${encodeURIComponent('+12025550178')}/messages`
    const reply = await get(path, { method: 'POST', body: new URLSearchParams({ body: 'STOP' }) })
    expect(reply.status).toBe(403)
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('application/json') })
  })

  it('text back, and show it', async () => {
    const path = `/local/phone/${encodeURIComponent('+12025550177')}`
    expect((await post(`${path}/messages`, { body: 'Who <b>is</b> this?' })).status).toBe(201)
    expect((await post(`${path}/messages`, { body: '😀 🙏' })).status).toBe(201)
    const form = await get(`${path}/messages`, {
      method: 'POST',
      headers: { origin: stack.url },
      body: new URLSearchParams({ body: 'STOP' }),
      redirect: 'manual',
    })
    expect(form.status).toBe(303)
    const page = await (await get(path)).text()
    expect(page).toContain('Who &lt;b&gt;is&lt;/b&gt; this?')
    expect(page.match(/class="own"/g)).toHaveLength(3)
    // What Concord sent is another list.
    expect(await (await get('/local/phone/messages?to=%2B12025550177')).json()).toEqual([])
  })

  it('give a number its texts as JSON, also when the plus was not encoded', async () => {
    for (const to of ['%2B12025550123', '+12025550123']) {
      const texts: unknown = await (await get(`/local/phone/messages?to=${to}`)).json()
      expect(texts).toHaveLength(2)
      expect(texts).toContainEqual(
        expect.objectContaining({
          to: '+12025550123',
          body: expect.stringContaining('due'),
          sentAt: expect.any(String),
        }),
      )
    }
  })

  it('ask for the number', async () => {
    expect((await get('/local/phone/messages')).status).toBe(422)
  })

  it('show texts escaped, with links to follow', async () => {
    const page = await (await get('/local/phone/%2B12025550123')).text()
    expect(page).toContain('&lt;b&gt;')
    expect(page).not.toContain('<b>')
    expect(page).toContain('<a href="https://example.org/s/abc">https://example.org/s/abc</a>.')
  })

  it('can be searched, and say when nothing is found', async () => {
    expect(await (await get('/local/phone?number=0123')).text()).toContain(
      'href="/local/phone/%2B12025550123"',
    )
    expect(await (await get('/local/phone?number=999%3Cb%3E')).text()).toContain('“999&lt;b&gt;”')
  })

  it('refuse a number that is none', async () => {
    await expect(stack.invoke('send-invitation', { Records: [] })).resolves.toEqual({ batchItemFailures: [] })
    expectEach(stack.phones.all(), ({ to }) => to.startsWith('+'))
  })
})

describe('tokens', () => {
  it('are refused to others than the demo users, whom the refusal lists', async () => {
    const response = await post('/local/token', { user: 'somebody' })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      users: expect.arrayContaining(['coordinator-harbor', 'lead']),
    })
  })

  it('are bearer tokens', async () => {
    const response = await post('/local/token', { user: 'lead' })
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^ey/),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
    })
  })
})

it('the start page links to everything', async () => {
  const page = await (await get('/')).text()
  for (const href of ['/local/phone', '/local/clock', '/console', '/docs', '/local/console-as/lead']) {
    expect(page).toContain(`href="${href}"`)
  }
})
