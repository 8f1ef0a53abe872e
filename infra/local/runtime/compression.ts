import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { WireResponse } from './payload.ts'

/**
 * API Gateway does not compress a function's response; the CloudFront distribution that stands before it does, for text
 * of at least 1,000 bytes. So does local mode, or a measured page would be four times what a phone receives.
 */
const MIN_BYTES = 1000
const TEXT = /^(text\/|image\/svg\+xml|application\/([a-z.-]+\+)?(json|xml|javascript|manifest))/i

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Compresses a text response when the client takes it and the function has not done so itself. */
export async function compressResponse(
  response: WireResponse,
  acceptEncoding: string | undefined,
): Promise<WireResponse> {
  const findHeader = (name: string): string | undefined => response.headers.find(([key]) => key === name)?.[1]
  if (response.body.length < MIN_BYTES || !TEXT.test(findHeader('content-type') ?? '')) return response
  if (findHeader('content-encoding') !== undefined || /no-transform/i.test(findHeader('cache-control') ?? ''))
    return response
  const accepted = parseAcceptedEncodings(acceptEncoding ?? '')
  const encoding = accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : undefined
  if (encoding === undefined) return response
  // The levels that CloudFront's sizes come close to.
  const body =
    encoding === 'br'
      ? await toBrotli(response.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await toGzip(response.body, { level: 6 })
  const kept = response.headers
    .filter(([name]) => name !== 'content-length')
    .map(([name, value]) => [name, name === 'etag' ? weakenTag(value) : value] as const)
  return {
    ...response,
    headers: [...kept, ['content-encoding', encoding], ['vary', 'accept-encoding']],
    body,
  }
}

/** The compressed form is another sequence of bytes, so it may only share a weak tag. */
function weakenTag(etag: string): string {
  return etag.startsWith('W/') ? etag : `W/${etag}`
}

function parseAcceptedEncodings(header: string): Set<string> {
  const names = header.split(',').map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  )
  return new Set(
    names.filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? '')).map(([name]) => String(name)),
  )
}
