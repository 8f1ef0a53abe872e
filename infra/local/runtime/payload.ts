import * as z from 'zod'
import type { RouteMatch } from './routes.ts'

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string
  /** Path and query as sent, e.g. `/api/studies?limit=2`. */
  readonly url: string
  /** Name, value, name, value …, as Node keeps them. */
  readonly rawHeaders: readonly string[]
  readonly sourceIp: string
  readonly body: Buffer
}

export interface WireResponse {
  readonly status: number
  /** A name may occur more than once: each cookie is a header of its own. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer
}

/** Payload format 2.0, as far as functions read it. */
export interface HttpEvent {
  readonly version: '2.0'
  readonly routeKey: string
  readonly rawPath: string
  readonly rawQueryString: string
  readonly cookies?: string[]
  readonly headers: Record<string, string>
  readonly queryStringParameters?: Record<string, string>
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly requestContext: unknown
  readonly body?: string
  readonly isBase64Encoded: boolean
}

const TEXT_BODY = /^(text\/|application\/(json|javascript|xml)\b)/i

/**
 * The event that API Gateway would make of a request.
 *
 * @param now simulated time, in milliseconds
 */
export function buildHttpEvent(
  request: WireRequest,
  match: RouteMatch,
  requestId: string,
  now: number,
): HttpEvent {
  const [rawPath = '/', rawQueryString = ''] = splitOnce(request.url, '?')
  const { headers, cookies } = readHeaders(request.rawHeaders)
  const query = readQuery(rawQueryString)
  const isBase64Encoded = request.body.length > 0 && !TEXT_BODY.test(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.routeKey,
      stage: '$default',
      time: new Date(now).toISOString(),
      timeEpoch: Math.floor(now),
    },
    ...(request.body.length > 0 ? { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') } : {}),
    isBase64Encoded,
  }
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const httpResult = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
})

/** Whatever a function returned, as a response. A result without `statusCode` is itself the JSON body of a 200. */
export function buildWireResponse(result: unknown): WireResponse {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null)
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) }
  }
  const parsed = httpResult.safeParse(result)
  if (!parsed.success) return buildGatewayError(500, 'Internal Server Error')
  const { statusCode, headers, multiValueHeaders, cookies, body, isBase64Encoded } = parsed.data
  return {
    status: statusCode,
    headers: [
      ...Object.entries(headers ?? {}),
      ...Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
        values.map((value) => [name, value] as const),
      ),
      ...(cookies ?? []).map((cookie) => ['set-cookie', cookie] as const),
    ].map(([name, value]) => [name.toLowerCase(), value] as const),
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

/** What API Gateway says by itself when no function answered. */
export function buildGatewayError(status: number, message: string): WireResponse {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  }
}

function readHeaders(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = String(raw[i]).toLowerCase()
    const value = String(raw[i + 1])
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''))
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
  }
  return { headers, cookies }
}

function readQuery(raw: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`
  }
  return query
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
