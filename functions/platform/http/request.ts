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

/**
 * The revision that an `If-Match` header names, such as `"3"`: a change of anything else is refused. `undefined` where there
 * is none. @throws ProblemError 422
 */
export function parseIfMatch(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const [, revision] = /^"(\d{1,9})"$/.exec(header) ?? []
  if (revision === undefined)
    throw buildFieldRefusal('If-Match', 'invalid-format', 'an ETag of this resource, such as "3"')
  return Number(revision)
}

/** The `ETag` of a resource by its revision, as `If-Match` names it. */
export function formatRevision(revision: number): string {
  return `"${revision}"`
}
