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
