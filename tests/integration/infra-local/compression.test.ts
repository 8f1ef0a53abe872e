import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressResponse } from '../../../infra/local/runtime/compression.ts'
import type { WireResponse } from '../../../infra/local/runtime/payload.ts'

const text = 'one line and the same again. '.repeat(100)

function response(headers: Record<string, string> = {}, body = text): WireResponse {
  const all = { 'content-type': 'text/html; charset=utf-8', ...headers }
  return { status: 200, headers: Object.entries(all), body: Buffer.from(body) }
}
const findEncoding = (answer: WireResponse): string | undefined =>
  answer.headers.find(([name]) => name === 'content-encoding')?.[1]

describe('compression of responses', () => {
  it('leaves alone what is small, not text, compressed already or not wanted', async () => {
    const untouched = [
      [response({}, 'short'), 'gzip'],
      [response({ 'content-type': 'image/png' }), 'gzip'],
      [response({ 'content-encoding': 'br' }), 'gzip'],
      [response({ 'cache-control': 'no-transform' }), 'gzip'],
      [response(), undefined],
      [response(), 'gzip;q=0, deflate'],
    ] as const
    for (const [answer, accept] of untouched) expect(await compressResponse(answer, accept)).toBe(answer)
  })

  it('prefers brotli, else gzip, and says so', async () => {
    const brotli = await compressResponse(response(), 'gzip, deflate, br')
    expect(findEncoding(brotli)).toBe('br')
    expect(brotliDecompressSync(brotli.body).toString()).toBe(text)
    const zipped = await compressResponse(response({ 'content-type': 'application/problem+json' }), 'gzip')
    expect(findEncoding(zipped)).toBe('gzip')
    expect(gunzipSync(zipped.body).toString()).toBe(text)
    expect(zipped.headers).toContainEqual(['vary', 'accept-encoding'])
  })

  it('weakens the tag of what it changed', async () => {
    const { headers } = await compressResponse(response({ etag: '"a"' }), 'br')
    expect(headers).toContainEqual(['etag', 'W/"a"'])
  })
})
