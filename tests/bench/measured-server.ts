import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FunctionResource } from '../../infra/local/cloudformation/resources.ts'
import type { ServerOrder, ServerRequest } from './server.ts'

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url))

export interface MeasuredServer {
  readonly url: string
  readonly functions: readonly FunctionResource[]
  token(user: string): Promise<string>
  /** Runs what is due: texts are sent. */
  tick(): Promise<void>
  texts(): Promise<readonly { to: string; body: string }[]>
  cpuSeconds(): Promise<{ functions: number; database: number | null }>
  stop(): Promise<void>
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** Starts a local stack in a process of its own. */
export async function startMeasuredServer(order: ServerOrder): Promise<MeasuredServer> {
  const child = fork(SERVER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let nextId = 0
  child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result)
    else one?.reject(new Error(error))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the measured server ended with code ${code}`))
  })
  const ask = <T>(request: Unnumbered<ServerRequest>): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, { resolve: (value) => resolve(value as T), reject })
      child.send({ ...request, id })
    })
  const started = await ask<{ url: string; functions: FunctionResource[] }>({ kind: 'start', order })
  return {
    ...started,
    token: (user) => ask({ kind: 'token', user }),
    tick: () => ask({ kind: 'tick' }),
    texts: () => ask({ kind: 'texts' }),
    cpuSeconds: () => ask({ kind: 'cpu' }),
    async stop() {
      await ask({ kind: 'stop' })
      child.disconnect()
    },
  }
}
