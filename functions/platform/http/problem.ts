import type { Context } from 'hono'
import type { FieldFault, Problem } from '../../../web/api/problems/problem.ts'

export class ProblemError extends Error {
  readonly problem: Problem
  readonly errors: readonly FieldFault[]

  constructor(problem: Problem, errors: readonly FieldFault[] = []) {
    super(problem.code)
    this.name = 'ProblemError'
    this.problem = problem
    this.errors = errors
  }
}

/** The problem document and its headers. `type` leads to a page that explains the code. */
export function problemResponse(c: Context, problem: Problem, errors: readonly FieldFault[] = []): Response {
  return c.body(
    JSON.stringify({
      type: `/problems/${problem.code}`,
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      ...(errors.length > 0 && { errors }),
    }),
    problem.status,
    {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(problem.status === 503 && { 'retry-after': '1' }),
    },
  )
}
