import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Hono } from 'hono'
import { InvocationFailed, type LocalFunction } from '../runtime/functions.ts'
import {
  buildGatewayError,
  buildHttpEvent,
  buildWireResponse,
  type WireRequest,
  type WireResponse,
} from '../runtime/payload.ts'
import type { RouteMatch } from '../runtime/routes.ts'
import type { LocalSignIn } from './sign-in.ts'

/** API Gateway refuses larger bodies; Lambda's own limit, on the event, is lower still. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024

interface HttpDeps {
  readonly matchRoute: (method: string, path: string) => RouteMatch | undefined
  readonly functions: ReadonlyMap<string, LocalFunction>
  readonly getLocalApp: () => Hono
  readonly getSignIn: () => LocalSignIn
  readonly now: () => number
  /** Called after a POST to the API that succeeded. */
  readonly onChange: () => void
}

/** The one public port: the template's routes as API Gateway serves them, beside the pages that only exist locally. */
export function createHttpServer(deps: HttpDeps): Server {
  return createServer((request, response) => {
    void serveRequest(request, response, deps).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`local mode failed: ${error instanceof Error ? error.message : String(error)}\n`)
    })
  })
}

async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  deps: HttpDeps,
): Promise<void> {
  const [path = '/'] = (request.url ?? '/').split('?')
  if (path === '/oidc' || path.startsWith('/oidc/')) return await deps.getSignIn().handle(request, response)
  const body = await readBody(request)
  if (body === undefined)
    return sendResponse(request, response, buildGatewayError(413, 'Request Entity Too Large'))
  const wire: WireRequest = {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    rawHeaders: request.rawHeaders,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    body,
  }
  const isLocal = path === '/' || path === '/local' || path.startsWith('/local/')
  const answer = isLocal
    ? await callLocalApp(wire, deps.getLocalApp())
    : await invokeFunction(wire, path, deps)
  if (wire.method === 'POST' && path.startsWith('/api/') && answer.status < 300) deps.onChange()
  sendResponse(request, response, answer)
}

async function invokeFunction(wire: WireRequest, path: string, deps: HttpDeps): Promise<WireResponse> {
  const match = deps.matchRoute(wire.method, path)
  const target = match && deps.functions.get(match.functionId)
  if (match === undefined || target === undefined) return buildGatewayError(404, 'Not Found')
  try {
    return buildWireResponse(await target.invoke(buildHttpEvent(wire, match, randomUUID(), deps.now())))
  } catch (error) {
    if (!(error instanceof InvocationFailed)) throw error
    switch (error.kind) {
      case 'request-too-large':
        return buildGatewayError(413, 'Request Entity Too Large')
      case 'crashed':
        return buildGatewayError(502, 'Bad Gateway')
      case 'timed-out':
        return buildGatewayError(504, 'Gateway Timeout')
      default:
        return buildGatewayError(500, 'Internal Server Error')
    }
  }
}

async function callLocalApp(wire: WireRequest, app: Hono): Promise<WireResponse> {
  const headers = new Headers()
  for (let i = 0; i + 1 < wire.rawHeaders.length; i += 2) {
    headers.append(String(wire.rawHeaders[i]), String(wire.rawHeaders[i + 1]))
  }
  const hasBody = wire.method !== 'GET' && wire.method !== 'HEAD' && wire.body.length > 0
  const host = headers.get('host') ?? '127.0.0.1'
  const answer = await app.fetch(
    new Request(new URL(wire.url, `http://${host}`), {
      method: wire.method,
      headers,
      ...(hasBody ? { body: new Uint8Array(wire.body) } : {}),
    }),
  )
  return {
    status: answer.status,
    headers: [...answer.headers],
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

function sendResponse(request: IncomingMessage, response: ServerResponse, answer: WireResponse): void {
  const { status, headers, body } = answer
  for (const [name, value] of headers) response.appendHeader(name, value)
  response.statusCode = status
  if (request.method === 'HEAD') response.setHeader('content-length', body.length)
  response.end(request.method === 'HEAD' || body.length === 0 ? undefined : body)
}

/** @returns undefined when it is over the limit; the rest is then thrown away, not kept */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk)
  }
  return length > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks)
}
