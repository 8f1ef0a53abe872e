import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compressReply, type GatewayReply } from '../../../functions/platform/aws/compress-reply.ts'

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
