import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { compressReply, type GatewayReply } from '../../../functions/platform/aws/compress-reply.ts'
import { createHttpHandler } from '../../../functions/platform/aws/http-handler.ts'

const text = 'one line and the same again. '.repeat(100)

function reply(headers: Record<string, string> = {}, body = text): GatewayReply {
  return { body, isBase64Encoded: false, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }
}

describe('a reply', () => {
  test.each([
    ['is small', reply({}, 'short'), 'gzip'],
    ['is no text', reply({ 'content-type': 'image/png' }), 'gzip'],
    ['is base64 already', { ...reply(), isBase64Encoded: true }, 'gzip'],
    ['is compressed already', reply({ 'content-encoding': 'br' }), 'gzip'],
    ['must not be changed', reply({ 'cache-control': 'no-transform' }), 'gzip'],
    ['goes to one who names no encoding', reply(), ''],
    ['goes to one who refuses gzip', reply(), 'gzip;q=0, deflate'],
  ])('that %s is left alone', async (_, given, accept) => {
    expect(await compressReply(given, accept)).toBe(given)
  })

  test('is compressed with brotli, else with gzip, and says so', async () => {
    const brotli = await compressReply(reply(), 'gzip, deflate, br')
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(brotliDecompressSync(Buffer.from(brotli.body, 'base64')).toString()).toBe(text)
    const given = reply({ 'content-type': 'application/problem+json', vary: 'accept-language' })
    const zipped = await compressReply(given, 'gzip')
    expect(zipped.headers).toMatchObject({ vary: 'accept-language, accept-encoding' })
    expect(gunzipSync(Buffer.from(zipped.body, 'base64')).toString()).toBe(text)
    expect(zipped.isBase64Encoded).toBe(true)
  })

  test('that is compressed has a weak tag and no length of before', async () => {
    const { headers } = await compressReply(reply({ etag: '"a"', 'content-length': '2900' }), 'br')
    expect(headers).toMatchObject({ etag: 'W/"a"' })
    expect(headers).not.toHaveProperty('content-length')
  })
})

test('a function behind the gateway compresses its pages itself, and keeps their cookies', async () => {
  const app = new Hono().get('/', (c) => {
    c.header('set-cookie', 'a=1')
    return c.html(text)
  })
  const event = {
    ...{ version: '2.0', routeKey: 'GET /', rawPath: '/', rawQueryString: '', isBase64Encoded: false },
    headers: { 'accept-encoding': 'br', host: 'surveys.example.org' },
    requestContext: {
      ...{ accountId: 'anonymous', apiId: 'a', domainName: 'surveys.example.org', domainPrefix: 'surveys' },
      ...{ requestId: 'r', routeKey: 'GET /', stage: '$default', time: '', timeEpoch: 0 },
      http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
      authentication: null,
      authorizer: {},
    },
  }
  const handler = createHttpHandler(app) as (event: unknown, context: unknown) => Promise<GatewayReply>
  const answered = await handler(event, { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '1024' })
  expect(answered).toMatchObject({ statusCode: 200, isBase64Encoded: true, cookies: ['a=1'] })
  expect(brotliDecompressSync(Buffer.from(answered.body, 'base64')).toString()).toBe(text)
})
