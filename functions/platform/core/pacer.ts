import { setTimeout as wait } from 'node:timers/promises'

/** Resolves when it is the caller's turn. */
export type Pacer = () => Promise<void>

type PacerClock = { readonly now: () => number; readonly wait: (milliseconds: number) => Promise<unknown> }

/**
 * Turns at least `milliseconds` apart, in the order in which they are asked for; the first one is at once. Of one process: it
 * goes on over the events that the process handles.
 */
export function createPacer(milliseconds: number, clock: PacerClock = { now: Date.now, wait }): Pacer {
  let freeAt = 0
  return async () => {
    const now = clock.now()
    const turn = Math.max(freeAt, now)
    freeAt = turn + milliseconds
    if (turn > now) await clock.wait(turn - now)
  }
}
