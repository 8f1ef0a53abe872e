import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import * as z from 'zod'
import { type ListeningServer, listen } from '../../infra/local/runtime/listen.ts'

const capacity = z.object({ TableName: z.string().optional(), CapacityUnits: z.number() })
const withCapacity = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() })

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

/** Capacity units since the last `take`, as DynamoDB itself counts them. */
export interface Units {
  read: number
  write: number
  /** Requests by operation. */
  requests: Record<string, number>
}

export interface CountingProxy extends ListeningServer {
  take(): Units
}

const none = (): Units => ({ read: 0, write: 0, requests: {} })

/** Stands before a DynamoDB, asks for the consumed capacity of every request and adds it up. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  let units = none()
  const count = (operation: string, answer: string): void => {
    units.requests[operation] = (units.requests[operation] ?? 0) + 1
    const parsed = withCapacity.safeParse(JSON.parse(answer || '{}'))
    const consumed = [parsed.data?.ConsumedCapacity ?? []]
      .flat()
      .reduce((sum, one) => sum + one.CapacityUnits, 0)
    if (READS.has(operation)) units.read += consumed
    else if (WRITES.has(operation)) units.write += consumed
  }
  const server = createServer((request, response) => {
    void (async () => {
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
      const counted = READS.has(operation) || WRITES.has(operation)
      const body = await read(request)
      const sent = counted ? JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' }) : body
      const { host: _, 'content-length': __, ...headers } = request.headers
      const onward = httpRequest(target, { method: request.method, headers }, (answer) => {
        void read(answer).then((text) => {
          if (counted) count(operation, text)
          response.writeHead(answer.statusCode ?? 502, {
            'content-type': answer.headers['content-type'] ?? 'text/plain',
          })
          response.end(text)
        })
      })
      onward.on('error', () => response.destroy())
      onward.end(sent)
    })()
  })
  const listening = await listen(server, 0)
  return {
    ...listening,
    take() {
      const taken = units
      units = none()
      return taken
    },
  }
}

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
