import * as z from 'zod'
import type { SimulatedClock } from './clock.ts'

const MINUTE = 60_000
/** A schedule function that finds work each time it is called is left alone after this many calls in one minute. */
const MAX_ROUNDS = 100

const tickResult = z.object({
  enqueued: z.number().optional(),
  nextDueAt: z.iso.datetime({ offset: true }).nullish(),
})

/** What happens on a schedule, without the schedule: called at the minutes that matter and drained to the end. */
export interface DueWork {
  /** Invokes every scheduled function once and returns their results. */
  invokeSchedules(): Promise<unknown[]>
  /** Resolves when every message in every queue is handled or dead-lettered. */
  drainQueues(): Promise<void>
}

/** Runs what falls due, one thing at a time: a tick of the minute and an advance of the clock never overlap. */
export class Stepper {
  readonly #clock: SimulatedClock
  readonly #work: DueWork
  #last: Promise<unknown> = Promise.resolve()
  #nextDueAt: number | undefined

  constructor(clock: SimulatedClock, work: DueWork) {
    this.#clock = clock
    this.#work = work
  }

  /** When something next falls due, as of the last time that what was due was run. */
  get nextDueAt(): number | undefined {
    return this.#nextDueAt
  }

  /** Runs what is due now. */
  tick(): Promise<void> {
    return this.exclusively(() => this.#settle())
  }

  /**
   * Moves the clock forward to `target`, stopping at each minute at which something falls due.
   *
   * @returns the time it then is, once all that fell due has run
   */
  advanceTo(target: number): Promise<number> {
    return this.exclusively(async () => {
      await this.#settle()
      for (;;) {
        const stop = this.#nextStop()
        if (stop === undefined || stop >= target) break
        this.#clock.advanceTo(stop)
        await this.#settle()
      }
      this.#clock.advanceTo(target)
      await this.#settle()
      return this.#clock.now()
    })
  }

  /** The start of the minute in which something is next due; at least the next one, since this one has just run. */
  #nextStop(): number | undefined {
    if (this.#nextDueAt === undefined) return undefined
    const now = this.#clock.now()
    return Math.ceil(Math.max(this.#nextDueAt, now + 1) / MINUTE) * MINUTE
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const results = (await this.#work.invokeSchedules()).map((result) => tickResult.safeParse(result).data)
      await this.#work.drainQueues()
      const dueTimes = results.flatMap((result) => (result?.nextDueAt ? [Date.parse(result.nextDueAt)] : []))
      this.#nextDueAt = dueTimes.length > 0 ? Math.min(...dueTimes) : undefined
      // Sending may have set the next reminder, so that `nextDueAt` is only final after a round that sent nothing.
      if (results.every((result) => (result?.enqueued ?? 0) === 0)) return
    }
  }

  /** Does something else while nothing falls due. */
  exclusively<T>(runWork: () => Promise<T>): Promise<T> {
    const result = this.#last.then(runWork)
    this.#last = result.catch(() => undefined)
    return result
  }
}
