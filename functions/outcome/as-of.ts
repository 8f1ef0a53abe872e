import { ProblemError, platformProblems } from '../platform/problem.ts'

/**
 * The instant whose knowledge is asked for, now where none is named.
 *
 * @param asked ISO instant
 * @param now ISO instant with milliseconds
 * @returns with milliseconds, as every instant that it is compared with has
 * @throws ProblemError 422 for an instant to come
 */
export function instantAsked(asked: string | undefined, now: string): string {
  const asOf = asked === undefined ? now : new Date(asked).toISOString()
  if (asOf > now)
    throw new ProblemError(platformProblems.invalidInput, [
      { pointer: '?asOf', code: 'unknown', detail: 'an instant that has been' },
    ])
  return asOf
}
