import type { FieldFault, Problem } from '../../../web/api/problems/problem.ts'

/** What a request is refused with. `cause` is what went wrong behind it, where something did: it goes to the log alone. */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly errors: readonly FieldFault[]

  constructor(problem: Problem, errors: readonly FieldFault[] = [], options?: ErrorOptions) {
    super(problem.code, options)
    this.name = 'ProblemError'
    this.problem = problem
    this.errors = errors
  }
}
