import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { GatewayReply } from '../../../functions/platform/aws/compress-reply.ts'
import { createHttpHandler } from '../../../functions/platform/aws/http-handler.ts'

const text = 'one line and the same again. '.repeat(100)
const app = new Hono<{ Bindings: { requestContext: { http: { sourceIp: string } } } }>()
  .get('/', (c) => {
    c.header('set-cookie', 'a=1')
    return c.html(text)
  })
  .get('/address', (c) => c.text(c.env.requestContext.http.sourceIp))
const handler = createHttpHandler(app) as (event: unknown, context: unknown) => Promise<GatewayReply>

function get(path: string, headers: Record<string, string>, authorizer?: unknown): Promise<GatewayReply> {
  const routeKey = 'ANY /{proxy+}'
  const event = {
    ...{ version: '2.0', routeKey, rawPath: path, rawQueryString: '', isBase64Encoded: false },
    headers: { host: 'surveys.example.org', ...headers },
    requestContext: {
      ...{ accountId: 'anonymous', apiId: 'a', domainName: 'surveys.example.org', domainPrefix: 'surveys' },
      ...{ requestId: 'r', routeKey, stage: '$default', time: '', timeEpoch: 0 },
      http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7', userAgent: '' },
      ...(authorizer !== undefined && { authorizer }),
    },
  }
  return handler(event, { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '1024' })
}

test('a function compresses its pages itself, and keeps their cookies', async () => {
  const answered = await get('/', { 'accept-encoding': 'br' })
  expect(answered).toMatchObject({ statusCode: 200, isBase64Encoded: true, cookies: ['a=1'] })
  expect(brotliDecompressSync(Buffer.from(answered.body, 'base64')).toString()).toBe(text)
})

test('a header that anybody can write is not believed about the address', async () => {
  const forged = { 'cloudfront-viewer-address': '192.0.2.1:52314' }
  expect((await get('/address', forged)).body).toBe('198.51.100.7')
  expect((await get('/address', forged, { lambda: {} })).body).toBe('198.51.100.7')
})

test.each([
  ['192.0.2.1:52314', '192.0.2.1'],
  ['2001:db8::1:52314', '2001:db8::1'],
])('through CloudFront the address is the person’s: %s', async (header, address) => {
  const front = { lambda: { front: 'cloudfront' } }
  expect((await get('/address', { 'cloudfront-viewer-address': header }, front)).body).toBe(address)
})
