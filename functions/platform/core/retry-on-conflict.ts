import { setTimeout as wait } from 'node:timers/promises'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from './problem-error.ts'

/** What an attempt returns when someone else's write came first: what it read no longer holds. */
export const CONFLICT = Symbol('conflict')

const MAX_ATTEMPTS = 6

/** Waits before the next attempt, given how many were made. */
export type Pause = (made: number) => Promise<void>

const MAX_CONTENDED_ATTEMPTS = 16

/** For what many may do to one thing at once: more attempts, with pauses between, so that all of them come through. */
export function buildContendedRetry({ pause = pauseRandomly }: { readonly pause?: Pause | undefined }) {
  return { maxAttempts: MAX_CONTENDED_ATTEMPTS, pause }
}

/** Longer each time, and by chance, so that those who collided part. */
export const pauseRandomly: Pause = async (made) => {
  await wait(Math.random() * Math.min(20 * 2 ** made, 400))
}

/**
 * Reads, decides and writes, and does all of it again while someone else's write comes first.
 *
 * @param attempt one round, given how many were made before it, which reads afresh; `CONFLICT` asks for another
 * @param maxAttempts rounds at most
 * @param pause before the next round; none where a conflict is rare
 * @throws ProblemError `busy` when the conflicts do not end
 * @example await retryOnConflict(async () => ((await save(await read())) ? 'saved' : CONFLICT))
 */
export async function retryOnConflict<Result>(
  attempt: (made: number) => Promise<Result | typeof CONFLICT>,
  {
    maxAttempts = MAX_ATTEMPTS,
    pause,
  }: { readonly maxAttempts?: number; readonly pause?: Pause | undefined } = {},
): Promise<Result> {
  for (let made = 0; made < maxAttempts; made += 1) {
    const result = await attempt(made)
    if (result !== CONFLICT) return result
    await pause?.(made)
  }
  throw new ProblemError(platformProblems.busy)
}
