import type { Context, Env } from 'hono'
import type { FieldFault, Problem } from '../../../web/api/problems/problem.ts'
import type { ProblemMembers } from '../core/problem-error.ts'

/**
 * The problem document and its headers. `type` leads to a page that explains the code; `instance` is the id by which the log
 * knows the request.
 */
export function respondWithProblem<E extends Env>(
  c: Context<E>,
  {
    problem,
    errors,
    members = {},
    requestId,
  }: {
    readonly problem: Problem
    readonly errors: readonly FieldFault[]
    readonly members?: ProblemMembers
    readonly requestId: string
  },
): Response {
  const { code, title, status, detail } = problem
  return c.body(
    JSON.stringify({
      ...members,
      ...{ type: `/problems/${code}`, title, status, detail },
      ...(requestId !== '' && { instance: requestId }),
      ...(errors.length > 0 && { errors }),
    }),
    status,
    {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  )
}
