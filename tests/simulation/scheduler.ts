import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import type { Random } from './random.ts'

/** How one invocation of a function ended. One that crashed never comes back, whatever it had written. */
export type Ended<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed' }
  | { readonly kind: 'crashed' }

type Task = {
  readonly number: number
  waiting: number
  isOver: boolean
  isDead: boolean
  end: (ended: Ended<unknown>) => void
}
type Call = {
  readonly task: Task
  readonly perform: () => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** In how many of a thousand calls each fault happens. */
export type Faults = {
  readonly throttled: number
  /** The call has happened, and its reply is lost. */
  readonly replyLost: number
  readonly crashBefore: number
  readonly crashAfter: number
}

export const NO_FAULTS: Faults = { throttled: 0, replyLost: 0, crashBefore: 0, crashAfter: 0 }

/**
 * Runs invocations of the real functions one outside call at a time, in an order that the seed decides: whatever they
 * call outside (tables, queue, text service) passes `gate`, and between any two such calls any other may come, fail,
 * lose its reply, or take its whole process down.
 */
export class Scheduler {
  readonly #random: Random
  readonly #context = new AsyncLocalStorage<Task>()
  readonly #tasks = new Set<Task>()
  #calls: Call[] = []
  #started = 0
  faults: Faults = NO_FAULTS
  /** Counts calls: the time by which what happened is ordered. */
  step = 0
  /** Tells two histories apart by whose calls came when. */
  fingerprint = 0

  constructor(random: Random) {
    this.#random = random
  }

  get isIdle(): boolean {
    return this.#tasks.size === 0
  }

  start<Value>(work: () => Promise<Value>, onEnd: (ended: Ended<Value>) => void): void {
    this.#started += 1
    const task: Task = {
      ...{ number: this.#started, waiting: 0, isOver: false, isDead: false },
      end: (ended) => {
        if (task.isOver) return
        task.isOver = true
        this.#tasks.delete(task)
        onEnd(ended as Ended<Value>)
      },
    }
    this.#tasks.add(task)
    this.#context.run(task, () => {
      work().then(
        (value) => task.end({ kind: 'done', value }),
        () => task.end({ kind: 'failed' }),
      )
    })
  }

  /** Waits for its turn, then happens, unless a fault comes first. Outside an invocation it happens at once. */
  gate<Value>(perform: () => Promise<Value>): Promise<Value> {
    const task = this.#context.getStore()
    if (!task) return perform()
    if (task.isDead) return new Promise(() => {})
    task.waiting += 1
    return new Promise<Value>((resolve, reject) => {
      this.#calls.push({ task, perform, resolve: resolve as Call['resolve'], reject })
    })
  }

  /** Lets so many calls happen, or all that there are. */
  async run(calls = Number.POSITIVE_INFINITY): Promise<void> {
    for (let count = 0; count < calls; count += 1) {
      await this.#settle()
      if (this.#calls.length === 0) return
      // Which of several invocations came first to its call is chance: the order here is not.
      this.#calls.sort((a, b) => a.task.number - b.task.number)
      const [call] = this.#calls.splice(this.#random.below(this.#calls.length), 1)
      if (call) await this.#perform(call)
    }
  }

  async #perform(call: Call): Promise<void> {
    this.step += 1
    this.fingerprint = Math.imul(this.fingerprint ^ call.task.number, FNV_PRIME) >>> 0
    call.task.waiting -= 1
    const drawn = this.#random.below(1000)
    const { throttled, replyLost, crashBefore, crashAfter } = this.faults
    if (drawn < throttled) return call.reject(new Error('throttled'))
    if (drawn < throttled + crashBefore) return this.#crash(call.task)
    try {
      const value = await call.perform()
      if (drawn < throttled + crashBefore + crashAfter) return this.#crash(call.task)
      if (drawn < throttled + crashBefore + crashAfter + replyLost)
        return call.reject(new Error('the reply is lost'))
      call.resolve(value)
    } catch (error) {
      call.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #crash(task: Task): void {
    task.isDead = true
    this.#calls = this.#calls.filter((call) => call.task !== task)
    task.end({ kind: 'crashed' })
  }

  /** Until every invocation is over or waits for a call. @throws Error when one waits for something else */
  async #settle(): Promise<void> {
    let quiet = 0
    // By the clock: a module that is loaded with its first use takes as long as a busy machine lets it.
    const until = performance.now() + MAX_WAIT_MS
    while (performance.now() < until) {
      const before = this.#calls.length
      await turn()
      const isStill = this.#calls.length === before && [...this.#tasks].every(({ waiting }) => waiting > 0)
      quiet = isStill ? quiet + 1 : 0
      if (quiet === QUIET_TURNS) return
    }
    throw new Error('a function waits for something that the simulation does not know of')
  }
}

/** An invocation that waits for one call may still be on its way to another one beside it. */
const QUIET_TURNS = 3
const MAX_WAIT_MS = 30_000
const FNV_PRIME = 0x01000193
