import { startChild } from './channel.ts'
import type { Cpu } from './cpu.ts'
import type { ServerOrder, ServerRequest, StartedServer } from './server.ts'

export interface MeasuredServer extends StartedServer {
  token(user: string): Promise<string>
  /** Runs what is due, to the end: texts are sent, and their delivery is recorded. */
  tick(): Promise<void>
  texts(): Promise<readonly { to: string; body: string }[]>
  readCpu(): Promise<Cpu>
  stop(): Promise<void>
}

/** Starts a local stack in a process of its own. */
export async function startMeasuredServer(order: ServerOrder): Promise<MeasuredServer> {
  const child = startChild<ServerRequest>(new URL('./server.ts', import.meta.url))
  const started = await child.ask<StartedServer>({ kind: 'start', order })
  return {
    ...started,
    token: (user) => child.ask({ kind: 'token', user }),
    tick: () => child.ask({ kind: 'tick' }),
    texts: () => child.ask({ kind: 'texts' }),
    readCpu: () => child.ask({ kind: 'cpu' }),
    async stop() {
      await child.ask({ kind: 'stop' })
      child.stop()
    },
  }
}
