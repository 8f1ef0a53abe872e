/** What a phone receives before it shows a survey: one reply of the participant’s function. Pure. */

/** A function’s reply to the gateway, format 2.0. */
export interface FunctionReply {
  readonly statusCode: number
  readonly body: string
  readonly isBase64Encoded?: boolean
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}

/** Bytes. */
export interface FirstLoad {
  /** As the function compressed it. */
  readonly body: number
  /** The function’s own. */
  readonly headers: number
  /** What the gateway and CloudFront add. */
  readonly added: number
  readonly total: number
}

/** What a first round trip carries: ten segments of 1,460 bytes (RFC 6928), in round numbers. */
export const FIRST_ROUND_TRIP_BYTES = 14_000

const STATUS_LINE = 'HTTP/1.1 200 OK\r\n\r\n'

/** As AWS writes them, of their usual length; HTTP/2 and 3 send fewer bytes. */
const ADDED_HEADERS: Readonly<Record<string, string>> = {
  date: 'Mon, 30 Nov 2026 02:00:00 GMT',
  'content-length': '10000',
  connection: 'keep-alive',
  'apigw-requestid': 'Zt1aBcDeFgHiJkLmNo==',
  'x-cache': 'Miss from cloudfront',
  via: `1.1 ${'0'.repeat(32)}.cloudfront.net (CloudFront)`,
  'x-amz-cf-pop': 'SEA900-P1',
  'x-amz-cf-id': 'x'.repeat(56),
  'alt-svc': 'h3=":443"; ma=86400',
}

export function measureFirstLoad({
  body,
  isBase64Encoded = false,
  headers = {},
  cookies = [],
}: FunctionReply): FirstLoad {
  const sent = {
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').length,
    headers:
      STATUS_LINE.length +
      countHeaderBytes(Object.entries(headers)) +
      countHeaderBytes(cookies.map((cookie) => ['set-cookie', cookie])),
    added: countHeaderBytes(Object.entries(ADDED_HEADERS)),
  }
  return { ...sent, total: sent.body + sent.headers + sent.added }
}

/** As HTTP/1.1 writes them: `name: value` and an end of line. */
function countHeaderBytes(headers: readonly (readonly string[])[]): number {
  return headers.reduce((sum, [name = '', value = '']) => sum + name.length + Buffer.byteLength(value) + 4, 0)
}
