/**
 * The measured process: a local stack of its own, in memory, so that the load generator's work is not counted with it.
 * Started by measured-server.ts over the process's channel.
 */
import { readFileSync } from 'node:fs'
import { type LocalStack, startLocalStack } from '../../infra/local/server/stack.ts'

export interface ServerOrder {
  readonly assembly: string
  readonly logFolder: string
  /** The counting proxy's, where capacity is measured. */
  readonly databaseEndpoint?: string
}
export type ServerRequest =
  | { readonly id: number; readonly kind: 'start'; readonly order: ServerOrder }
  | { readonly id: number; readonly kind: 'token'; readonly user: string }
  | { readonly id: number; readonly kind: 'tick' | 'cpu' | 'texts' | 'stop' }

/** Linux counts a process's time in ticks of 10 ms. */
const TICKS_PER_SECOND = 100

let stack: LocalStack | undefined

async function answer(request: ServerRequest): Promise<unknown> {
  if (request.kind === 'start') {
    stack = await startLocalStack({ ...request.order, port: 0, ticking: false })
    const { machineEnvironment } = stack
    const functions = stack.resources.functions.map(({ environment, ...resource }) => ({
      ...resource,
      environment: { ...environment, ...machineEnvironment },
    }))
    return { url: stack.url, functions }
  }
  switch (request.kind) {
    case 'token':
      return await stack?.createToken(request.user)
    case 'tick':
      return await stack?.tick()
    case 'texts':
      return stack?.phones.all().map(({ to, body }) => ({ to, body }))
    case 'cpu':
      return cpuSeconds()
    case 'stop':
      return await stack?.close()
  }
}

/** Processor time so far of this process with all its workers, and of its DynamoDB. */
function cpuSeconds(): { functions: number; database: number | null } {
  const { user, system } = process.cpuUsage()
  return { functions: (user + system) / 1e6, database: databaseCpuSeconds() }
}

function databaseCpuSeconds(): number | null {
  const id = stack?.databaseProcessId
  if (id === undefined || process.platform !== 'linux') return null
  // Fields 14 and 15, counted from behind the command, which may hold spaces.
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

process.on('disconnect', () => process.exit(1))
process.on('message', (request: ServerRequest) => {
  void answer(request).then(
    (result) => process.send?.({ id: request.id, result }),
    (error: unknown) => process.send?.({ id: request.id, error: String(error) }),
  )
})
