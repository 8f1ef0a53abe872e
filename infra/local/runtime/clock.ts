/**
 * Simulated time, shared with every worker through one block of memory, so that all of them see an advance at once.
 * It either runs (real time plus an offset) or stands still until it is set, which the demo cohort needs: there each
 * simulated hour must hold exactly what belongs to it, however long the computer takes.
 */
const RUNNING = 0n
const STANDING = 1n
const MODE = 0
const VALUE = 1

export type ClockStart =
  | { readonly kind: 'running'; readonly offsetMs: number }
  | { readonly kind: 'standing'; readonly at: Date }

export class SimulatedClock {
  readonly memory: SharedArrayBuffer
  readonly #cells: BigInt64Array

  constructor(start: ClockStart) {
    this.memory = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT)
    this.#cells = new BigInt64Array(this.memory)
    Atomics.store(this.#cells, MODE, start.kind === 'running' ? RUNNING : STANDING)
    Atomics.store(this.#cells, VALUE, BigInt(start.kind === 'running' ? start.offsetMs : start.at.getTime()))
  }

  now(): number {
    return readClock(this.#cells, Date.now())
  }

  /** Sets the time. Never back: assessments that were opened would not close again. */
  advanceTo(instant: number): void {
    if (instant <= this.now()) return
    const value = Atomics.load(this.#cells, MODE) === RUNNING ? instant - Date.now() : instant
    Atomics.store(this.#cells, VALUE, BigInt(Math.ceil(value)))
  }

  /** How far simulated time is ahead of real time, in milliseconds. */
  get offsetMs(): number {
    return this.now() - Date.now()
  }
}

function readClock(cells: BigInt64Array, realNow: number): number {
  const value = Number(Atomics.load(cells, VALUE))
  return Atomics.load(cells, MODE) === RUNNING ? realNow + value : value
}

/**
 * Replaces this thread's `Date` by one that tells simulated time. A Proxy and not a subclass: `Date()` without `new`,
 * `instanceof` and `value.constructor === Date` all stay as they are.
 */
export function installSimulatedDate(memory: SharedArrayBuffer): void {
  const cells = new BigInt64Array(memory)
  const RealDate = Date
  const now = (): number => readClock(cells, RealDate.now())
  const simulated = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  })
  RealDate.prototype.constructor = simulated
  globalThis.Date = simulated
}
