import { Agent, request } from 'node:http'

/** The one load generator: of Concord and of what it is compared with. Connections are kept, nothing is retried. */

export interface Load {
  send(url: string, call?: Call): Promise<Reply>
  close(): void
}
export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  /** Of the status line and the headers, as HTTP/1.1 writes them. */
  readonly headerBytes: number
}

export const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' } as const

const STATUS_LINE = 'HTTP/1.1 200 OK\r\n\r\n'

export function createLoad(connections = 64): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    send: (url, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
        const outgoing = request(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks),
              headerBytes: incoming.rawHeaders.reduce(
                (sum, text) => sum + text.length + 2,
                STATUS_LINE.length,
              ),
            }),
          )
        })
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** @throws Error unless the reply has the status */
export function expectStatus(reply: Reply, status: number, what: string): Reply {
  if (reply.status !== status)
    throw new Error(`${what}: ${reply.status} ${reply.body.toString().slice(0, 300)}`)
  return reply
}
