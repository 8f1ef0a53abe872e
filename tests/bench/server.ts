/**
 * The measured process: a local stack of its own, in memory, so that the load generator's work is not counted with it.
 * Started by measured-server.ts over the process's channel.
 */
import type { LocalStack } from '../../infra/local/server/local-stack.ts'
import { startLocalStack } from '../../infra/local/server/stack.ts'
import { answerParent } from './channel.ts'
import { readCpu } from './cpu.ts'

export interface ServerOrder {
  readonly assembly: string
  readonly logFolder: string
  /** The counting proxy's, where units are counted. */
  readonly databaseEndpoint?: string
  /** Those of another server, whose links shall lead on here. */
  readonly secrets?: Readonly<Record<string, string>>
}

export type ServerRequest =
  | { readonly kind: 'start'; readonly order: ServerOrder }
  | { readonly kind: 'token'; readonly user: string }
  | { readonly kind: 'tick' | 'cpu' | 'texts' | 'stop' }

let stack: LocalStack | undefined

async function start(order: ServerOrder) {
  stack = await startLocalStack({ ...order, port: 0, ticking: false, isDatabaseUngated: true })
  const { url, machineEnvironment, resources, databaseEndpoint, region, secrets } = stack
  return {
    ...{ url, databaseEndpoint, region, secrets },
    tables: resources.tables.map(({ name }) => name),
    functions: resources.functions.map(({ environment, ...resource }) => ({
      ...resource,
      environment: { ...environment, ...machineEnvironment },
    })),
  }
}

export type StartedServer = Awaited<ReturnType<typeof start>>

answerParent((request: ServerRequest): unknown => {
  switch (request.kind) {
    case 'start':
      return start(request.order)
    case 'token':
      return stack?.createToken(request.user)
    case 'tick':
      return stack?.tick()
    case 'texts':
      return stack?.phones.all().map(({ to, body }) => ({ to, body }))
    case 'cpu':
      return readCpu(stack?.databaseProcessId)
    case 'stop':
      return stack?.close()
  }
})
