import type { Writable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { FunctionResource } from '../cloudformation/resources.ts'
import type { SimulatedClock } from './clock.ts'
import type { Invocation, InvocationReply, WorkerMessage, WorkerStart } from './function-worker.ts'

/** Lambda takes and returns at most 6 MB. */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024

/**
 * How much slower than Lambda this machine may be: all functions and the database share a laptop's cores, and a
 * time-out here that Lambda would not have had tells nobody anything.
 */
const TIMEOUT_FACTOR = 6

export type FailureKind = 'threw' | 'crashed' | 'timed-out' | 'request-too-large' | 'response-too-large'

/** An invocation without a result. The message is for the log: it may hold what the function threw. */
export class InvocationFailed extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string) {
    super(message)
    this.kind = kind
  }
}

interface Pending {
  resolve(result: unknown): void
  reject(error: InvocationFailed): void
  /** Unset while the worker is starting. */
  timer?: NodeJS.Timeout
}

/** One worker thread with the invocations that it is busy with. */
interface Environment {
  readonly worker: Worker
  readonly pending: Map<number, Pending>
  ready: boolean
}

interface FunctionDeps {
  readonly clock: SimulatedClock
  readonly log: Writable
  /** Region, credentials and AWS_ENDPOINT_URL_*: what Lambda and the machine add to the template's variables. */
  readonly machineEnvironment: Readonly<Record<string, string>>
}

/** A function of the template, run in a worker thread that is started when first needed and again after a crash. */
export class LocalFunction {
  readonly resource: FunctionResource
  readonly #deps: FunctionDeps
  readonly #environments = new Set<Environment>()
  #current: Environment | undefined
  #nextId = 0

  constructor(resource: FunctionResource, deps: FunctionDeps) {
    this.resource = resource
    this.#deps = deps
  }

  /** Starts the thread ahead of the first invocation. */
  warm(): void {
    this.#current ??= this.#start()
  }

  /**
   * @returns what the handler returned, after a trip through JSON
   * @throws InvocationFailed
   */
  invoke(event: unknown): Promise<unknown> {
    const text = JSON.stringify(event)
    if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
      return Promise.reject(new InvocationFailed('request-too-large', 'The event is over 6 MB.'))
    }
    this.#current ??= this.#start()
    const environment = this.#current
    const { name, timeoutSeconds, memoryMegabytes } = this.resource
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      environment.pending.set(id, { resolve, reject })
      if (environment.ready) this.#limit(environment, id)
      environment.worker.postMessage({
        id,
        event: text,
        functionName: name,
        memoryMegabytes,
        timeoutMs: timeoutSeconds * 1000 * TIMEOUT_FACTOR,
      } satisfies Invocation)
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#environments].map(({ worker }) => worker.terminate()))
  }

  #start(): Environment {
    const { codeFolder, handler, memoryMegabytes, environment: variables } = this.resource
    const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData: { codeFolder, handler, clock: this.#deps.clock.memory } satisfies WorkerStart,
      env: { ...this.#deps.machineEnvironment, AWS_LAMBDA_FUNCTION_NAME: this.resource.name, ...variables },
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    const environment: Environment = { worker, pending: new Map(), ready: false }
    this.#environments.add(environment)
    worker.stdout.pipe(this.#deps.log, { end: false })
    worker.stderr.pipe(this.#deps.log, { end: false })
    worker.on('message', (message: WorkerMessage) => this.#hear(environment, message))
    worker.on('error', (error) => this.#deps.log.write(`worker crashed: ${error.stack ?? error.message}\n`))
    worker.on('exit', (code) => {
      this.#environments.delete(environment)
      if (this.#current === environment) this.#current = undefined
      for (const { reject, timer } of environment.pending.values()) {
        clearTimeout(timer)
        reject(new InvocationFailed('crashed', `${this.resource.name} ended with code ${code}.`))
      }
      environment.pending.clear()
    })
    return environment
  }

  #hear(environment: Environment, message: WorkerMessage): void {
    if (message.kind !== 'ready') {
      this.#settle(environment, message)
      return
    }
    environment.ready = true
    for (const id of environment.pending.keys()) this.#limit(environment, id)
  }

  #limit(environment: Environment, id: number): void {
    const pending = environment.pending.get(id)
    if (pending === undefined) return
    const milliseconds = this.resource.timeoutSeconds * 1000 * TIMEOUT_FACTOR
    pending.timer = setTimeout(() => this.#expire(environment, id), milliseconds)
  }

  #settle(environment: Environment, reply: InvocationReply): void {
    const pending = environment.pending.get(reply.id)
    if (pending === undefined) return
    environment.pending.delete(reply.id)
    clearTimeout(pending.timer)
    if (reply.kind === 'threw') pending.reject(new InvocationFailed('threw', reply.error))
    else if (Buffer.byteLength(reply.result ?? '') > PAYLOAD_LIMIT_BYTES) {
      pending.reject(new InvocationFailed('response-too-large', 'The result is over 6 MB.'))
    } else pending.resolve(reply.result === undefined ? undefined : JSON.parse(reply.result))
    this.#endIfRetired(environment)
  }

  /**
   * Lambda throws an environment away after a timeout. Here several invocations share one, so it takes no new ones and
   * ends when the others are done or have timed out too.
   */
  #expire(environment: Environment, id: number): void {
    const pending = environment.pending.get(id)
    if (pending === undefined) return
    environment.pending.delete(id)
    if (this.#current === environment) this.#current = undefined
    this.#deps.log.write(`timed out after ${TIMEOUT_FACTOR} × ${this.resource.timeoutSeconds} s\n`)
    pending.reject(new InvocationFailed('timed-out', `${this.resource.name} took too long.`))
    this.#endIfRetired(environment)
  }

  #endIfRetired(environment: Environment): void {
    if (this.#current !== environment && environment.pending.size === 0) void environment.worker.terminate()
  }
}
