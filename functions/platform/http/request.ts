import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../core/problem-error.ts'

/** A body or query whose fields each look right, and one of which cannot be. */
export function buildFieldRefusal(pointer: string, code: string, detail: string): ProblemError {
  return new ProblemError(platformProblems.invalidInput, [{ pointer, code, detail }])
}

/** The `Idempotency-Key` header, which makes a retry safe. @throws ProblemError 422 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  if (!/^[A-Za-z0-9-]{1,64}$/.test(header))
    throw buildFieldRefusal('Idempotency-Key', 'invalid-format', '1 to 64 letters, digits or hyphens')
  return header
}

/** The same where a request is not taken without it. @throws ProblemError 400, 422 */
export function requireIdempotencyKey(header: string | undefined): string {
  const key = parseIdempotencyKey(header)
  if (key === undefined) throw new ProblemError(participantProblems.keyNeeded)
  return key
}
