/**
 * Runs inside a worker thread: loads one function's bundle under simulated time and answers invocations.
 * Events and results cross as JSON text, as they do in Lambda, so that a Date or an undefined is lost here as it is there.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { installSimulatedDate } from './clock.ts'

/** What a worker is started with. */
export interface WorkerStart {
  readonly codeFolder: string
  /** `index.handler`: module and export, as in the template. */
  readonly handler: string
  readonly clock: SharedArrayBuffer
}

export interface Invocation {
  readonly id: number
  readonly event: string
  readonly functionName: string
  readonly memoryMegabytes: number
  readonly timeoutMs: number
}

export type WorkerMessage = { readonly kind: 'ready' } | InvocationReply

export type InvocationReply =
  | { readonly id: number; readonly kind: 'returned'; readonly result: string | undefined }
  | { readonly id: number; readonly kind: 'threw'; readonly error: string }

type Handler = (event: unknown, context: unknown) => Promise<unknown>

const start = workerData as WorkerStart
const port = parentPort
if (port === null) throw new Error('function-worker.ts runs only as a worker thread.')

installSimulatedDate(start.clock)
const [module, exported] = start.handler.split('.')
const loading = loadHandler(join(start.codeFolder, `${module}.mjs`), String(exported))
// The time that a function may take counts from here: starting up is not part of it, as in Lambda. A bundle that does
// not load rejects without a handler, which ends the worker as it ends a Lambda environment.
void loading.then(() => port.postMessage({ kind: 'ready' } satisfies WorkerMessage))

port.on('message', (invocation: Invocation) => {
  void answerInvocation(invocation).then((reply) => port.postMessage(reply))
})

async function loadHandler(file: string, name: string): Promise<Handler> {
  const bundle: Record<string, unknown> = await import(pathToFileURL(file).href)
  const handler = bundle[name]
  if (typeof handler !== 'function') throw new Error(`${file} exports no function called ${name}.`)
  return handler as Handler
}

async function answerInvocation({ id, event, ...about }: Invocation): Promise<InvocationReply> {
  const handler = await loading
  const deadline = Date.now() + about.timeoutMs
  try {
    const result = await handler(JSON.parse(event), {
      functionName: about.functionName,
      functionVersion: '$LATEST',
      memoryLimitInMB: String(about.memoryMegabytes),
      awsRequestId: crypto.randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    })
    return { id, kind: 'returned', result: JSON.stringify(result) }
  } catch (error) {
    console.error(error)
    return {
      id,
      kind: 'threw',
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }
  }
}
