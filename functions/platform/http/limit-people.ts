import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'
import type { RequestLimit } from '../core/request-limit.ts'
import type { TokenVerifier } from './tokens.ts'

/**
 * The same verifier, that refuses a person or program who asks too often. It counts only who proved themselves: nobody uses up
 * what is somebody else’s.
 */
export function limitPeople(tokens: TokenVerifier, limit: RequestLimit): TokenVerifier {
  return {
    async verify(token) {
      const person = await tokens.verify(token)
      const retryAfter = limit.take(person.sub)
      if (retryAfter > 0) throw new ProblemError(platformProblems.tooManyRequests, [], { retryAfter })
      return person
    },
  }
}
