import { fork } from 'node:child_process'

/** Questions to a process of one's own, over its channel: what is measured runs apart from what loads it. */
export interface Child<Request> {
  ask<Reply>(request: Request): Promise<Reply>
  stop(): void
}

interface Question<Request> {
  readonly id: number
  readonly request: Request
}
interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** @param file module that calls `answerParent` */
export function startChild<Request>(file: URL, args: readonly string[] = []): Child<Request> {
  const child = fork(file, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let nextId = 0
  child.on('message', ({ id, result, error }: Reply) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result)
    else one?.reject(new Error(error))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the measured process ended with code ${code}`))
  })
  return {
    ask: <Reply>(request: Request) =>
      new Promise<Reply>((resolve, reject) => {
        const id = nextId++
        waiting.set(id, { resolve: (value) => resolve(value as Reply), reject })
        child.send({ id, request } satisfies Question<Request>)
      }),
    stop: () => child.disconnect(),
  }
}

/** The child's side; it ends with its parent. */
export function answerParent<Request>(answer: (request: Request) => unknown): void {
  process.on('disconnect', () => process.exit())
  process.on('message', ({ id, request }: Question<Request>) => {
    void (async () => answer(request))().then(
      (result) => process.send?.({ id, result } satisfies Reply),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Reply),
    )
  })
}
