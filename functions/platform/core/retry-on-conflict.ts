import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from './problem-error.ts'

/** What an attempt returns when someone else's write came first: what it read no longer holds. */
export const CONFLICT = Symbol('conflict')

const MAX_ATTEMPTS = 6

/**
 * Reads, decides and writes, and does all of it again while someone else's write comes first.
 *
 * @param attempt one round, which reads afresh; `CONFLICT` asks for another
 * @param maxAttempts rounds at most
 * @param pause before the next round; none where a conflict is rare
 * @throws ProblemError `busy` when the conflicts do not end
 * @example await retryOnConflict(async () => ((await save(await read())) ? 'saved' : CONFLICT))
 */
export async function retryOnConflict<Result>(
  attempt: () => Promise<Result | typeof CONFLICT>,
  {
    maxAttempts = MAX_ATTEMPTS,
    pause,
  }: { readonly maxAttempts?: number; readonly pause?: (attempt: number) => Promise<void> } = {},
): Promise<Result> {
  for (let made = 0; made < maxAttempts; made += 1) {
    const result = await attempt()
    if (result !== CONFLICT) return result
    await pause?.(made)
  }
  throw new ProblemError(platformProblems.busy)
}
