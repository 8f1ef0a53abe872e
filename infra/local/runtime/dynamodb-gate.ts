import {
  Agent,
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http'
import { listen } from './listen.ts'
import { formatDenial, type Permissions, readCaller } from './permissions.ts'
import { listDynamoAccess, type Place } from './requested-access.ts'

/** DynamoDB as functions reach it: what their role does not allow is refused. */
export interface DynamoGate {
  readonly endpoint: string
  close(): Promise<void>
}

/** @param readPermissions known once the template is read, which needs this gate's address first */
export async function startDynamoGate(
  databaseEndpoint: string,
  readPermissions: () => { readonly permissions: Permissions; readonly place: Place },
): Promise<DynamoGate> {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(databaseEndpoint)
  const forward = (incoming: IncomingMessage, body: Buffer, response: ServerResponse) => {
    const { method, url, headers } = incoming
    const sent = requestHttp({ agent, hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    // As a lost connection: the caller knows what to do about that.
    sent.on('error', () => response.destroy())
    sent.end(body)
  }
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { permissions, place } = readPermissions()
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const accesses = listDynamoAccess(operation, JSON.parse(body.toString()), place)
    const denial = permissions.findDenial(readCaller(incoming.headers.authorization), accesses)
    if (denial === undefined) forward(incoming, body, response)
    else refuse(response, 'AccessDeniedException', formatDenial(denial))
  }
  const server = createServer((incoming, response) => {
    // Such as an operation that is about no table, or a caller that is gone.
    serve(incoming, response).catch(() =>
      refuse(response, 'ValidationException', 'Local mode cannot read this.'),
    )
  })
  const { endpoint, close } = await listen(server, 0)
  return {
    endpoint,
    async close() {
      agent.destroy()
      await close()
    },
  }
}

function refuse(response: ServerResponse, type: string, message: string): void {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, Message: message }))
}
