import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import * as z from 'zod'
import { type ListeningServer, listen } from '../../infra/local/runtime/listen.ts'

const capacity = z.object({ TableName: z.string().optional(), CapacityUnits: z.number() })
const withCapacity = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() })

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

/** One request: who asked (the name of the function), for what, and the units that DynamoDB itself counted. */
export interface CountedRequest {
  readonly caller: string
  readonly operation: string
  readonly read: number
  readonly write: number
}

/** Requests and capacity units. */
export interface Units {
  readonly requests: number
  readonly read: number
  readonly write: number
}

export interface CountingProxy extends ListeningServer {
  /** What was asked since the last `take`. */
  take(): readonly CountedRequest[]
}

/** Stands before a DynamoDB and asks for the consumed capacity of every request. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  let counted: CountedRequest[] = []
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    void (async () => {
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
      const isCounted = READS.has(operation) || WRITES.has(operation)
      const body = await read(request)
      const sent = isCounted ? JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' }) : body
      const { host: _, 'content-length': __, connection: ___, ...headers } = request.headers
      const onward = httpRequest(target, { method: request.method, headers, agent }, (answer) => {
        void read(answer).then((text) => {
          if (isCounted) counted.push(readUnits(String(request.headers['user-agent']), operation, text))
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
    async close() {
      await listening.close()
      agent.destroy()
    },
    take() {
      const taken = counted
      counted = []
      return taken
    },
  }
}

function readUnits(caller: string, operation: string, answer: string): CountedRequest {
  const parsed = withCapacity.safeParse(JSON.parse(answer || '{}'))
  const consumed = [parsed.data?.ConsumedCapacity ?? []]
    .flat()
    .reduce((sum, one) => sum + one.CapacityUnits, 0)
  return {
    ...{ caller, operation },
    read: READS.has(operation) ? consumed : 0,
    write: WRITES.has(operation) ? consumed : 0,
  }
}

/** @param times of what was done: the result is for one */
export function sumUnits(requests: readonly CountedRequest[], times = 1): Units {
  const sum = (count: (request: CountedRequest) => number): number =>
    Math.round((requests.reduce((total, one) => total + count(one), 0) / times) * 100) / 100
  return { requests: sum(() => 1), read: sum(({ read }) => read), write: sum(({ write }) => write) }
}

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
