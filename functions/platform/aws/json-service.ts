import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Credentials } from './environment-credentials.ts'
import { createSigner } from './sign-request.ts'

/*
 * The services of AWS that take a POST with JSON and name the operation in a header, asked without the layers that serve
 * every other form of request.
 */

/** One try. Every index, item and secret here is small: what takes longer is lost. */
const REQUEST_MILLISECONDS = 2_000
/** A function in Lambda has one event at a time and a few parallel reads; on one computer hundreds share a worker. */
const MAX_SOCKETS = 256

export type ServiceSettings = {
  readonly region: string
  readonly credentials: Credentials
  /** Of AWS in the region, unless there is one; never FIPS or dual-stack, which nothing here is set up for. */
  readonly endpoint?: string
}

export type ServiceReply = {
  readonly status: number
  /** AWS's own, by which its support finds a request. */
  readonly requestId: string | undefined
  readonly body: string
}

export type JsonService = {
  /**
   * Signs and sends once.
   *
   * @param target such as `DynamoDB_20120810.GetItem`
   * @throws Error `TimeoutError` when nothing came back in time, or with the code of a connection that was lost
   */
  post(target: string, body: string): Promise<ServiceReply>
  /** Ends the connections that are kept. */
  destroy(): void
}

/** As AWS names it in its addresses and when it signs. */
type ServiceName = 'cognito-idp' | 'dynamodb' | 'kms' | 'secretsmanager'

/** @param version of AWS's JSON protocol that the service speaks */
export function createJsonService(
  service: ServiceName,
  version: '1.0' | '1.1',
  settings: ServiceSettings,
): JsonService {
  const { region, credentials } = settings
  const url = findAddress(service, settings)
  const isPlain = url.protocol === 'http:'
  const request = isPlain ? requestHttp : requestHttps
  const agent = new (isPlain ? HttpAgent : HttpsAgent)({ keepAlive: true, maxSockets: MAX_SOCKETS })
  const place = { agent, method: 'POST', hostname: url.hostname, port: url.port, path: '/' }
  const sign = createSigner({ region, service, credentials })
  const contentType = `application/x-amz-json-${version}`
  // CloudTrail shows it beside each request, and the bench counts by it. It is not signed.
  const userAgent = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'concord'
  return {
    post(target, body) {
      const signed = { host: url.host, 'content-type': contentType, 'x-amz-target': target }
      // The clock is not corrected by the service's: Lambda's is right.
      const headers = sign(signed, body, new Date())
      headers['user-agent'] = userAgent
      headers['content-length'] = String(Buffer.byteLength(body))
      const sent = request({ ...place, headers })
      const reply = awaitReply(sent)
      sent.end(body)
      return reply
    },
    destroy: () => agent.destroy(),
  }
}

export function findAddress(service: ServiceName, { region, endpoint }: ServiceSettings): URL {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return new URL(endpoint ?? `https://${service}.${region}.${domain}`)
}

function awaitReply(sent: ClientRequest): Promise<ServiceReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => sent.destroy(new TimeoutError()), REQUEST_MILLISECONDS)
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    sent.on('error', fail)
    sent.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('error', fail)
      response.on('data', (chunk: Buffer) => void chunks.push(chunk))
      response.on('end', () => {
        clearTimeout(timer)
        const requestId = response.headers['x-amzn-requestid']
        resolve({
          status: response.statusCode ?? 0,
          requestId: typeof requestId === 'string' ? requestId : undefined,
          body: Buffer.concat(chunks).toString(),
        })
      })
    })
  })
}

class TimeoutError extends Error {
  constructor() {
    super(`no reply within ${REQUEST_MILLISECONDS} ms`)
    this.name = 'TimeoutError'
  }
}
