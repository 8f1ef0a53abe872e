import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A function's reply to the gateway, as far as it is compressed. */
export type GatewayReply = {
  readonly body: string
  readonly isBase64Encoded: boolean
  /** Names in lowercase, as `Headers` gives them. */
  readonly headers?: Record<string, string | string[]>
}

/** Compressing less than this saves nothing. Bytes. */
const MIN_BYTES = 1000
const TEXT = /^(text\/|image\/svg\+xml|application\/([a-z.-]+\+)?(json|xml|javascript|manifest))/i

/**
 * Compresses a text that a browser, or CloudFront for it, takes compressed. An HTTP API compresses nothing, and CloudFront
 * nothing that it does not keep, which is every page with a person’s data. Brotli before gzip; the reply is its body in
 * base64, which the gateway decodes.
 *
 * @param acceptEncoding the request’s header; anything else for none
 */
export async function compressReply<Reply extends GatewayReply>(
  reply: Reply,
  acceptEncoding: string,
): Promise<Reply> {
  const { headers = {}, body, isBase64Encoded } = reply
  const isText = !isBase64Encoded && TEXT.test(String(headers['content-type']))
  if (!isText || Buffer.byteLength(body) < MIN_BYTES || headers['content-encoding'] !== undefined)
    return reply
  if (/no-transform/i.test(String(headers['cache-control']))) return reply
  const encoding = chooseEncoding(acceptEncoding)
  if (encoding === undefined) return reply
  const bytes = Buffer.from(body)
  // Beyond these levels a page is hardly smaller and takes longer.
  const compressed = await (encoding === 'br'
    ? promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    : promisify(gzip)(bytes, { level: 6 }))
  const { 'content-length': _, etag, vary, ...kept } = headers
  return {
    ...reply,
    headers: {
      ...kept,
      // The compressed form is another sequence of bytes, so it may only share a weak tag.
      ...(etag !== undefined && { etag: `W/${String(etag).replace(/^W\//, '')}` }),
      'content-encoding': encoding,
      vary: vary === undefined ? 'accept-encoding' : `${vary}, accept-encoding`,
    },
    body: compressed.toString('base64'),
    isBase64Encoded: true,
  }
}

function chooseEncoding(acceptEncoding: string): 'br' | 'gzip' | undefined {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name)
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : undefined
}
