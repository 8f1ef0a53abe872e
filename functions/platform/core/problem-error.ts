import type { FieldFault, Problem } from '../../../web/api/problems/problem.ts'

/** Further members of a problem document (RFC 9457, 3.2): what a client has to read to go on. */
export type ProblemMembers = Readonly<Record<string, unknown>>

/** What a request is refused with. `cause` is what went wrong behind it, where something did: it goes to the log alone. */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly errors: readonly FieldFault[]
  readonly members: ProblemMembers
  /** Seconds after which the same request may be sent again: the header of that name. */
  readonly retryAfter: number | undefined

  constructor(
    problem: Problem,
    errors: readonly FieldFault[] = [],
    {
      members = {},
      retryAfter,
      ...options
    }: ErrorOptions & { readonly members?: ProblemMembers; readonly retryAfter?: number } = {},
  ) {
    super(problem.code, options)
    this.name = 'ProblemError'
    this.problem = problem
    this.errors = errors
    this.members = members
    this.retryAfter = retryAfter
  }
}
